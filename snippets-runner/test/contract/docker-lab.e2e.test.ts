import { connect } from '../../lab/daemon/connect.ts';
import { openEngine } from '../../lab/engines/open.ts';
import { LAB_ID, labelsFor } from '../../lab/labels.ts';
import { ENGINE_OPTIONS } from '../engine-options.ts';
import { describeLabContract } from './lab-contract.ts';

describeLabContract('Docker', async () => {
  const connection = await connect(ENGINE_OPTIONS);
  const engine = await openEngine(connection, ENGINE_OPTIONS);
  const { docker } = connection;
  // Other processes may use the same engine now.
  const { 'snippets.lab.owner': owner } = labelsFor('', '');
  const isOurs = ({ Labels }: { Labels?: Record<string, string> | undefined }) =>
    Labels?.['snippets.lab.owner'] === owner;
  const ourVolumes = new Set<string>();
  return {
    engine,
    leftovers: async () => {
      const filters = { label: [LAB_ID] };
      const containers = (await docker.listContainers({ all: true, filters })).filter(isOurs);
      const networks = (await docker.listNetworks({ filters })).filter(isOurs);
      // Anonymous volumes have no label, so they are found through their containers.
      for (const { Mounts } of containers) for (const { Name } of Mounts) if (Name) ourVolumes.add(Name);
      const { Volumes } = await docker.listVolumes();
      const volumes = Volumes.map(({ Name }) => Name).filter((name) => ourVolumes.has(name));
      return [...[...containers, ...networks].map(({ Id }) => Id), ...volumes].sort();
    },
  };
});

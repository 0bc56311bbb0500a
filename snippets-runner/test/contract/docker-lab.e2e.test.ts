import { join } from 'node:path';
import { connect } from '../../lab/daemon/connect.ts';
import { openEngine } from '../../lab/engines/open.ts';
import { LAB_ID, labelsFor } from '../../lab/labels.ts';
import { describeLabContract } from './lab-contract.ts';

const HOME = join(import.meta.dirname, '../../..');

describeLabContract('Docker', async () => {
  const options = {
    env: process.env,
    home: HOME,
    imagesFolder: join(HOME, 'content/images'),
    onProgress: () => undefined,
  };
  const connection = await connect(options);
  const engine = await openEngine(connection, options);
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

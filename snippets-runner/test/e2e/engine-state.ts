/** Finds everything that a page's labs have on the engine, by their labels. */
import type Docker from 'dockerode';
import { connect } from '../../lab/daemon/connect.ts';
import { HOME } from './snippets.ts';

export interface EngineState {
  readonly docker: Docker;
  /** As DOCKER_HOST takes it. */
  readonly host: string;
  /** Names of containers and networks, and of the volumes of all containers seen so far. */
  ofPage(slug: string): Promise<readonly string[]>;
}

export async function engineState(): Promise<EngineState> {
  const { docker, address: host } = await connect({ env: process.env, home: HOME });
  const volumes = new Set<string>();
  return {
    docker,
    host,
    ofPage: async (slug) => {
      const filters = { label: [`snippets.lab.page=${slug}`] };
      const containers = await docker.listContainers({ all: true, filters });
      const networks = await docker.listNetworks({ filters });
      for (const { Mounts } of containers) {
        // Image stores stay, for the next lab.
        for (const { Name } of Mounts) if (Name && !Name.startsWith('snippets-images-')) volumes.add(Name);
      }
      const { Volumes } = await docker.listVolumes();
      return [
        ...containers.flatMap(({ Names }) => Names),
        ...networks.map(({ Name }) => Name),
        ...Volumes.map(({ Name }) => Name).filter((name) => volumes.has(name)),
      ];
    },
  };
}

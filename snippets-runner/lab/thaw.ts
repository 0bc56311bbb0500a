/**
 * Lets a node end that has paused containers. A paused container is frozen, and on cgroup v1 a frozen process
 * cannot be killed, so the node would never end. The containers are thawed from outside of the node. They run
 * nothing more, because the node is already being killed.
 */
import type Docker from 'dockerode';
import type { Labels } from './labels.ts';
import { runInContainer } from './run-in-container.ts';

const CGROUPS = '/sys/fs/cgroup';

/**
 * Thaws all frozen processes in a container, also in containers inside it. Does nothing on cgroup v2, where
 * frozen processes can be killed.
 * @throws SnippetsError `engine-lost`, `docker-refused`
 */
export async function thaw(docker: Docker, { Id, ImageID, Labels }: Docker.ContainerInfo): Promise<void> {
  const { CgroupVersion = '1' }: { readonly CgroupVersion?: string } = await docker.info();
  if (CgroupVersion !== '1') return;
  await runInContainer(docker, {
    image: ImageID,
    script: `shopt -s globstar
      for state in /cgroups/freezer/**/*${Id}*/**/freezer.state; do echo THAWED >"$state"; done`,
    labels: Labels as Labels,
    binds: [`${CGROUPS}:/cgroups`],
    doing: 'thawing paused containers in a lab',
  });
}

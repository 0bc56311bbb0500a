/**
 * A container that a page has paused is frozen, and on cgroup v1 a frozen process is not even killed. So its
 * node would never end. It is thawed from outside: a node that has been told to end runs nothing any more.
 */
import type Docker from 'dockerode';
import type { Labels } from './labels.ts';
import { runInContainer } from './run-in-container.ts';

const CGROUPS = '/sys/fs/cgroup';

/**
 * Thaws all that is frozen in a container, at whatever depth; nothing on cgroup v2, where it is no hindrance.
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
    doing: 'thawing what is paused in a lab',
  });
}

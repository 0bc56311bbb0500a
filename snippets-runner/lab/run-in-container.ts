/** Finds out on an engine what only a container there can tell. */
import type Docker from 'dockerode';
import { onDaemon } from './daemon/failures.ts';
import type { Labels } from './labels.ts';

export interface ContainerScript {
  readonly image: string;
  /** For bash. */
  readonly script: string;
  readonly labels: Labels;
  /** Folders of the engine's machine, as `FROM:TO`. */
  readonly binds?: readonly string[];
  /** For the message, where the daemon does not do it. */
  readonly doing: string;
}

/**
 * What a script prints in a privileged container without network, which is then removed.
 * @throws SnippetsError `engine-lost`, `docker-refused`
 */
export async function runInContainer(
  docker: Docker,
  { image, script, labels, binds = [], doing }: ContainerScript,
): Promise<string> {
  return onDaemon(doing, async () => {
    const container = await docker.createContainer({
      Image: image,
      Cmd: ['bash', '-c', script],
      Labels: { ...labels },
      // With a terminal, the logs come without frames.
      Tty: true,
      HostConfig: { Privileged: true, NetworkMode: 'none', Binds: [...binds] },
    });
    try {
      await container.start();
      await container.wait();
      return (await container.logs({ stdout: true })).toString();
    } finally {
      await container.remove({ force: true, v: true });
    }
  });
}

/** Runs a script in a container on the engine, to find out something that Docker's API does not tell. */
import type Docker from 'dockerode';
import { onDaemon } from './daemon/failures.ts';
import type { Labels } from './labels.ts';

export interface ContainerScript {
  readonly image: string;
  /** Run by bash. */
  readonly script: string;
  readonly labels: Labels;
  /** Folders of the engine's machine to mount, as `FROM:TO`. */
  readonly binds?: readonly string[];
  /** The task, for the message of an error. */
  readonly doing: string;
}

/**
 * Runs a script in a privileged container without network, and removes the container.
 * @returns what the script printed
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
      // With a terminal, Docker does not split the logs into frames.
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

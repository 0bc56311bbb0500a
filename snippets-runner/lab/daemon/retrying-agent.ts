/**
 * Connections to a daemon's unix socket that wait their turn. A socket whose queue is full refuses with
 * EAGAIN (connect(2)), and the queue of the virtual machine's engine, which is QEMU's, holds one or two.
 */
import { Agent } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

const PAUSE_MS = 20;
const GIVES_UP_AFTER_MS = 30_000;

export class RetryingAgent extends Agent {
  constructor() {
    super({ keepAlive: true });
  }

  override createConnection(
    { socketPath }: { readonly socketPath?: string | undefined },
    done?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const deadline = performance.now() + GIVES_UP_AFTER_MS;
    const attempt = () => {
      const socket: Socket = connect({ path: socketPath ?? '' });
      const onError = (error: NodeJS.ErrnoException) => {
        if (error.code === 'EAGAIN' && performance.now() < deadline) setTimeout(attempt, PAUSE_MS);
        else done?.(error, socket);
      };
      socket.once('error', onError).once('connect', () => {
        socket.off('error', onError);
        done?.(null, socket);
      });
    };
    attempt();
  }
}

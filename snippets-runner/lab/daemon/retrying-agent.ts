/**
 * Connects to a daemon's unix socket, and tries again while its queue is full. A socket with a full queue
 * refuses a connection with EAGAIN (connect(2)). The socket of a virtual machine may belong to QEMU, whose queue holds
 * one or two connections.
 */
import { Agent } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

const PAUSE_MS = 20;
const GIVES_UP_AFTER_MS = 30_000;

export class RetryingAgent extends Agent {
  #isDestroyed = false;

  constructor() {
    super({ keepAlive: true });
  }

  /** Closes all connections, and tries no more. */
  override destroy(): void {
    this.#isDestroyed = true;
    super.destroy();
  }

  override createConnection(
    { socketPath }: { readonly socketPath?: string | undefined },
    done?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const deadline = performance.now() + GIVES_UP_AFTER_MS;
    const attempt = () => {
      const socket: Socket = connect({ path: socketPath ?? '' });
      const onError = (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EAGAIN' || performance.now() >= deadline) done?.(error, socket);
        else setTimeout(() => (this.#isDestroyed ? done?.(error, socket) : attempt()), PAUSE_MS);
      };
      socket.once('error', onError).once('connect', () => {
        socket.off('error', onError);
        done?.(null, socket);
      });
    };
    attempt();
  }
}

/** Lets Node's HTTP agent use the standard input and output of a program in place of a socket. */
import { Duplex, PassThrough, type Readable, type Writable } from 'node:stream';

export interface StreamSocket {
  /** Node's agent uses it like a socket. */
  readonly socket: Duplex;
  /** Takes the program's output. The caller ends it when the program ends. */
  readonly incoming: PassThrough;
}

/** What keeps the Node process alive while a request waits for it. */
export interface Waited {
  ref(): void;
  unref(): void;
}

/**
 * Makes a socket of two streams.
 * @param outgoing the program's input
 * @param waited is told when a request begins to wait and when none waits any more
 */
export function streamSocket(outgoing: Writable, waited?: Waited): StreamSocket {
  const incoming = new PassThrough();
  const socket = asSocket(Duplex.from({ readable: incoming as Readable, writable: outgoing }), waited);
  // A request that is under way gets the error too. Without a request, nobody else listens for it.
  socket.on('error', () => undefined);
  return { socket, incoming };
}

/** Adds the methods of a socket that Node's agent calls and a stream does not have. */
function asSocket(stream: Duplex, waited: Waited | undefined): Duplex {
  const itself = () => stream;
  return Object.assign(stream, {
    setKeepAlive: itself,
    setNoDelay: itself,
    setTimeout: itself,
    ref: () => {
      waited?.ref();
      return stream;
    },
    unref: () => {
      waited?.unref();
      return stream;
    },
  });
}

/** Lets Node's HTTP agent use the standard input and output of a program in place of a socket. */
import { Duplex, PassThrough, type Readable, type Writable } from 'node:stream';

export interface StreamSocket {
  /** Node's agent uses it like a socket. */
  readonly socket: Duplex;
  /** Takes the program's output. The caller ends it when the program ends. */
  readonly incoming: PassThrough;
}

/** Keeps the Node process alive between `ref` and `unref`, like a handle of Node's. */
export interface Handle {
  ref(): void;
  unref(): void;
}

/**
 * Makes a socket of two streams.
 * @param outgoing the program's input
 * @param handle gets a `ref` when a request begins to wait, and an `unref` when no request waits any more
 */
export function streamSocket(outgoing: Writable, handle?: Handle): StreamSocket {
  const incoming = new PassThrough();
  const socket = asSocket(Duplex.from({ readable: incoming as Readable, writable: outgoing }), handle);
  // A request in progress gets the error as well. Without a request, this is the only listener.
  socket.on('error', () => undefined);
  return { socket, incoming };
}

/** Adds the methods of a socket that Node's agent calls and a stream does not have. */
function asSocket(stream: Duplex, handle: Handle | undefined): Duplex {
  const itself = () => stream;
  return Object.assign(stream, {
    setKeepAlive: itself,
    setNoDelay: itself,
    setTimeout: itself,
    ref: () => {
      handle?.ref();
      return stream;
    },
    unref: () => {
      handle?.unref();
      return stream;
    },
  });
}

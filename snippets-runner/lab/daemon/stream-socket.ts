/** HTTP over what is no socket: the input and output of a program. */
import { Duplex, PassThrough, type Readable, type Writable } from 'node:stream';

export interface StreamSocket {
  /** What Node's agent takes for a socket. */
  readonly socket: Duplex;
  /** What comes from the other side is written here. Ends with the program, which then says how it ended. */
  readonly incoming: PassThrough;
}

/** Whether anything waits for it: what nobody waits for keeps no process from ending. */
export interface Waited {
  ref(): void;
  unref(): void;
}

export function streamSocket(outgoing: Writable, waited?: Waited): StreamSocket {
  const incoming = new PassThrough();
  const socket = asSocket(Duplex.from({ readable: incoming as Readable, writable: outgoing }), waited);
  // Who asks hears of it. Between two questions, or when the agent gives it up, nobody does.
  socket.on('error', () => undefined);
  return { socket, incoming };
}

/** What Node's agent calls on a socket, of which a stream has no part. */
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

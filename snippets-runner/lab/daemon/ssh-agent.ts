/**
 * Connections to a daemon on another machine, as the docker command makes them: `ssh` runs
 * `docker system dial-stdio` there, and HTTP goes over its input and output. So keys, known hosts, jumps and
 * whatever else ~/.ssh/config says hold here as they do for everything else, and no password is asked for.
 * https://docs.docker.com/engine/security/protect-access/#use-ssh-to-protect-the-docker-daemon-socket
 */
import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { Agent } from 'node:http';
import type { Socket } from 'node:net';
import { type Duplex, PassThrough, type Readable, type Writable } from 'node:stream';
import { shellQuoted } from '../../base/shell-quote.ts';
import { streamSocket, type Waited } from './stream-socket.ts';

export interface SshTarget {
  readonly host: string;
  readonly user?: string | undefined;
  readonly port?: string | undefined;
  /** Path of the daemon's socket there, where it is another than docker's own choice. */
  readonly socketPath?: string | undefined;
}

/** That `ssh` has ended before its time. */
export class SshError extends Error {
  override readonly name = 'SshError';
  /** Of the program there, or 255 where it is ssh that failed. */
  readonly exit: number | null;

  constructor(exit: number | null, said: string) {
    super(said || (exit === null ? 'ssh was killed' : `ssh ended with ${exit}`));
    this.exit = exit;
  }
}

/** sshd drops connections at random when more than ten have not said yet who they are (MaxStartups). */
const HANDSHAKES_AT_ONCE = 4;
const SAID_LIMIT = 2_000;

export class SshAgent extends Agent {
  readonly #command: readonly string[];
  readonly #env: NodeJS.ProcessEnv;
  readonly #children = new Set<ChildProcess>();
  readonly #waiting: (() => void)[] = [];
  #handshakes = 0;

  /** @param env where `ssh` is looked for, and what it is given */
  constructor(target: SshTarget, env: NodeJS.ProcessEnv) {
    super({ keepAlive: true });
    this.#command = sshCommand(target);
    this.#env = env;
  }

  override createConnection(_options: unknown, done?: (error: Error | null, stream: Duplex) => void): undefined {
    this.#waiting.push(() => done?.(null, this.#connect()));
    this.#next();
  }

  /** Also those that wait for an answer. */
  override destroy(): void {
    super.destroy();
    for (const child of this.#children) child.kill();
  }

  #next(): void {
    if (this.#handshakes >= HANDSHAKES_AT_ONCE) return;
    this.#waiting.shift()?.();
  }

  #connect(): Duplex {
    const [program = '', ...args] = this.#command;
    // In a session of its own: a Ctrl-C in the terminal is for the runner, which still has labs to remove.
    const child = spawn(program, args, { env: this.#env, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
    this.#children.add(child);
    this.#handshakes++;
    let isShaken = false;
    const onShaken = () => {
      if (isShaken) return;
      isShaken = true;
      this.#handshakes--;
      this.#next();
    };
    child.stdout.once('data', onShaken);
    child.once('close', () => {
      this.#children.delete(child);
      onShaken();
    });
    return socketOf(child);
  }
}

type Ssh = ChildProcessByStdio<Writable, Readable, Readable>;

/** What it prints is read to its end before anybody is told that it has ended. */
function socketOf(child: Ssh): Duplex {
  // Between them, so that a program that ends is not heard of before it has said why.
  const outgoing = new PassThrough();
  outgoing.pipe(child.stdin);
  const { socket, incoming } = streamSocket(outgoing, waitedOf(child));
  child.stdout.pipe(incoming, { end: false });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-SAID_LIMIT);
  });
  // To a program that has ended nothing can be written; how it ended says why.
  child.stdin.on('error', () => undefined);
  child.once('error', (error) => socket.destroy(error));
  child.once('close', (exit) => {
    if (exit === 0) incoming.end(() => socket.destroy());
    else socket.destroy(new SshError(exit, said.trim()));
  });
  socket.once('close', () => child.kill());
  return socket;
}

function waitedOf(child: Ssh): Waited {
  // Pipes of a child are sockets, of which the types do not say so.
  const parts = [child, child.stdin, child.stdout, child.stderr] as unknown as readonly Pick<Socket, 'ref' | 'unref'>[];
  return {
    ref: () => {
      for (const part of parts) part.ref();
    },
    unref: () => {
      for (const part of parts) part.unref();
    },
  };
}

/** Nobody is asked for anything, and a machine that is gone is missed within a minute. */
const OPTIONS = ['BatchMode=yes', 'ConnectTimeout=20', 'ServerAliveInterval=15', 'ServerAliveCountMax=3'];

export function sshCommand({ host, user, port, socketPath }: SshTarget): readonly string[] {
  return [
    'ssh',
    ...OPTIONS.flatMap((option) => ['-o', option]),
    '-T',
    ...(user ? ['-l', user] : []),
    ...(port ? ['-p', port] : []),
    '--',
    host,
    ['docker', ...(socketPath ? [`--host=unix://${wordOf(socketPath)}`] : []), 'system', 'dial-stdio'].join(' '),
  ];
}

/** For the shell there; as it is where that will do. */
function wordOf(text: string): string {
  return /^[\w./@%+-]+$/u.test(text) ? text : shellQuoted(text);
}

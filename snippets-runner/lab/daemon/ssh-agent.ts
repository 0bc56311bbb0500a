/**
 * Connects to a daemon on another machine in the same way as the docker command. `ssh` runs
 * `docker system dial-stdio` there, and HTTP uses the standard input and output of `ssh`. So all settings in
 * ~/.ssh/config apply, such as keys, known hosts and jump hosts. `ssh` never asks for a password.
 * https://docs.docker.com/engine/security/protect-access/#use-ssh-to-protect-the-docker-daemon-socket
 */
import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { Agent } from 'node:http';
import type { Socket } from 'node:net';
import { type Duplex, PassThrough, type Readable, type Writable } from 'node:stream';
import { shellQuoted } from '../../base/shell-quote.ts';
import { type Handle, streamSocket } from './stream-socket.ts';

export interface SshTarget {
  readonly host: string;
  readonly user?: string | undefined;
  readonly port?: string | undefined;
  /** Path of the daemon's socket on that machine; undefined for docker's default. */
  readonly socketPath?: string | undefined;
}

/** `ssh` ended while its connection was in use. */
export class SshError extends Error {
  override readonly name = 'SshError';
  /** Exit code of the program on the other machine; 255 if ssh itself failed, null if it was killed. */
  readonly exit: number | null;

  constructor(exit: number | null, printed: string) {
    super(printed || (exit === null ? 'ssh was killed' : `ssh ended with ${exit}`));
    this.exit = exit;
  }
}

/** sshd drops connections at random while more than ten have not logged in yet (MaxStartups). */
const HANDSHAKES_AT_ONCE = 4;
/** Characters of standard error that are kept. */
const ERRORS_LIMIT = 2_000;

export class SshAgent extends Agent {
  readonly #command: readonly string[];
  readonly #env: NodeJS.ProcessEnv;
  readonly #children = new Set<ChildProcess>();
  readonly #waiting: (() => void)[] = [];
  #handshakes = 0;

  /** @param env environment of `ssh`; its PATH is where `ssh` is searched */
  constructor(target: SshTarget, env: NodeJS.ProcessEnv) {
    super({ keepAlive: true });
    this.#command = sshCommand(target);
    this.#env = env;
  }

  override createConnection(_options: unknown, done?: (error: Error | null, stream: Duplex) => void): undefined {
    this.#waiting.push(() => done?.(null, this.#connect()));
    this.#connectNext();
  }

  /** Closes all connections, including those that wait for an answer. */
  override destroy(): void {
    super.destroy();
    for (const child of this.#children) child.kill();
  }

  #connectNext(): void {
    if (this.#handshakes >= HANDSHAKES_AT_ONCE) return;
    this.#waiting.shift()?.();
  }

  #connect(): Duplex {
    const [program = '', ...args] = this.#command;
    // Runs in its own session, so Ctrl-C does not end it: the runner still has labs to remove.
    const child = spawn(program, args, { env: this.#env, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
    this.#children.add(child);
    this.#handshakes++;
    let isHandshaking = true;
    const endHandshake = () => {
      if (!isHandshaking) return;
      isHandshaking = false;
      this.#handshakes--;
      this.#connectNext();
    };
    child.stdout.once('data', endHandshake);
    child.once('close', () => {
      this.#children.delete(child);
      endHandshake();
    });
    return socketOf(child);
  }
}

type Ssh = ChildProcessByStdio<Writable, Readable, Readable>;

/** Makes a socket of the pipes of `ssh`. Reads all output of `ssh` before it reports the exit. */
function socketOf(child: Ssh): Duplex {
  // Without this stream in between, a write to an `ssh` that has ended would fail before its reason is known.
  const outgoing = new PassThrough();
  outgoing.pipe(child.stdin);
  const { socket, incoming } = streamSocket(outgoing, handleOf(child));
  child.stdout.pipe(incoming, { end: false });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-ERRORS_LIMIT);
  });
  // A write to an `ssh` that has ended fails. Its exit code and standard error say why.
  child.stdin.on('error', () => undefined);
  child.once('error', (error) => socket.destroy(error));
  child.once('close', (exit) => {
    if (exit === 0) incoming.end(() => socket.destroy());
    else socket.destroy(new SshError(exit, errors.trim()));
  });
  socket.once('close', () => child.kill());
  return socket;
}

/** Combines the handles of the process and of its three pipes. */
function handleOf(child: Ssh): Handle {
  // The pipes of a child process are sockets. Their types do not say so.
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

/** Never asks a question, and notices within a minute that a machine does not answer any more. */
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

/** Quotes a word for the shell on the other machine, if it needs quotes. */
function wordOf(text: string): string {
  return /^[\w./@%+-]+$/u.test(text) ? text : shellQuoted(text);
}

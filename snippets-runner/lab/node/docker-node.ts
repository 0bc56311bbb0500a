/** A lab node: a container on the engine. The runner uses it through exec, so no port is opened. */
import { constants, createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { posix } from 'node:path';
import type { Duplex } from 'node:stream';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type Docker from 'dockerode';
import { SnippetsError } from '../../model/error.ts';
import {
  type LabNode,
  type NodeCondition,
  type NodeInterface,
  type Pty,
  type PtySize,
  SWARM_STATES,
  type SwarmState,
} from '../../model/lab.ts';
import { asSnippetsError, onDaemon, statusOf } from '../daemon/failures.ts';
import { endTerminalCommand, killForegroundCommand, waitsForInputCommand } from './foreground.ts';
import { interfacesOf } from './interfaces.ts';
import { NodeApi } from './node-api.ts';

/** The home folder of root on a node. */
const HOME = '/root';
/** Keys that no page types. With the usual ones, this exec would take the keys for a container in the node. */
const UNUSED_DETACH_KEYS = 'ctrl-_,ctrl-^,ctrl-_,ctrl-@';

/** Part of the answer to `/version`. */
export interface DaemonVersion {
  readonly Version: string;
  readonly ApiVersion: string;
  readonly KernelVersion: string;
  /** Go's names. */
  readonly Os: string;
  readonly Arch: string;
}

export class DockerNode implements LabNode, Disposable {
  readonly name: string;
  readonly address: string;
  readonly #docker: Docker;
  readonly #container: Docker.Container;
  readonly #api: NodeApi;
  #folder: string | undefined;

  /** @param signal aborting it ends every wait for its daemon */
  constructor(docker: Docker, container: Docker.Container, name: string, address: string, signal: AbortSignal) {
    this.name = name;
    this.address = address;
    this.#docker = docker;
    this.#container = container;
    this.#api = new NodeApi(docker, container, name, signal);
  }

  /** Closes the connection to its daemon. Its container has to be removed by its engine. */
  [Symbol.dispose](): void {
    this.#api[Symbol.dispose]();
  }

  get folder(): string | undefined {
    return this.#folder;
  }

  ask(path: string): Promise<unknown> {
    return this.#api.get(path);
  }

  /** Waits for the daemon, if it still starts. @throws SnippetsError `docker-refused`, `engine-lost` */
  async version(withinMs: number): Promise<DaemonVersion> {
    return (await this.#api.get('/version', withinMs)) as DaemonVersion;
  }

  async swarmState(): Promise<SwarmState> {
    const state = await this.#api.header('/_ping', 'Swarm');
    return SWARM_STATES.find((known) => known === state) ?? 'inactive';
  }

  async interfaces(): Promise<readonly NodeInterface[]> {
    const { output, exit, errors } = await this.run(['ip', '-json', '-details', 'address', 'show']);
    const failed = (why: string, cause?: unknown) =>
      new SnippetsError(
        'docker-refused',
        `the interfaces of node ${this.name} could not be read: ${why}`,
        'check that the page does not remove or replace `ip` on its node',
        { cause },
      );
    if (exit !== 0) throw failed(errors.trim() || `exit code ${exit}`);
    try {
      return interfacesOf(output);
    } catch (cause) {
      throw failed((cause as Error).message, cause);
    }
  }

  async waitsForInput(shell: string): Promise<boolean> {
    const { output } = await this.run(waitsForInputCommand(shell));
    return output.startsWith('waits');
  }

  async killForeground(shell: string): Promise<void> {
    await this.run(killForegroundCommand(shell));
  }

  async endTerminal(shell: string): Promise<void> {
    await this.run(endTerminalCommand(shell));
  }

  /**
   * Unpacks a tar file in a folder of the home folder. Terminals begin there from now on.
   * @param folderName may be empty: the home folder itself
   */
  async unpack(archive: string, folderName: string): Promise<void> {
    const folder = posix.join(HOME, folderName);
    const unpacking = 'mkdir --parents "$0" && tar --extract --no-same-owner --directory "$0"';
    const { exit, errors } = await this.run(['sh', '-c', unpacking, folder], archive);
    this.#folder = folder;
    if (exit === 0) return;
    const message = `files could not be copied to node ${this.name}: ${errors.trim()}`;
    throw new SnippetsError('node-not-ready', message, 'is there space on the disk of the engine?');
  }

  /** Takes one second if the node runs. */
  async condition(): Promise<NodeCondition> {
    return onDaemon(`looking at node ${this.name}`, async () => {
      try {
        // A terminal ends a moment before its container ends.
        const abortSignal = AbortSignal.timeout(ENDS_WITHIN_MS);
        await this.#container.wait({ abortSignal }).catch(unlessAborted);
        const { Running, OOMKilled, ExitCode } = (await this.#container.inspect()).State;
        if (OOMKilled) return { kind: 'out-of-memory', isRunning: Running };
        return Running ? { kind: 'running' } : { kind: 'ended', exit: ExitCode };
      } catch (error) {
        if (statusOf(error) === 404) return { kind: 'gone' };
        throw error;
      }
    });
  }

  async openPty(command: readonly string[], size: PtySize): Promise<Pty> {
    return onDaemon(`opening a terminal on node ${this.name}`, async () => {
      const exec = await this.#container.exec({
        Cmd: [...command],
        Tty: true,
        AttachStdin: true,
        AttachStdout: true,
        AttachStderr: true,
        DetachKeys: UNUSED_DETACH_KEYS,
        ConsoleSize: [size.rows, size.columns],
      });
      const stream = await exec.start({ hijack: true, stdin: true, Tty: true });
      return new DockerPty(exec, stream, this.name);
    });
  }

  /**
   * Runs a command without a terminal, and waits until it ends.
   * @param inputFile is its standard input
   * @throws SnippetsError `engine-lost`, `docker-refused`; `node-not-ready` if the file cannot be read
   */
  async run(command: readonly string[], inputFile?: string): Promise<{ output: string; errors: string; exit: number }> {
    if (inputFile !== undefined)
      await access(inputFile, constants.R_OK).catch((cause) => failUnreadable(inputFile, cause));
    return onDaemon(`running ${command[0]} on node ${this.name}`, async () => {
      const exec = await this.#container.exec({
        Cmd: [...command],
        AttachStdin: inputFile !== undefined,
        AttachStdout: true,
        AttachStderr: true,
      });
      const stream = await exec.start({ hijack: true, stdin: inputFile !== undefined });
      const [output, errors] = [new PassThrough(), new PassThrough()];
      this.#docker.modem.demuxStream(stream, output, errors);
      stream.once('close', () => {
        output.end();
        errors.end();
      });
      // A command may end before it has read its input, which breaks the connection. Its exit code says how it ended.
      stream.once('error', (error) => {
        if (inputFile === undefined) output.destroy(error);
      });
      const input = inputFile === undefined ? undefined : pipeline(createReadStream(inputFile), stream, { end: true });
      const [outputText, errorText] = await Promise.all([text(output), text(errors), input?.catch(() => undefined)]);
      return { output: outputText, errors: errorText, exit: (await exec.inspect()).ExitCode ?? -1 };
    });
  }
}

function failUnreadable(file: string, cause: Error): never {
  const message = `${file} cannot be read: ${cause.message}`;
  throw new SnippetsError('node-not-ready', message, 'if another program has removed it, run this again', { cause });
}

const ENDS_WITHIN_MS = 1_000;

function unlessAborted(error: Error): void {
  if (error.name !== 'AbortError' && error.name !== 'TimeoutError') throw error;
}

class DockerPty implements Pty {
  readonly output: AsyncIterable<Uint8Array>;
  readonly #exec: Docker.Exec;
  readonly #stream: Duplex;
  #isClosed = false;

  constructor(exec: Docker.Exec, stream: Duplex, nodeName: string) {
    this.#exec = exec;
    this.#stream = stream;
    this.output = this.#read(nodeName);
  }

  write(bytes: string): void {
    if (this.#stream.writable) this.#stream.write(bytes);
  }

  async resize({ rows, columns }: PtySize): Promise<void> {
    await this.#exec.resize({ h: rows, w: columns });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    this.#stream.destroy();
  }

  async *#read(nodeName: string): AsyncGenerator<Uint8Array> {
    try {
      yield* this.#stream;
      // The stream may also end without an error because the daemon is gone. This request then fails.
      if (!this.#isClosed) await this.#exec.inspect();
    } catch (error) {
      // No failure: the terminal was closed, or the daemon is there and answers with an error.
      if (this.#isClosed || statusOf(error) !== undefined) return;
      throw asSnippetsError(`reading the terminal of node ${nodeName}`, error);
    }
  }
}

/**
 * The API of the daemon in a node. `docker system dial-stdio` runs in the node, and HTTP uses its standard
 * input and output, so no port is opened. One connection serves all requests, because an exec takes longer
 * than a request. Requests are sent without waiting for the answers to earlier ones (RFC 9112, section 9.3.2), because
 * most of the time of a request is its way to the node and back.
 */
import type { Socket } from 'node:net';
import { type Duplex, PassThrough } from 'node:stream';
import type Docker from 'dockerode';
import { Client, type Dispatcher } from 'undici';
import { SnippetsError } from '../../model/error.ts';
import { onDaemon } from '../daemon/failures.ts';
import { streamSocket } from '../daemon/stream-socket.ts';

/** A daemon answers in milliseconds. In a virtual machine on a busy computer it has taken half a minute. */
const ANSWERS_WITHIN_MS = 180_000;
/** More than a reading of a lab sends at once. */
const REQUESTS_AT_ONCE = 256;
/** The connection ends with its node. A page may need longer than this between two snippets; then it is opened again. */
const KEPT_OPEN_MS = 600_000;

interface Request {
  readonly path: string;
  readonly withinMs: number;
}

export class NodeApi implements Disposable {
  readonly #name: string;
  readonly #client: Client;
  readonly #closing = new AbortController();
  readonly #signal: AbortSignal;

  /** @param signal aborting it closes the connection, also if the daemon was stopped and answers nothing any more */
  constructor(docker: Docker, container: Docker.Container, name: string, signal: AbortSignal) {
    this.#name = name;
    this.#signal = signal;
    this.#client = new Client('http://node', {
      connect: (_options, done) => {
        dial(docker, container, this.#closing.signal).then(
          // undici uses any Duplex like a socket.
          (socket) => done(null, socket as Duplex as Socket),
          (error) => done(error, null),
        );
      },
      pipelining: REQUESTS_AT_ONCE,
      keepAliveTimeout: KEPT_OPEN_MS,
      keepAliveMaxTimeout: KEPT_OPEN_MS,
      bodyTimeout: ANSWERS_WITHIN_MS,
    });
    signal.addEventListener('abort', this.#close);
    if (signal.aborted) this.#close();
  }

  /** Returns the body of the answer. @throws SnippetsError `docker-refused`, `engine-lost` */
  get(path: string, withinMs = ANSWERS_WITHIN_MS): Promise<unknown> {
    return this.#ask({ path, withinMs }, async ({ statusCode, body }) => {
      const value = await body.json();
      if (statusCode !== 200) throw new Error((value as { message?: string }).message ?? `status ${statusCode}`);
      return value;
    });
  }

  /**
   * Returns a header of the answer, whatever its status is.
   * @throws SnippetsError `docker-refused`, `engine-lost`
   */
  header(path: string, name: string): Promise<string | undefined> {
    return this.#ask({ path, withinMs: ANSWERS_WITHIN_MS }, async ({ headers, body }) => {
      await body.dump();
      const value = headers[name.toLowerCase()];
      return Array.isArray(value) ? value[0] : value;
    });
  }

  /**
   * Closes the connection. A node that ends usually closes it, but not if its exec was just being started. An open
   * connection would keep the process from ending.
   */
  [Symbol.dispose](): void {
    this.#signal.removeEventListener('abort', this.#close);
    this.#close();
  }

  readonly #close = (): void => {
    this.#closing.abort();
    void this.#client.destroy();
  };

  #ask<T>({ path, withinMs }: Request, read: (answer: Dispatcher.ResponseData) => Promise<T>): Promise<T> {
    return onDaemon(`asking the daemon of node ${this.#name} for ${path}`, async () => {
      try {
        return await read(
          await this.#client.request({ path, method: 'GET', blocking: false, headersTimeout: withinMs }),
        );
      } catch (error) {
        throw SILENCE.has((error as NodeJS.ErrnoException).code ?? '') ? this.#silence({ path, withinMs }) : error;
      }
    });
  }

  #silence({ path, withinMs }: Request): SnippetsError {
    return new SnippetsError(
      'docker-refused',
      `the daemon of node ${this.#name} did not answer ${path} within ${withinMs / 1000} s`,
      'check that the page does not stop the daemon of its node',
    );
  }
}

const SILENCE: ReadonlySet<string> = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/**
 * `read` from a pipe that nobody writes to is a pause without a new process; on a slow machine, a process takes longer
 * than the pause.
 */
const DIAL = `exec {never}<> <(:)
until [ -S /var/run/docker.sock ]; do read -rt 0.01 -u $never; done
exec docker system dial-stdio`;

/**
 * Connects to the daemon through an exec in the node. A daemon that starts has its socket long before it answers, so
 * the first request waits for it.
 */
async function dial(docker: Docker, container: Docker.Container, abortSignal: AbortSignal): Promise<Duplex> {
  const exec = await container.exec({
    Cmd: ['bash', '-c', DIAL],
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    abortSignal,
  });
  const stream = await exec.start({ hijack: true, stdin: true, abortSignal });
  const { socket, incoming } = streamSocket(stream);
  docker.modem.demuxStream(stream, incoming, new PassThrough().resume());
  stream.once('close', () => incoming.end(() => socket.destroy()));
  return socket;
}

/**
 * The API of the daemon in a node. `docker system dial-stdio` runs in the node, and HTTP uses its standard
 * input and output, so no port is opened. One connection serves all requests, because an exec takes longer
 * than a request.
 */
import { Agent, get, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { type Duplex, PassThrough } from 'node:stream';
import { json, text } from 'node:stream/consumers';
import type Docker from 'dockerode';
import { SnippetsError } from '../../model/error.ts';
import { onDaemon } from '../daemon/failures.ts';
import { streamSocket } from '../daemon/stream-socket.ts';

/** A daemon answers in milliseconds. In a virtual machine on a busy computer it has taken half a minute. */
const ANSWERS_WITHIN_MS = 180_000;

interface Answer<T> {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: T;
}

export class NodeApi {
  readonly #name: string;
  readonly #agent: Agent;
  #last: Promise<unknown> = Promise.resolve();

  constructor(docker: Docker, container: Docker.Container, name: string) {
    this.#name = name;
    this.#agent = new DialAgent(docker, container);
  }

  /** Returns the body of the answer. @throws SnippetsError `docker-refused`, `engine-lost` */
  get(path: string): Promise<unknown> {
    return onDaemon(`asking the daemon of node ${this.#name} for ${path}`, async () => {
      const { status, body } = await this.#request(path, json);
      if (status !== 200) throw new Error((body as { message?: string }).message ?? `status ${status}`);
      return body;
    });
  }

  /**
   * Returns a header of the answer, whatever its status is.
   * @throws SnippetsError `docker-refused`, `engine-lost`
   */
  header(path: string, name: string): Promise<string | undefined> {
    return onDaemon(`asking the daemon of node ${this.#name} for ${path}`, async () => {
      const { headers } = await this.#request(path, text);
      const value = headers[name.toLowerCase()];
      return Array.isArray(value) ? value[0] : value;
    });
  }

  /** Sends one request at a time. `maxSockets` has no effect while a connection is still being opened. */
  #request<T>(path: string, read: (response: IncomingMessage) => Promise<T>): Promise<Answer<T>> {
    const answer = this.#last.then(() => this.#send(path, read));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  #send<T>(path: string, read: (response: IncomingMessage) => Promise<T>): Promise<Answer<T>> {
    return new Promise((resolve, reject) => {
      const request = get({ agent: this.#agent, host: 'node', path }, (response) => {
        const { statusCode: status, headers } = response;
        read(response).then((body) => resolve({ status, headers, body }), reject);
      });
      const silence = setTimeout(() => request.destroy(this.#silence(path)), ANSWERS_WITHIN_MS);
      request.on('error', reject).on('close', () => clearTimeout(silence));
    });
  }

  #silence(path: string): SnippetsError {
    return new SnippetsError(
      'docker-refused',
      `the daemon of node ${this.#name} did not answer ${path} within ${ANSWERS_WITHIN_MS / 1000} s`,
      'check that the page does not stop the daemon of its node',
    );
  }
}

/** Connects to the daemon through an exec in the node. */
class DialAgent extends Agent {
  readonly #docker: Docker;
  readonly #container: Docker.Container;

  constructor(docker: Docker, container: Docker.Container) {
    super({ keepAlive: true, maxSockets: 1 });
    this.#docker = docker;
    this.#container = container;
  }

  override createConnection(_options: unknown, done?: (error: Error | null, stream: Duplex) => void): undefined {
    this.#dial().then(
      (stream) => done?.(null, stream),
      (error) => done?.(error, new PassThrough()),
    );
  }

  async #dial(): Promise<Duplex> {
    const exec = await this.#container.exec({
      Cmd: ['docker', 'system', 'dial-stdio'],
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
    });
    const stream = await exec.start({ hijack: true, stdin: true });
    const { socket, incoming } = streamSocket(stream);
    this.#docker.modem.demuxStream(stream, incoming, new PassThrough().resume());
    stream.once('close', () => incoming.end(() => socket.destroy()));
    return socket;
  }
}

/**
 * Which Docker daemon labs run on: the one a docker command would talk to (DOCKER_HOST, the docker
 * context, the default socket), else the embedded one of `scripts/engine`. One that was named and
 * does not answer is an error; only the default socket gives way to the embedded engine.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Docker from 'dockerode';
import { SnippetsError } from '../model/error.ts';
import { type EmbeddedKind, embeddedSocket } from './embedded.ts';
import { PatientAgent } from './patient-agent.ts';

export interface Connection {
  readonly docker: Docker;
  /** Such as `unix:///var/run/docker.sock`. */
  readonly host: string;
  /** Where that was found, for people. */
  readonly source: string;
  /** One of `scripts/engine`, which have no network. */
  readonly isEmbedded: boolean;
  /** Docker's version. */
  readonly version: string;
}

export interface ConnectOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Folder of the checkout; the embedded engine's socket is below it. */
  readonly home: string;
  /** Path of the socket that Docker has by default. */
  readonly defaultSocket?: string;
}

interface Candidate {
  readonly host: string;
  readonly source: string;
  readonly docker: Docker;
  readonly isEmbedded?: true;
}

const DEFAULT_SOCKET = '/var/run/docker.sock';
const ANSWER_WITHIN_MS = 5_000;

/** @throws SnippetsError `engine-unreachable`, with all that was tried */
export async function connect(options: ConnectOptions): Promise<Connection> {
  return firstThatAnswers(candidates(options));
}

/**
 * To a daemon that was asked for.
 * @param name a docker context, an address such as `ssh://someone@machine`, or the path of a socket
 * @throws SnippetsError `engine-unreachable`
 */
export async function connectTo(name: string, { env }: ConnectOptions): Promise<Connection> {
  const host = name.startsWith('/') ? `unix://${name}` : name;
  const isAddress = host.includes('://');
  return firstThatAnswers([
    isAddress ? { host, source: '--engine', docker: atHost(host, env) } : fromContext(host, env),
  ]);
}

async function firstThatAnswers(all: readonly Candidate[]): Promise<Connection> {
  const tried: string[] = [];
  for (const { docker, host, source, isEmbedded = false } of all) {
    try {
      return { docker, host, source, isEmbedded, version: await versionOf(docker) };
    } catch (error) {
      tried.push(`${host} (${source}): ${refusal(error as NodeJS.ErrnoException)}`);
    }
  }
  throw new SnippetsError(
    'engine-unreachable',
    `no Docker daemon answers\n${tried.map((line) => `  tried ${line}`).join('\n')}`,
    'start Docker, or on Linux as root: scripts/engine start. `snippets doctor` says more.',
  );
}

function candidates({ env, home, defaultSocket = DEFAULT_SOCKET }: ConnectOptions): readonly Candidate[] {
  if (env.DOCKER_HOST) {
    return [{ host: env.DOCKER_HOST, source: 'DOCKER_HOST', docker: atHost(env.DOCKER_HOST, env) }];
  }
  const context = env.DOCKER_CONTEXT || currentContext(env);
  if (context !== undefined && context !== 'default') return [fromContext(context, env)];
  return [
    { host: `unix://${defaultSocket}`, source: 'default socket', docker: atSocket(defaultSocket) },
    embedded(home, 'native'),
  ];
}

/** @throws SnippetsError `engine-unreachable` where it does not run */
export function connectToEmbedded(kind: EmbeddedKind, home: string): Promise<Connection> {
  return firstThatAnswers([embedded(home, kind)]);
}

function embedded(home: string, kind: EmbeddedKind): Candidate {
  const socketPath = embeddedSocket(home, kind);
  const source = kind === 'native' ? 'embedded engine of this checkout' : 'virtual machine of this checkout';
  return { host: `unix://${socketPath}`, source, docker: atSocket(socketPath), isEmbedded: true };
}

function atSocket(socketPath: string): Docker {
  // docker-modem hands an agent on to Node's http; its types do not say so.
  const options: Docker.DockerOptions & { readonly agent: PatientAgent } = { socketPath, agent: new PatientAgent() };
  return new Docker(options);
}

function atHost(host: string, env: NodeJS.ProcessEnv, tlsFolder = env.DOCKER_CERT_PATH): Docker {
  if (host.startsWith('unix://')) return atSocket(host.slice('unix://'.length));
  let url: URL;
  try {
    url = new URL(host);
  } catch {
    throw new SnippetsError(
      'engine-unreachable',
      `this is no address of a Docker daemon: ${host}`,
      'such as unix:///var/run/docker.sock',
    );
  }
  if (url.protocol === 'ssh:') {
    return new Docker({
      protocol: 'ssh',
      host: url.hostname,
      port: url.port || 22,
      ...(url.username && { username: url.username }),
      ...(env.SSH_AUTH_SOCK && { sshOptions: { agent: env.SSH_AUTH_SOCK } }),
    });
  }
  const tls = tlsFolder !== undefined && (env.DOCKER_TLS_VERIFY || tlsFolder !== env.DOCKER_CERT_PATH);
  return new Docker({
    protocol: tls ? 'https' : 'http',
    host: url.hostname,
    port: url.port || (tls ? 2376 : 2375),
    ...(tls && {
      ca: readFileSync(join(tlsFolder, 'ca.pem')),
      cert: readFileSync(join(tlsFolder, 'cert.pem')),
      key: readFileSync(join(tlsFolder, 'key.pem')),
    }),
  });
}

/** Docker's own configuration: https://docs.docker.com/reference/cli/docker/#configuration-files */
function configFolder(env: NodeJS.ProcessEnv): string {
  return env.DOCKER_CONFIG || join(homedir(), '.docker');
}

function currentContext(env: NodeJS.ProcessEnv): string | undefined {
  try {
    return JSON.parse(readFileSync(join(configFolder(env), 'config.json'), 'utf8')).currentContext;
  } catch {
    return undefined;
  }
}

/** Names of the docker contexts that there are. @throws what `node:fs` does */
export function contextNames(env: NodeJS.ProcessEnv): readonly string[] {
  const folder = join(configFolder(env), 'contexts/meta');
  return readdirSync(folder).map(
    (name): string => JSON.parse(readFileSync(join(folder, name, 'meta.json'), 'utf8')).Name,
  );
}

/** A context's folder is named by the SHA-256 of its name. */
function fromContext(name: string, env: NodeJS.ProcessEnv): Candidate {
  const folder = createHash('sha256').update(name).digest('hex');
  const contexts = join(configFolder(env), 'contexts');
  let host: string;
  try {
    host = JSON.parse(readFileSync(join(contexts, 'meta', folder, 'meta.json'), 'utf8')).Endpoints.docker.Host;
  } catch (cause) {
    throw new SnippetsError(
      'engine-unreachable',
      `the docker context "${name}" cannot be read`,
      '`docker context ls` lists what there is; `docker context use default` goes back to the default',
      { cause },
    );
  }
  const tls = join(contexts, 'tls', folder, 'docker');
  return { host, source: `docker context "${name}"`, docker: atHost(host, env, existsSync(tls) ? tls : undefined) };
}

async function versionOf(docker: Docker): Promise<string> {
  const silence = setTimeout(ANSWER_WITHIN_MS, undefined, { ref: false }).then(refuseSilence);
  const answer: { readonly Version?: unknown } = await Promise.race([docker.version(), silence]);
  return typeof answer?.Version === 'string' ? answer.Version : refuseStranger();
}

function refuseSilence(): never {
  throw new Error(`no answer within ${ANSWER_WITHIN_MS / 1000} s`);
}

function refuseStranger(): never {
  throw new Error('what answers there is no Docker daemon');
}

function refusal({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'there is no such socket';
  if (code === 'ECONNREFUSED') return 'nothing listens there';
  if (code === 'EACCES') return 'not allowed (be a member of the group docker, or root)';
  return message;
}

/**
 * Which Docker daemon labs run on: the one a docker command would talk to (DOCKER_HOST, the docker
 * context, the default socket), else the embedded one of `scripts/engine`. One that was named and
 * does not answer is an error; only the default socket gives way to the embedded engine.
 */
import { setTimeout } from 'node:timers/promises';
import type Docker from 'dockerode';
import { SnippetsError } from '../../model/error.ts';
import { type EmbeddedKind, embeddedSocket } from '../engines/embedded.ts';
import { atSocket, type Daemon, daemonAt } from './daemon-client.ts';
import { addressOf, currentContext, type DaemonAddress, readContext } from './docker-config.ts';
import { type NoAnswer, whyNoAnswer } from './no-answer.ts';

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
  readonly daemon: Daemon;
  readonly isEmbedded?: true;
}

const DEFAULT_SOCKET = '/var/run/docker.sock';

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
  // A context's name has no colon.
  return firstThatAnswers([host.includes(':') ? atAddress(host, '--engine', env) : ofContext(host, env)]);
}

async function firstThatAnswers(all: readonly Candidate[]): Promise<Connection> {
  const tried: (NoAnswer & { readonly where: string })[] = [];
  for (const { daemon, host, source, isEmbedded = false } of all) {
    try {
      return { docker: daemon.docker, host, source, isEmbedded, version: await versionOf(daemon) };
    } catch (error) {
      daemon.agent.destroy();
      tried.push({ where: `${host} (${source})`, ...whyNoAnswer(error, host) });
    }
  }
  throw new SnippetsError(
    'engine-unreachable',
    `no Docker daemon answers\n${tried.map(({ where, why }) => `  tried ${where}: ${why}`).join('\n')}`,
    tried.find(({ hint }) => hint)?.hint ??
      'start Docker, or on Linux as root: scripts/engine start. `snippets doctor` says more.',
  );
}

function candidates({ env, home, defaultSocket = DEFAULT_SOCKET }: ConnectOptions): readonly Candidate[] {
  if (env.DOCKER_HOST) return [atAddress(env.DOCKER_HOST, 'DOCKER_HOST', env)];
  const context = currentContext(env);
  if (context !== undefined) return [ofContext(context, env)];
  return [
    { host: `unix://${defaultSocket}`, source: 'default socket', daemon: atSocket(defaultSocket) },
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
  return { host: `unix://${socketPath}`, source, daemon: atSocket(socketPath), isEmbedded: true };
}

function atAddress(host: string, source: string, env: NodeJS.ProcessEnv): Candidate {
  return candidate(source, addressOf(host, env), env);
}

function ofContext(name: string, env: NodeJS.ProcessEnv): Candidate {
  return candidate(`docker context "${name}"`, readContext(name, env), env);
}

function candidate(source: string, { address, tls }: DaemonAddress, env: NodeJS.ProcessEnv): Candidate {
  return { host: address, source, daemon: daemonAt(address, tls, env) };
}

async function versionOf({ docker, answersWithinMs }: Daemon): Promise<string> {
  const silence = setTimeout(answersWithinMs, undefined, { ref: false }).then(() => refuseSilence(answersWithinMs));
  const answer: { readonly Version?: unknown } = await Promise.race([docker.version(), silence]);
  return typeof answer?.Version === 'string' ? answer.Version : refuseStranger();
}

function refuseSilence(withinMs: number): never {
  throw new Error(`no answer within ${withinMs / 1000} s`);
}

function refuseStranger(): never {
  throw new Error('what answers there is no Docker daemon');
}

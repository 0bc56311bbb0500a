/** A client of the Docker daemon at an address: over a unix socket, TCP with or without TLS, or ssh. */
import { Agent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Docker from 'dockerode';
import { readFile } from '../../base/read-file.ts';
import { SnippetsError } from '../../model/error.ts';
import { reportCutAnswers } from './cut-answers.ts';
import type { DaemonAddress } from './daemon-address.ts';
import type { Tls, TlsFile } from './docker-config.ts';
import { RetryingAgent } from './retrying-agent.ts';
import { SshAgent, type SshTarget } from './ssh-agent.ts';

/** A client of a daemon that has answered. */
export interface Connection extends DaemonAddress {
  readonly docker: Docker;
  /** Docker's version. */
  readonly version: string;
}

/**
 * Connects to a daemon and asks its version.
 * @param env environment of `ssh`
 * @throws SnippetsError `engine-unreachable` if the address or a certificate is not valid
 * @throws the error of Node, dockerode or ssh if no daemon answers
 */
export async function openConnection(at: DaemonAddress, env: NodeJS.ProcessEnv): Promise<Connection> {
  const client = clientFor(at, env);
  try {
    return { ...at, docker: client.docker, version: await versionOf(client) };
  } catch (error) {
    // Otherwise the request would keep this process alive.
    client.agent.destroy();
    throw error;
  }
}

interface Client {
  readonly docker: Docker;
  /** Holds the connections. Destroying it ends every request that still waits. */
  readonly agent: Agent;
  /** Time limit for the first answer. */
  readonly answersWithinMs: number;
}

async function versionOf({ docker, answersWithinMs }: Client): Promise<string> {
  const silence = setTimeout(answersWithinMs, undefined, { ref: false }).then(() => failSilent(answersWithinMs));
  const answer: { readonly Version?: unknown } = await Promise.race([docker.version(), silence]);
  return typeof answer?.Version === 'string' ? answer.Version : failNoDaemon();
}

function failSilent(withinMs: number): never {
  throw new Error(`no answer within ${withinMs / 1000} s`);
}

function failNoDaemon(): never {
  throw new Error('something answers there, but it is not a Docker daemon');
}

/** Reads `unix://PATH`, `ssh://[USER@]HOST[:PORT][/SOCKET]` and `tcp://HOST[:PORT]`. */
function clientFor({ address, tls }: DaemonAddress, env: NodeJS.ProcessEnv): Client {
  const socketPath = /^unix:\/\/(.+)$/su.exec(address)?.[1];
  if (socketPath !== undefined) return overSocket(socketPath);
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const target = url && sshTarget(url);
  if (target) return overSsh(target, env);
  if (/^(?:tcp|https?):$/u.test(url?.protocol ?? '') && url?.hostname) return overTcp(url, tls);
  throw new SnippetsError(
    'engine-unreachable',
    `this is not an address of a Docker daemon: ${address}`,
    'examples: unix:///var/run/docker.sock, ssh://someone@machine, tcp://machine:2376',
  );
}

const LOCAL_MS = 5_000;
/** Allows for a slow network, and for the lookups that sshd does before it accepts a login. */
const REMOTE_MS = 30_000;

function overSocket(socketPath: string): Client {
  const agent = new RetryingAgent();
  return { docker: dockerAt({ socketPath }, agent), agent, answersWithinMs: LOCAL_MS };
}

/** Returns undefined if it is no address for ssh. */
function sshTarget({
  protocol,
  hostname,
  username,
  password,
  port,
  pathname,
  search,
  hash,
}: URL): SshTarget | undefined {
  if (protocol !== 'ssh:' || !hostname || password || search || hash) return undefined;
  try {
    const socketPath = pathname === '/' ? undefined : decodeURIComponent(pathname) || undefined;
    return { host: hostname, user: decodeURIComponent(username), port, socketPath };
  } catch {
    // A `%` without two digits.
    return undefined;
  }
}

function overSsh(target: SshTarget, env: NodeJS.ProcessEnv): Client {
  const agent = new SshAgent(target, env);
  // HTTP needs a host name. Any name will do: the other end is always this daemon.
  return { docker: dockerAt({ protocol: 'http', host: 'docker' }, agent), agent, answersWithinMs: REMOTE_MS };
}

function overTcp({ protocol, hostname, port }: URL, tls: Tls | undefined): Client {
  const isTls = protocol === 'https:' || tls !== undefined;
  const agent = isTls
    ? new TlsAgent({ keepAlive: true, rejectUnauthorized: tls?.verify ?? true, ...(tls && certificates(tls)) })
    : new Agent({ keepAlive: true });
  const at = { protocol: isTls ? 'https' : 'http', host: hostname, port: port || (isTls ? 2376 : 2375) } as const;
  return { docker: dockerAt(at, agent), agent, answersWithinMs: REMOTE_MS };
}

function certificates({ folder, required }: Tls): { readonly [part in 'ca' | 'cert' | 'key']: Buffer | undefined } {
  const read = (name: TlsFile) => {
    try {
      return readFile(join(folder, name));
    } catch (cause) {
      if (!required.includes(name) && (cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new SnippetsError(
        'engine-unreachable',
        `a certificate for the Docker daemon cannot be read: ${(cause as Error).message}`,
        `TLS needs ${required.join(', ')} in ${folder}; DOCKER_CERT_PATH or the docker context sets this folder`,
        { cause },
      );
    }
  };
  return { ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem') };
}

/** Sets every option: docker-modem takes a missing one from the environment, which may name another daemon. */
function dockerAt(at: Docker.DockerOptions, agent: Agent): Docker {
  reportCutAnswers(agent);
  // docker-modem passes the agent to Node's http. Its types do not have this option.
  const options: Docker.DockerOptions & { readonly agent: Agent } = {
    socketPath: undefined,
    host: undefined,
    port: undefined,
    username: undefined,
    ca: undefined,
    cert: undefined,
    key: undefined,
    timeout: undefined,
    ...at,
    agent,
  };
  try {
    return new Docker(options);
  } catch (cause) {
    throw new SnippetsError(
      'engine-unreachable',
      `DOCKER_HOST or a related variable is not valid: ${(cause as Error).message}`,
      'correct DOCKER_HOST and DOCKER_CERT_PATH, or unset them',
      { cause },
    );
  }
}

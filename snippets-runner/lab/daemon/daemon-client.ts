/** From an address, as docker writes it, to a client of the daemon there. */
import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { join } from 'node:path';
import Docker from 'dockerode';
import { SnippetsError } from '../../model/error.ts';
import type { Tls, TlsFile } from './docker-config.ts';
import { RetryingAgent } from './retrying-agent.ts';
import { SshAgent } from './ssh-agent.ts';

export interface Daemon {
  readonly docker: Docker;
  /** Connections go through it; once it is destroyed, nothing waits for an answer any more. */
  readonly agent: Agent;
  /** How long it may take to answer the first question. */
  readonly answersWithinMs: number;
}

/**
 * @param address `unix://PATH`, `ssh://[USER@]HOST[:PORT][/SOCKET]`, `tcp://HOST[:PORT]`
 * @param tls for TCP
 * @throws SnippetsError `engine-unreachable` where it is no address, or a certificate cannot be read
 */
export function daemonAt(address: string, tls: Tls | undefined, env: NodeJS.ProcessEnv): Daemon {
  if (address.startsWith('unix://')) return atSocket(address.slice('unix://'.length));
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol === 'ssh:' && url.hostname && !url.password && !url.search && !url.hash) return atSsh(url, env);
  if (/^(?:tcp|https?):$/u.test(url?.protocol ?? '') && url?.hostname) return atTcp(url, tls);
  throw new SnippetsError(
    'engine-unreachable',
    `this is no address of a Docker daemon: ${address}`,
    'such as unix:///var/run/docker.sock, ssh://someone@machine, or tcp://machine:2376',
  );
}

const HERE_MS = 5_000;
/** A slow line, and what sshd looks up before it lets anybody in. */
const ELSEWHERE_MS = 30_000;

export function atSocket(socketPath: string): Daemon {
  const agent = new RetryingAgent();
  return { docker: client(agent, { socketPath }), agent, answersWithinMs: HERE_MS };
}

function atSsh({ hostname, username, port, pathname }: URL, env: NodeJS.ProcessEnv): Daemon {
  const socketPath = pathname === '/' ? undefined : decodeURIComponent(pathname) || undefined;
  const agent = new SshAgent({ host: hostname, user: decodeURIComponent(username), port, socketPath }, env);
  // The name is for HTTP alone: there is one daemon at the other end.
  return { docker: client(agent, { protocol: 'http', host: 'docker' }), agent, answersWithinMs: ELSEWHERE_MS };
}

function atTcp({ protocol, hostname, port }: URL, tls: Tls | undefined): Daemon {
  const isTls = protocol === 'https:' || tls !== undefined;
  const agent = isTls
    ? new TlsAgent({ keepAlive: true, rejectUnauthorized: tls?.verify ?? true, ...(tls && certificates(tls)) })
    : new Agent({ keepAlive: true });
  const at = { protocol: isTls ? 'https' : 'http', host: hostname, port: port || (isTls ? 2376 : 2375) } as const;
  return { docker: client(agent, at), agent, answersWithinMs: ELSEWHERE_MS };
}

function certificates({ folder, required }: Tls): { readonly [part in 'ca' | 'cert' | 'key']: Buffer | undefined } {
  const read = (name: TlsFile) => {
    try {
      return readFileSync(join(folder, name));
    } catch (cause) {
      if (!required.includes(name) && (cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new SnippetsError(
        'engine-unreachable',
        `a certificate for the Docker daemon cannot be read: ${(cause as Error).message}`,
        `TLS needs ${required.join(', ')} in ${folder}; DOCKER_CERT_PATH, or the docker context, names the folder`,
        { cause },
      );
    }
  };
  return { ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem') };
}

/** Whatever is left out, docker-modem takes from the environment, where it may mean another daemon. */
function client(agent: Agent, at: Docker.DockerOptions): Docker {
  // docker-modem hands an agent on to Node's http; its types do not say so.
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
      `DOCKER_HOST, or what belongs to it, is not right: ${(cause as Error).message}`,
      'set DOCKER_HOST and DOCKER_CERT_PATH right, or unset them',
      { cause },
    );
  }
}

/**
 * Docker's own configuration, as the docker command reads it: the environment, and contexts.
 * https://docs.docker.com/reference/cli/docker/#environment-variables
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { SnippetsError } from '../../model/error.ts';

/** Where certificates for a daemon on TCP lie, and what is asked of its own. */
export interface Tls {
  /** With `ca.pem`, `cert.pem`, `key.pem`. */
  readonly folder: string;
  /** Those that must be there; of the others, the system's authorities and no certificate serve. */
  readonly required: readonly TlsFile[];
  readonly verify: boolean;
}

const TLS_FILES = ['ca.pem', 'cert.pem', 'key.pem'] as const;
export type TlsFile = (typeof TLS_FILES)[number];

export interface DaemonAddress {
  readonly address: string;
  /** Undefined where the daemon is not asked to prove who it is. */
  readonly tls: Tls | undefined;
}

/** @param host as DOCKER_HOST has it; without a scheme, it is TCP */
export function addressOf(host: string, env: NodeJS.ProcessEnv): DaemonAddress {
  return { address: host.includes('://') ? host : `tcp://${host}`, tls: tlsOf(env) };
}

function tlsOf(env: NodeJS.ProcessEnv): Tls | undefined {
  if (!env.DOCKER_TLS_VERIFY && !env.DOCKER_TLS) return undefined;
  const folder = env.DOCKER_CERT_PATH || configFolder(env);
  const verify = Boolean(env.DOCKER_TLS_VERIFY);
  return { folder, verify, required: env.DOCKER_CERT_PATH ? TLS_FILES : verify ? ['ca.pem'] : [] };
}

/** The current one, where it is another than `default`. */
export function currentContext(env: NodeJS.ProcessEnv): string | undefined {
  const name = env.DOCKER_CONTEXT || chosenContext(env);
  return name === 'default' ? undefined : name;
}

function chosenContext(env: NodeJS.ProcessEnv): string | undefined {
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

/**
 * A context's folder is named by the SHA-256 of its name.
 * @throws SnippetsError `engine-unreachable` where there is no such context, or none with a daemon
 */
export function readContext(name: string, env: NodeJS.ProcessEnv): DaemonAddress {
  const id = createHash('sha256').update(name).digest('hex');
  const contexts = join(configFolder(env), 'contexts');
  const folder = join(contexts, 'tls', id, 'docker');
  try {
    const { docker } = JSON.parse(readFileSync(join(contexts, 'meta', id, 'meta.json'), 'utf8')).Endpoints;
    const { Host: address, SkipTLSVerify: unverified = false } = docker;
    if (typeof address !== 'string') throw new TypeError('it names no daemon');
    const isTls = existsSync(folder) || unverified;
    return { address, tls: isTls ? { folder, verify: !unverified, required: [] } : undefined };
  } catch (cause) {
    throw new SnippetsError(
      'engine-unreachable',
      `the docker context "${name}" cannot be read`,
      '`docker context ls` lists what there is; `docker context use default` goes back to the default',
      { cause },
    );
  }
}

/** https://docs.docker.com/reference/cli/docker/#configuration-files */
function configFolder(env: NodeJS.ProcessEnv): string {
  return env.DOCKER_CONFIG || join(homedir(), '.docker');
}

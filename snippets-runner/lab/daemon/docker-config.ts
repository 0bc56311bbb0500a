/**
 * Docker's own configuration, as the docker command reads it: environment variables and docker contexts.
 * https://docs.docker.com/reference/cli/docker/#environment-variables
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { readText } from '../../base/read-file.ts';
import { SnippetsError } from '../../model/error.ts';

/** How to use TLS with a daemon on TCP. */
export interface Tls {
  /** Has `ca.pem`, `cert.pem` and `key.pem`. */
  readonly folder: string;
  /**
   * Files that must exist. Without `ca.pem` the system's certificate authorities are used; without `cert.pem`
   * and `key.pem` the client shows no certificate.
   */
  readonly required: readonly TlsFile[];
  /** Whether the daemon's certificate is verified. */
  readonly verify: boolean;
}

const TLS_FILES = ['ca.pem', 'cert.pem', 'key.pem'] as const;
export type TlsFile = (typeof TLS_FILES)[number];

/** Returns the TLS settings of the environment; undefined for none. */
export function tlsOf(env: NodeJS.ProcessEnv): Tls | undefined {
  if (!env.DOCKER_TLS_VERIFY && !env.DOCKER_TLS) return undefined;
  const folder = env.DOCKER_CERT_PATH || configFolder(env);
  const verify = Boolean(env.DOCKER_TLS_VERIFY);
  return { folder, verify, required: env.DOCKER_CERT_PATH ? TLS_FILES : verify ? ['ca.pem'] : [] };
}

/** Returns the name of the current docker context; undefined for the context `default`. */
export function currentContext(env: NodeJS.ProcessEnv): string | undefined {
  const name = env.DOCKER_CONTEXT || selectedContext(env);
  return name === 'default' ? undefined : name;
}

/** Returns the context that `docker context use` has selected. */
function selectedContext(env: NodeJS.ProcessEnv): string | undefined {
  try {
    const { currentContext } = JSON.parse(readText(join(configFolder(env), 'config.json')));
    return typeof currentContext === 'string' && currentContext !== '' ? currentContext : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the names of all docker contexts. @throws the errors of `node:fs` and `JSON.parse` */
export function contextNames(env: NodeJS.ProcessEnv): readonly string[] {
  const folder = join(configFolder(env), 'contexts/meta');
  return readdirSync(folder).map((name): string => JSON.parse(readText(join(folder, name, 'meta.json'))).Name);
}

/**
 * Reads the daemon's address from a docker context. The context's folder is the SHA-256 of its name.
 * @throws SnippetsError `engine-unreachable` if the context does not exist or has no daemon
 */
export function readContext(
  name: string,
  env: NodeJS.ProcessEnv,
): { readonly address: string; readonly tls: Tls | undefined } {
  const id = createHash('sha256').update(name).digest('hex');
  const contexts = join(configFolder(env), 'contexts');
  const folder = join(contexts, 'tls', id, 'docker');
  try {
    const { docker } = JSON.parse(readText(join(contexts, 'meta', id, 'meta.json'))).Endpoints;
    const { Host: address, SkipTLSVerify: unverified = false } = docker;
    if (typeof address !== 'string') throw new TypeError('the context has no address of a daemon');
    const isTls = existsSync(folder) || unverified;
    return { address, tls: isTls ? { folder, verify: !unverified, required: [] } : undefined };
  } catch (cause) {
    throw new SnippetsError(
      'engine-unreachable',
      `the docker context "${name}" cannot be read`,
      '`docker context ls` lists the contexts; `docker context use default` selects the default one',
      { cause },
    );
  }
}

/** https://docs.docker.com/reference/cli/docker/#configuration-files */
function configFolder(env: NodeJS.ProcessEnv): string {
  return env.DOCKER_CONFIG || join(homedir(), '.docker');
}

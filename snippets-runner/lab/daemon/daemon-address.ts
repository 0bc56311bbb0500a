/**
 * Finds the address of the Docker daemon to use. Without `--engine` it is the daemon of the docker command: DOCKER_HOST, then
 * the docker context, then the default socket. Only the default socket has a second choice, the embedded
 * engine of `scripts/engine`. A daemon that was named has none.
 */
import { IS_PACKAGE } from '../../base/installation.ts';
import { type EmbeddedKind, embeddedSocket, isEmbeddedKind } from '../engines/embedded.ts';
import { currentContext, readContext, type Tls, tlsOf } from './docker-config.ts';

/** Where a daemon is. Whether it answers is not known yet. */
export interface DaemonAddress {
  /** As `--engine` takes it: `native`, `vm`, a docker context, an address, or the path of a socket. */
  readonly name: string;
  /** Such as `unix:///var/run/docker.sock`. */
  readonly address: string;
  /** Undefined: the daemon needs no certificate. */
  readonly tls: Tls | undefined;
  /** Where the address was found, for people. */
  readonly source: string;
  /** True for the engines of `scripts/engine`, which have no network. */
  readonly isEmbedded: boolean;
}

export interface AddressOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Folder of the checkout or package, whose embedded engines are meant. */
  readonly home: string;
  /** Path of Docker's default socket. */
  readonly defaultSocket?: string;
}

const DEFAULT_SOCKET = '/var/run/docker.sock';

/**
 * Returns the addresses to try without `--engine`, in this order.
 * @throws SnippetsError `engine-unreachable` if the docker context cannot be read
 */
export function defaultAddresses({
  env,
  home,
  defaultSocket = DEFAULT_SOCKET,
}: AddressOptions): readonly DaemonAddress[] {
  if (env.DOCKER_HOST) return [atHost(env.DOCKER_HOST, 'DOCKER_HOST', env)];
  const context = currentContext(env);
  if (context !== undefined) return [ofContext(context, env)];
  return [atHost(`unix://${defaultSocket}`, 'default socket', {}), ofEmbedded('native', home)];
}

/**
 * Returns the address that `--engine` names.
 * @throws SnippetsError `engine-unreachable` if it names a docker context that cannot be read
 */
export function namedAddress(name: string, { env, home }: AddressOptions): DaemonAddress {
  if (isEmbeddedKind(name)) return ofEmbedded(name, home);
  const host = name.startsWith('/') ? `unix://${name}` : name;
  // The name of a context has no colon.
  return host.includes(':') ? { ...atHost(host, '--engine', env), name } : ofContext(name, env);
}

/** @param host as in DOCKER_HOST; without a scheme it is TCP */
function atHost(host: string, source: string, env: NodeJS.ProcessEnv): DaemonAddress {
  const address = host.includes('://') ? host : `tcp://${host}`;
  return { name: address, address, tls: tlsOf(env), source, isEmbedded: false };
}

function ofContext(name: string, env: NodeJS.ProcessEnv): DaemonAddress {
  return { name, ...readContext(name, env), source: `docker context "${name}"`, isEmbedded: false };
}

function ofEmbedded(kind: EmbeddedKind, home: string): DaemonAddress {
  const engine = kind === 'native' ? 'embedded engine' : 'virtual machine';
  const source = `${engine} of this ${IS_PACKAGE ? 'package' : 'checkout'}`;
  return { name: kind, address: `unix://${embeddedSocket(home, kind)}`, tls: undefined, source, isEmbedded: true };
}

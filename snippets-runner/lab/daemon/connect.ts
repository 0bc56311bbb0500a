/** Connects to a Docker daemon, or says why no daemon answers. */
import { COMMAND, IS_PACKAGE } from '../../base/installation.ts';
import { SnippetsError } from '../../model/error.ts';
import { type Connection, openConnection } from './connection.ts';
import { type AddressOptions, type DaemonAddress, defaultAddresses, namedAddress } from './daemon-address.ts';
import { type NoAnswer, whyNoAnswer } from './no-answer.ts';

const OWN_ENGINE = IS_PACKAGE
  ? 'run this as root with `--engine native` instead, which makes an engine'
  : 'run scripts/engine start as root instead';

/**
 * Connects to the daemon that is used without `--engine`.
 * @throws SnippetsError `engine-unreachable`, with every address that was tried
 */
export async function connect(options: AddressOptions): Promise<Connection> {
  return firstToAnswer(defaultAddresses(options), options.env);
}

/**
 * Connects to the daemon that `--engine` names, and to no other.
 * @param name `native`, `vm`, a docker context, an address such as `ssh://someone@machine`, or the path of a socket
 * @throws SnippetsError `engine-unreachable`
 */
export async function connectTo(name: string, options: AddressOptions): Promise<Connection> {
  return firstToAnswer([namedAddress(name, options)], options.env);
}

async function firstToAnswer(addresses: readonly DaemonAddress[], env: NodeJS.ProcessEnv): Promise<Connection> {
  const tried: (NoAnswer & { readonly where: string })[] = [];
  for (const at of addresses) {
    try {
      return await openConnection(at, env);
    } catch (error) {
      if (error instanceof SnippetsError) throw error;
      tried.push({ where: `${at.address} (${at.source})`, ...whyNoAnswer(error, at.address) });
    }
  }
  throw new SnippetsError(
    'engine-unreachable',
    `no Docker daemon answers\n${tried.map(({ where, why }) => `  tried ${where}: ${why}`).join('\n')}`,
    tried.find(({ hint }) => hint)?.hint ??
      `start Docker; on Linux you can ${OWN_ENGINE}; \`${COMMAND} doctor\` shows more`,
  );
}

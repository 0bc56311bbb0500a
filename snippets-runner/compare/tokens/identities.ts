/**
 * Identities: texts that name one thing of a run, such as an id or an address. Two of them match if the substitution
 * can map one to the other, one to one. Every pattern is tried at the start of a word.
 */
import { isIPv4, isIPv6 } from 'node:net';
import { bindAddress } from '../substitution/bind-address.ts';
import type { Clash, Substitution } from '../substitution/substitution.ts';
import { GENERATED_NAME } from './generated-names.ts';

export type IdentityClass =
  | 'join-token'
  | 'task'
  | 'uuid'
  | 'id'
  | 'mac'
  | 'address'
  | 'veth'
  | 'port'
  | 'interface-index'
  | 'namespace-number'
  | 'layer-link'
  | 'sequence-number'
  | 'generated-name'
  | 'certificate';

interface Identity {
  /** Patterns by unit. Only identities of the same unit can match. */
  readonly patterns: Readonly<Record<string, string>>;
  readonly accepts?: (text: string) => boolean;
  /** The substitution's relation that has the whole text; undefined if the identity is valid in one output only. */
  readonly relation: string | undefined;
  readonly bind: (captured: string, printed: string, substitution: Substitution) => Clash | undefined;
}

const END = '(?![A-Za-z0-9])';
const HEX = '[0-9a-f]';
/** Ports that the kernel assigns as ephemeral ports, and swarm as published ports. */
const GIVEN_PORT = String.raw`(?:[3-5]\d{4}|60\d{3})(?![\w.:])`;
const SHORT_ID_LENGTH = 12;
const LONG_ID = 'long id';
/** A service's name, before the number of one of its tasks. */
const TASK_START = String.raw`(?<![\w.-])[A-Za-z0-9][\w-]*`;

export const IDENTITIES: Readonly<Record<IdentityClass, Identity>> = {
  'join-token': {
    relation: 'join token',
    // After the version: the digest of the swarm's root certificate, then the secret of the role.
    patterns: { token: `SWMTKN-1-[0-9a-z]{40,60}-[0-9a-z]{25}${END}` },
    bind: (captured, printed, substitution) =>
      substitution.bind('swarm certificate', captured.split('-')[2] ?? '', printed.split('-')[2] ?? '') ??
      substitution.bind('join token', captured, printed),
  },
  task: {
    relation: 'task',
    // Appears in the name of a task's container, and in `docker service logs`.
    patterns: { name: String.raw`${TASK_START}\.\d+(?=\.(?:[0-9a-z]{25}${END}|[0-9a-z]{12}@))` },
    bind: bindTask,
  },
  uuid: {
    relation: 'uuid',
    patterns: { uuid: `${HEX}{8}-${HEX}{4}-${HEX}{4}-${HEX}{4}-${HEX}{12}${END}` },
    bind: (captured, printed, substitution) => substitution.bind('uuid', captured, printed),
  },
  id: {
    relation: 'id',
    patterns: {
      hex: `${HEX}{64}${END}`,
      // Swarm has such ids for nodes, services, tasks and overlay networks.
      swarm: `[0-9a-z]{25}${END}`,
      // The first 12 characters of either. Without a digit they could be a word: see `couldBeShortId`.
      short: `(?:${HEX}{12}|(?=[a-z]*[0-9])(?=[0-9]*[a-z])[0-9a-z]{12})${END}`,
    },
    bind: bindId,
  },
  mac: {
    relation: 'MAC address',
    // `ifconfig` writes it in capitals.
    patterns: { mac: `(?:${HEX}{2}(?::${HEX}{2}){5}|[0-9A-F]{2}(?::[0-9A-F]{2}){5})(?![\\w:])` },
    bind: (captured, printed, substitution) => {
      const [before, now] = [captured.toLowerCase(), printed.toLowerCase()];
      return FIXED_MAC.test(before) || FIXED_MAC.test(now)
        ? substitution.fixed('MAC address', before, now)
        : substitution.bind('MAC address', before, now);
    },
  },
  address: {
    relation: 'address',
    patterns: {
      ipv4: String.raw`(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?:/\d{1,2}(?!\w|\.\w))?(?!\w|\.\w)`,
      // `tcpdump` writes the port after a fourth dot.
      'ipv4 with port': String.raw`(?<=(?:^|\s)(?:IP |> ))(?:\d{1,3}\.){3}\d{1,3}(?=\.\d{1,5}(?: >|:))`,
      // A colon after the address is not part of it: `64 bytes from fd00::5: seq=0`.
      ipv6: String.raw`(?<![\w:.])(?=[0-9a-f:]*:[0-9a-f]*:)[0-9a-f:]{1,38}(?:[0-9a-f]|(?<=:):)(?:/\d{1,3})?(?!\w|\.\w|:[0-9a-f:])`,
    },
    accepts: (text) => {
      const address = text.replace(/\/.*/u, '');
      return isIPv4(address) || isIPv6(address);
    },
    bind: bindAddress,
  },
  veth: {
    relation: 'interface',
    patterns: { veth: `veth${HEX}{7}${END}` },
    bind: (captured, printed, substitution) => substitution.bind('interface', captured, printed),
  },
  port: {
    relation: 'port',
    patterns: {
      port: `(?<=:|--[sd]port |\\b[sd]port=|(?:HostPort|PublishedPort)": ?"?)${GIVEN_PORT}`,
      dotted: String.raw`(?<=\s(?:\d{1,3}\.){4})(?:[3-5]\d{4}|60\d{3})(?= >|:)`,
    },
    bind: (captured, printed, substitution) => substitution.bind('port', captured, printed),
  },
  'interface-index': {
    relation: undefined,
    // 1 is the loopback interface everywhere.
    patterns: {
      own: String.raw`(?<=^\s*)(?:[2-9]|\d{2,})(?=: [\w@.-]+: <)`,
      peer: String.raw`(?<=@)if\d+(?!\w)`,
    },
    bind: (captured, printed, substitution) => substitution.bindInOutput('interface index', captured, printed),
  },
  'namespace-number': {
    relation: undefined,
    patterns: { link: String.raw`(?<=link-netnsid )\d+(?!\w)` },
    bind: (captured, printed, substitution) => substitution.bindInOutput('namespace number', captured, printed),
  },
  'sequence-number': {
    relation: 'sequence number',
    // The numbers of 32 bits with which a TCP connection starts, in `tcpdump`: of the same packet, each place shows the
    // same ones.
    patterns: { syn: String.raw`(?<=: Flags \[S\.?\],.*[ ,](?:seq |ack ))\d{4,}(?!\w)` },
    bind: (captured, printed, substitution) => substitution.bind('sequence number', captured, printed),
  },
  'layer-link': {
    relation: 'layer',
    patterns: { link: `(?<=/l/)[A-Z2-7]{26}${END}` },
    bind: (captured, printed, substitution) => substitution.bind('layer', captured, printed),
  },
  'generated-name': {
    relation: 'name',
    patterns: {
      first: String.raw`(?<=^\/?)${GENERATED_NAME}(?=$|[\s:])`,
      quoted: String.raw`(?<="Names?": ?"\/?)${GENERATED_NAME}(?=")`,
    },
    bind: (captured, printed, substitution) => substitution.bind('name', captured, printed),
  },
  certificate: {
    relation: 'certificate',
    patterns: {
      // `docker node inspect --pretty` prints it.
      key: String.raw`(?<=Public Key:\s+)[A-Za-z0-9+/]{40,}={0,2}(?=\s|$)`,
      // A line of a PEM file.
      line: String.raw`(?<=^ *)(?=\S*[a-z])(?=\S*[A-Z])(?=\S*\d)[A-Za-z0-9+/]{20,64}={0,2}$`,
    },
    bind: (captured, printed, substitution) => substitution.bind('certificate', captured, printed),
  },
};

/** Recognised only in texts of a certain role; see `text-roles.ts`. */
export const ANY_SHORT_ID = `[0-9a-z]{12}${END}`;
export const ANY_TASK = String.raw`${TASK_START}\.\d+(?![\w.-])`;
export const ANY_GIVEN_PORT = String.raw`(?<![\w.])${GIVEN_PORT}`;
export const ANY_GENERATED_NAME = GENERATED_NAME;
export const WHOLE_CERTIFICATE = String.raw`^[\s\S]+$`;

/** The null address, the broadcast address, and the multicast groups of IPv4 and IPv6. */
const FIXED_MAC = /^(?:00:00:00:00:00:00|ff:ff:ff:ff:ff:ff|01:00:5e:.*|33:33:.*)$/u;

/** One in fifty short ids of swarm has no digit, and looks like a word of 12 letters. */
export function couldBeShortId(word: string): boolean {
  return /^[a-z]{12}$/u.test(word);
}

/** Returns the counterpart of an identity, in the direction of `lookUp`; undefined if it is not bound. */
export function lookUpIdentity(
  identity: IdentityClass,
  text: string,
  lookUp: (relation: string, text: string) => string | undefined,
): string | undefined {
  const { relation } = IDENTITIES[identity];
  if (relation === undefined) return undefined;
  if (identity === 'id') return lookUp(text.length === SHORT_ID_LENGTH ? relation : LONG_ID, text);
  if (identity !== 'address') return lookUp(relation, text);
  const [address = '', prefix] = text.split('/');
  const found = lookUp(relation, address);
  return found === undefined || prefix === undefined ? found : `${found}/${prefix}`;
}

/** Binds tasks of the same service. Their numbers may differ: each run gives other tasks to a node. */
function bindTask(captured: string, printed: string, substitution: Substitution): Clash | undefined {
  const [before, now] = [captured, printed].map((task) => task.slice(0, task.lastIndexOf('.')));
  return substitution.fixed('service', before ?? '', now ?? '') ?? substitution.bind('task', captured, printed);
}

/** Binds the short id, too. It is the prefix of the long id, and either of them may be seen first. */
function bindId(captured: string, printed: string, substitution: Substitution): Clash | undefined {
  const clash = substitution.bind('id', captured.slice(0, SHORT_ID_LENGTH), printed.slice(0, SHORT_ID_LENGTH));
  if (clash || captured.length === SHORT_ID_LENGTH) return clash;
  return substitution.bind(LONG_ID, captured, printed);
}

/**
 * IPv4 and IPv6 addresses, and the subnets they lie in. A subnet is known once an address with a
 * prefix length (`172.18.0.0/16`, `172.18.0.2/16`) has been seen; from then on, and for what was seen
 * before, an address lies in it exactly when its counterpart lies in the subnet's counterpart.
 */
import type { Clash, Substitution } from './substitution.ts';

interface Address {
  /** As printed, without prefix length. */
  readonly text: string;
  readonly family: 4 | 6;
  readonly bits: bigint;
  /** Prefix length, where one was printed. */
  readonly prefix: number | undefined;
}

interface Subnet {
  readonly family: 4 | 6;
  readonly network: bigint;
  readonly prefix: number;
}

const WIDTH = { 4: 32, 6: 128 } as const;

/** Takes one address for another, with or without prefix length; see the rules above. */
export function bindAddress(captured: string, printed: string, substitution: Substitution): Clash | undefined {
  if (substitution.printedFor('bound address', captured) === printed) return undefined;
  const from = parseAddress(captured);
  const to = parseAddress(printed);
  if (scopeOf(from) !== scopeOf(to) || (scopeOf(from) === 'fixed' && captured !== printed)) {
    return { kind: 'fixed', of: scopeOf(from) === 'fixed' ? 'address' : `${scopeOf(from)} address`, text: captured };
  }
  if (from.prefix !== to.prefix) return { kind: 'fixed', of: 'the prefix length of', text: captured };
  if (scopeOf(from) === 'fixed') return undefined;
  return (
    substitution.bind('address', from.text, to.text) ??
    keptInSubnets({ ...from, prefix: undefined }, { ...to, prefix: undefined }, substitution) ??
    bindSubnet(from, to, substitution) ??
    // Only to find again what has been looked at in full.
    substitution.bind('bound address', captured, printed)
  );
}

/** Pages speak of few addresses, many times. */
const parsed = new Map<string, Address>();
const PARSED_AT_MOST = 10_000;

/** For IPv4 dotted decimal, for IPv6 as RFC 4291 has it; `text` must be valid. */
function parseAddress(text: string): Address {
  const known = parsed.get(text);
  if (known) return known;
  if (parsed.size >= PARSED_AT_MOST) parsed.clear();
  const [address = '', prefix] = text.split('/');
  const family = address.includes(':') ? 6 : 4;
  const bits = family === 4 ? ipv4Bits(address) : ipv6Bits(address);
  const made: Address = { text: address, family, bits, prefix: prefix === undefined ? undefined : Number(prefix) };
  parsed.set(text, made);
  return made;
}

function ipv4Bits(address: string): bigint {
  return BigInt(address.split('.').reduce((bits, part) => bits * 256 + Number(part), 0));
}

function ipv6Bits(address: string): bigint {
  const [head = [], tail] = address.split('::').map((half) => half.split(':').filter(Boolean));
  const groups = tail === undefined ? head : [...head, ...Array(8 - head.length - tail.length).fill('0'), ...tail];
  return groups.reduce((bits, group) => bits * 65536n + BigInt(`0x${group}`), 0n);
}

function addressText(family: 4 | 6, bits: bigint): string {
  const [size, radix] = family === 4 ? [8, 10] : [16, 16];
  const groups = Array.from({ length: WIDTH[family] / size }, (_, index) =>
    ((bits >> BigInt(WIDTH[family] - size * (index + 1))) & ((1n << BigInt(size)) - 1n)).toString(radix),
  );
  // A URL's host is written in the short form of RFC 5952.
  return family === 4 ? groups.join('.') : new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

const FIXED = ['127.0.0.0/8', '0.0.0.0/8', '224.0.0.0/4', '255.0.0.0/8', '::/127', 'ff00::/8'].map(subnetOf);
const SCOPES = [
  ['private', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'].map(subnetOf)],
  ['link-local', ['169.254.0.0/16', 'fe80::/10'].map(subnetOf)],
] as const;

/** An address never changes its scope from run to run. Masks count as fixed, like loopback and multicast. */
function scopeOf(address: Address): 'fixed' | 'private' | 'link-local' | 'public' {
  if (FIXED.some((subnet) => contains(subnet, address))) return 'fixed';
  return SCOPES.find(([, subnets]) => subnets.some((subnet) => contains(subnet, address)))?.[0] ?? 'public';
}

function subnetOf(text: string): Subnet {
  const { family, bits, prefix = WIDTH[family] } = parseAddress(text);
  const shift = BigInt(WIDTH[family] - prefix);
  return { family, network: (bits >> shift) << shift, prefix };
}

function contains(subnet: Subnet, { family, bits }: Pick<Address, 'family' | 'bits'>): boolean {
  const shift = BigInt(WIDTH[subnet.family] - subnet.prefix);
  return family === subnet.family && bits >> shift === subnet.network >> shift;
}

function keptInSubnets(from: Address, to: Address, substitution: Substitution): Clash | undefined {
  for (const [captured, printed] of substitution.pairs('subnet')) {
    const wider = from.prefix === undefined || Number(captured.split('/')[1]) <= from.prefix;
    const clash = wider ? keptIn([captured, printed], from, to) : undefined;
    if (clash) return clash;
  }
  return undefined;
}

function keptIn([captured, printed]: readonly [string, string], from: Address, to: Address): Clash | undefined {
  const inside = contains(subnetOf(captured), from);
  if (inside === contains(subnetOf(printed), to)) return undefined;
  return { kind: inside ? 'outside' : 'inside', address: to.text, subnet: printed };
}

/** Learns the subnet of addresses with a prefix length, and holds what is known already against it. */
function bindSubnet(from: Address, to: Address, substitution: Substitution): Clash | undefined {
  const { prefix, family } = from;
  if (prefix === undefined || prefix === 0 || prefix >= WIDTH[family] - 1) return undefined;
  const subnets = [subnetOf(`${from.text}/${prefix}`), subnetOf(`${to.text}/${prefix}`)] as const;
  const bases = [addressText(family, subnets[0].network), addressText(to.family, subnets[1].network)] as const;
  if ((subnets[0].network === from.bits) !== (subnets[1].network === to.bits)) {
    return { kind: 'fixed', of: 'network address', text: `${bases[0]}/${prefix}` };
  }
  const pair = [`${bases[0]}/${prefix}`, `${bases[1]}/${prefix}`] as const;
  if (substitution.printedFor('subnet', pair[0]) === pair[1]) return undefined;
  return (
    // A subnet lies in another exactly when their counterparts do.
    keptInSubnets(parseAddress(pair[0]), parseAddress(pair[1]), substitution) ??
    keepsKnown(pair, prefix, substitution) ??
    substitution.bind('subnet', ...pair)
  );
}

function keepsKnown(pair: readonly [string, string], prefix: number, substitution: Substitution): Clash | undefined {
  for (const kind of ['address', 'subnet']) {
    for (const [captured, printed] of substitution.pairs(kind)) {
      const [from, to] = [parseAddress(captured), parseAddress(printed)];
      // What is wider than this subnet does not lie in it.
      const clash = from.prefix !== undefined && from.prefix < prefix ? undefined : keptIn(pair, from, to);
      if (clash) return clash;
    }
  }
  return undefined;
}

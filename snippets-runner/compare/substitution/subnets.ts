/**
 * Keeps addresses in their subnets. A subnet becomes known through an address with a prefix length, such as
 * `172.18.0.0/16` or `172.18.0.2/16`. An address must be in a known subnet if and only if its counterpart is in the
 * subnet's counterpart. The rule includes addresses seen before the subnet, and subnets of subnets. In a known subnet, the
 * first and the last address match only the first and the last one: Docker gives the first to the gateway.
 */
import { type Address, addressText, parseAddress, WIDTH } from './addresses.ts';
import type { Clash, Substitution } from './substitution.ts';

/** The leading bits of a network, as a decimal number. */
type Network = string;

/** Checks two addresses against the known subnets, and notes their networks for subnets that become known later. */
export function keepInSubnets(from: Address, to: Address, substitution: Substitution): Clash | undefined {
  for (const prefix of knownPrefixes(from.family, substitution)) {
    const [captured, printed] = [networkOf(from, prefix), networkOf(to, prefix)];
    const image = substitution.printedFor(subnetsOf(from.family, prefix), captured);
    if (image !== undefined && image !== printed) return clash('outside', to, image, prefix);
    const origin = substitution.capturedFor(subnetsOf(from.family, prefix), printed);
    if (origin !== undefined && origin !== captured) return clash('inside', to, printed, prefix);
    if (image !== undefined && hostClassOf(from, prefix) !== hostClassOf(to, prefix))
      return hostClash(from, to, prefix);
    noteMember(from, to, prefix, substitution);
  }
  return undefined;
}

/** Binds the subnets of two addresses that have a prefix length, and checks all earlier addresses against them. */
export function bindSubnet(from: Address, to: Address, substitution: Substitution): Clash | undefined {
  const { prefix, family } = from;
  if (prefix === undefined || prefix === 0 || prefix >= WIDTH[family] - 1) return undefined;
  const [captured, printed] = [networkOf(from, prefix), networkOf(to, prefix)];
  if (substitution.printedFor(subnetsOf(family, prefix), captured) === printed) return baseClash(from, to, prefix);
  return (
    baseClash(from, to, prefix) ??
    learnPrefix(family, prefix, substitution) ??
    memberClash(captured, printed, prefix, family, substitution) ??
    earlierHostClash(captured, printed, prefix, family, substitution) ??
    substitution.bind(subnetsOf(family, prefix), captured, printed)
  );
}

/** Returns a clash if only one of two addresses is a network's own address, whose host part is zero. */
function baseClash(from: Address, to: Address, prefix: number): Clash | undefined {
  const isBase = (address: Address) => baseOf(address.family, networkOf(address, prefix), prefix).bits === address.bits;
  if (isBase(from) === isBase(to)) return undefined;
  return { kind: 'fixed', of: `${isBase(from) ? 'zero' : 'non-zero'} host part of`, text: from.text };
}

/**
 * If a prefix length is new, notes the networks of that length for all earlier addresses. Earlier subnets need no
 * note of their own: each became known through an address that is noted here.
 */
function learnPrefix(family: 4 | 6, prefix: number, substitution: Substitution): Clash | undefined {
  if (knownPrefixes(family, substitution).includes(prefix)) return undefined;
  for (const [captured, printed] of substitution.pairs('address')) {
    const [from, to] = [parseAddress(captured), parseAddress(printed)];
    if (from.family === family) noteMember(from, to, prefix, substitution);
  }
  return substitution.bind(prefixesOf(family), String(prefix), String(prefix));
}

function noteMember(from: Address, to: Address, prefix: number, substitution: Substitution): void {
  const [captured, printed] = [networkOf(from, prefix), networkOf(to, prefix)];
  substitution.note(membersOf(from.family, prefix), captured, printed);
  const [host, hostNow] = [hostClassOf(from, prefix), hostClassOf(to, prefix)];
  if (host !== hostNow)
    substitution.note(oddHostsOf(from.family, prefix), `${captured} ${printed}`, `${from.text} ${to.text}`);
}

type HostClass = 'first' | 'last' | 'other';

/** Shorter prefixes are pools from which subnets are taken: their first address belongs to no gateway. */
const POOL = { 4: 16, 6: 48 } as const;

function hostClassOf({ family, bits }: Address, prefix: number): HostClass {
  const width = WIDTH[family] - prefix;
  if (prefix < POOL[family] || width < 2) return 'other';
  const host = bits & ((1n << BigInt(width)) - 1n);
  if (host === 1n) return 'first';
  return family === 4 && host === (1n << BigInt(width)) - 1n ? 'last' : 'other';
}

function hostClash(from: Address, to: Address, prefix: number): Clash {
  const host = [hostClassOf(from, prefix), hostClassOf(to, prefix)].includes('first') ? 'first' : 'last';
  return {
    kind: 'fixed',
    of: `${host} address of its subnet,`,
    text: hostClassOf(from, prefix) === host ? from.text : to.text,
  };
}

/** Returns a clash if earlier addresses of two networks are of different classes. */
function earlierHostClash(
  captured: Network,
  printed: Network,
  prefix: number,
  family: 4 | 6,
  substitution: Substitution,
): Clash | undefined {
  const odd = substitution.noted(oddHostsOf(family, prefix)).forward.get(`${captured} ${printed}`);
  const [first] = odd ?? [];
  if (first === undefined) return undefined;
  const [from = '', to = ''] = first.split(' ');
  return hostClash(parseAddress(from), parseAddress(to), prefix);
}

/** Returns a clash if an earlier address is in only one of a captured and a printed subnet. */
function memberClash(
  captured: Network,
  printed: Network,
  prefix: number,
  family: 4 | 6,
  substitution: Substitution,
): Clash | undefined {
  const { forward, backward } = substitution.noted(membersOf(family, prefix));
  const outside = [...(forward.get(captured) ?? [])].find((network) => network !== printed);
  if (outside !== undefined) {
    return clash('outside', memberOf(captured, outside, prefix, family, substitution), printed, prefix);
  }
  const inside = [...(backward.get(printed) ?? [])].find((network) => network !== captured);
  if (inside === undefined) return undefined;
  return clash('inside', memberOf(inside, printed, prefix, family, substitution), printed, prefix);
}

/** Returns a printed address that is in the printed network, while its counterpart is in the captured network. */
function memberOf(
  captured: Network,
  printed: Network,
  prefix: number,
  family: 4 | 6,
  substitution: Substitution,
): Address {
  const addresses = [...substitution.pairs('address')].map(
    ([from, to]) => [parseAddress(from), parseAddress(to)] as const,
  );
  const found = addresses.find(
    ([from, to]) => from.family === family && networkOf(from, prefix) === captured && networkOf(to, prefix) === printed,
  );
  return found?.[1] ?? baseOf(family, printed, prefix);
}

function clash(kind: 'outside' | 'inside', { text, family }: Address, network: Network, prefix: number): Clash {
  return { kind, address: text, subnet: `${baseOf(family, network, prefix).text}/${prefix}` };
}

function networkOf({ family, bits }: Address, prefix: number): Network {
  return (bits >> BigInt(WIDTH[family] - prefix)).toString();
}

function baseOf(family: 4 | 6, network: Network, prefix: number): Address {
  const bits = BigInt(network) << BigInt(WIDTH[family] - prefix);
  return { text: addressText(family, bits), family, bits, prefix };
}

function knownPrefixes(family: 4 | 6, substitution: Substitution): number[] {
  return [...substitution.pairs(prefixesOf(family)).keys()].map(Number);
}

function prefixesOf(family: 4 | 6): string {
  return `prefix length of IPv${family}`;
}

function subnetsOf(family: 4 | 6, prefix: number): string {
  return `IPv${family} subnet /${prefix}`;
}

function membersOf(family: 4 | 6, prefix: number): string {
  return `members of IPv${family} subnets /${prefix}`;
}

function oddHostsOf(family: 4 | 6, prefix: number): string {
  return `hosts of different classes in IPv${family} subnets /${prefix}`;
}

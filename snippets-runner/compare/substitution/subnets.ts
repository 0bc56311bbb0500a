/**
 * Subnets of the two runs. One is known once an address with a prefix length (`172.18.0.0/16`,
 * `172.18.0.2/16`) has been seen; from then on, and for what was seen before, an address lies in it
 * exactly when its counterpart lies in the subnet's counterpart. The same holds for subnets of subnets.
 */
import { type Address, addressText, parseAddress, WIDTH } from './addresses.ts';
import type { Clash, Substitution } from './substitution.ts';

/** A network's leading bits, in decimal, as the substitution has it. */
type Network = string;

/** Holds an address against the subnets that are known, and remembers it for those that will be. */
export function keepInSubnets(from: Address, to: Address, substitution: Substitution): Clash | undefined {
  for (const prefix of knownPrefixes(from.family, substitution)) {
    const [captured, printed] = [networkOf(from, prefix), networkOf(to, prefix)];
    const image = substitution.printedFor(subnetsOf(from.family, prefix), captured);
    if (image !== undefined && image !== printed) return clash('outside', to, image, prefix);
    const origin = substitution.capturedFor(subnetsOf(from.family, prefix), printed);
    if (origin !== undefined && origin !== captured) return clash('inside', to, printed, prefix);
    substitution.note(membersOf(from.family, prefix), captured, printed);
  }
  return undefined;
}

/** Learns the subnet of addresses that have a prefix length, and holds what is known already against it. */
export function bindSubnet(from: Address, to: Address, substitution: Substitution): Clash | undefined {
  const { prefix, family } = from;
  if (prefix === undefined || prefix === 0 || prefix >= WIDTH[family] - 1) return undefined;
  const [captured, printed] = [networkOf(from, prefix), networkOf(to, prefix)];
  if (substitution.printedFor(subnetsOf(family, prefix), captured) === printed) return keepBase(from, to, prefix);
  return (
    keepBase(from, to, prefix) ??
    learnPrefix(family, prefix, substitution) ??
    keepMembers(captured, printed, prefix, family, substitution) ??
    substitution.bind(subnetsOf(family, prefix), captured, printed)
  );
}

/** The address of a network itself stands for that of its counterpart. */
function keepBase(from: Address, to: Address, prefix: number): Clash | undefined {
  const isBase = (address: Address) => baseOf(address.family, networkOf(address, prefix), prefix).bits === address.bits;
  return isBase(from) === isBase(to) ? undefined : { kind: 'fixed', of: 'network address', text: from.text };
}

/**
 * With the first subnet of a prefix length, sorts what is known already into networks of that length:
 * addresses only, because whatever told of a subnet was an address in it.
 */
function learnPrefix(family: 4 | 6, prefix: number, substitution: Substitution): Clash | undefined {
  if (knownPrefixes(family, substitution).includes(prefix)) return undefined;
  for (const [captured, printed] of substitution.pairs('address')) {
    const [from, to] = [parseAddress(captured), parseAddress(printed)];
    if (from.family === family) {
      substitution.note(membersOf(family, prefix), networkOf(from, prefix), networkOf(to, prefix));
    }
  }
  return substitution.bind(prefixesOf(family), String(prefix), String(prefix));
}

function keepMembers(
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

/** A printed address that was seen in one network and its counterpart in the other, for people. */
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

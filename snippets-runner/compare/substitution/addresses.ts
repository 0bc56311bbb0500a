/** IPv4 and IPv6 addresses as numbers. */

export interface Address {
  /** As printed, without prefix length. */
  readonly text: string;
  readonly family: 4 | 6;
  readonly bits: bigint;
  /** The prefix length, if one was printed. */
  readonly prefix: number | undefined;
}

export const WIDTH = { 4: 32, 6: 128 } as const;

/** Caches parsed addresses: a page has few of them, but repeats them. */
const parsed = new Map<string, Address>();
const PARSED_AT_MOST = 10_000;

/** Parses a valid address: dotted decimal for IPv4, the notation of RFC 4291 for IPv6. */
export function parseAddress(text: string): Address {
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

export function addressText(family: 4 | 6, bits: bigint): string {
  const [size, radix] = family === 4 ? [8, 10] : [16, 16];
  const groups = Array.from({ length: WIDTH[family] / size }, (_, index) =>
    ((bits >> BigInt(WIDTH[family] - size * (index + 1))) & ((1n << BigInt(size)) - 1n)).toString(radix),
  );
  // The URL class writes an IPv6 host in the short form of RFC 5952.
  return family === 4 ? groups.join('.') : new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

type Range = readonly [network: Address, prefix: number];

const FIXED = rangesOf('127.0.0.0/8 0.0.0.0/8 224.0.0.0/4 255.0.0.0/8 ::/127 ff00::/8');
const PRIVATE = rangesOf('10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 fc00::/7');
const LINK_LOCAL = rangesOf('169.254.0.0/16 fe80::/10');

export type Scope = 'fixed' | 'private' | 'link-local' | 'public';

/** Returns `fixed` for addresses that are the same in every run: loopback, multicast and network masks. */
export function scopeOf(address: Address): Scope {
  if (isIn(FIXED, address)) return 'fixed';
  if (isIn(PRIVATE, address)) return 'private';
  return isIn(LINK_LOCAL, address) ? 'link-local' : 'public';
}

function rangesOf(texts: string): Range[] {
  return texts.split(' ').map((text): Range => [parseAddress(text), parseAddress(text).prefix ?? 0]);
}

function isIn(ranges: readonly Range[], { family, bits }: Address): boolean {
  return ranges.some(([network, prefix]) => {
    const shift = BigInt(WIDTH[family] - prefix);
    return network.family === family && bits >> shift === network.bits >> shift;
  });
}

/**
 * Reads the lines of `tcpdump` that say where a packet was seen: a time, a place, a source and a destination.
 *
 *     03:04:51.690328887 box0  Out IP 10.99.0.2 > 10.213.4.11: ICMP echo request, id 4242, seq 1, length 64
 *     left web: 03:04:51.690328887 eth0 In IP 10.0.1.2 > 10.0.1.3: ICMP echo request, id 7, seq 0, length 64
 *
 * The time is one that tcpdump prints, or none. The place is the interface that `tcpdump -i any` prints, with what the
 * author prints before it or before the time: the machine, the container or the network that it is in, or the file that
 * tcpdump has written, as `grep -H` does.
 */

export interface Sighting {
  /** Nanoseconds since midnight or since 1970. Undefined if the line has no time. */
  readonly time: bigint | undefined;
  /** As printed: `left web: eth0`. */
  readonly label: string;
  /** The names in the label, without punctuation: `left`, `web`, `eth0`. */
  readonly words: readonly string[];
  /** Whether it went in or out there. Undefined if the line does not say it. */
  readonly way: 'in' | 'out' | undefined;
  readonly ends: Ends;
  /** The packet around it, if it was in a tunnel there. */
  readonly outer?: Ends;
}

/** Addresses as printed, with a port where there is one: `10.0.0.2`, `10.0.0.2.8080`, `fd00::2`. */
export interface Ends {
  readonly from: string;
  readonly to: string;
}

const IPV4 = String.raw`\d{1,3}(?:\.\d{1,3}){3}(?:[.:]\d{1,5})?`;
const IPV6 = String.raw`(?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{1,4}|(?<=::))(?:\.\d{1,5})?`;
const ADDRESS = `(?:${IPV4}|${IPV6})`;
const ENDS = new RegExp(String.raw`(?:^|\s)(?:IP6?\s+)?(${ADDRESS})\s+>\s+(${ADDRESS})(?=[\s:,]|$)`, 'u');
const TIME = /(?:^|[\s:])(?:(?:\d{4}-\d\d-\d\d )?(\d\d):(\d\d):(\d\d)|(\d{9,10}))\.(\d{1,9})\s+/u;
/** In, out, to somebody else, to everybody, to a group. */
const WAYS: Readonly<Record<string, Sighting['way']>> = { In: 'in', Out: 'out', P: 'in', B: 'in', M: 'in' };
/** A packet of this kind has another one in it, which tcpdump prints in the next line. */
const TUNNEL = /\b(?:VXLAN|vni)\b/u;

/** Returns the sightings of an output, in its order. Other lines are not read. */
export function sightingsIn(output: string): readonly Sighting[] {
  const found: Sighting[] = [];
  let isAwaited = false;
  for (const line of output.split('\n')) {
    const inner = isAwaited && /^\s*IP/u.test(line) ? ENDS.exec(line) : null;
    const last = found.at(-1);
    if (inner && last) {
      found[found.length - 1] = { ...last, ends: endsOf(inner), outer: last.ends };
      isAwaited = false;
      continue;
    }
    const sighting = sightingIn(line);
    if (!sighting) continue;
    found.push(sighting);
    isAwaited = sighting.outer === undefined && TUNNEL.test(line);
  }
  return found;
}

function sightingIn(line: string): Sighting | undefined {
  const time = TIME.exec(line);
  const rest = time ? `${line.slice(0, time.index)} ${line.slice(time.index + time[0].length)}` : line;
  const ends = ENDS.exec(rest);
  if (!ends) return undefined;
  const words = rest.slice(0, ends.index).trim().split(/\s+/u);
  const way = WAYS[words.at(-1) ?? ''];
  const label = (way ? words.slice(0, -1) : words).join(' ').replace(/[:,]$/u, '');
  const after = rest.slice(ends.index + ends[0].length);
  const inner = TUNNEL.test(after) ? ENDS.exec(after) : null;
  return {
    time: time ? nanoseconds(time) : undefined,
    label,
    words: label.split(/[\s:,/]+/u).flatMap((word) => word.replace(/@.*$/u, '') || []),
    way,
    ends: endsOf(inner ?? ends),
    ...(inner && { outer: endsOf(ends) }),
  };
}

function endsOf([, from = '', to = '']: RegExpExecArray): Ends {
  return { from, to };
}

function nanoseconds([, hours = '0', minutes = '0', seconds = '0', epoch, fraction = '']: RegExpExecArray): bigint {
  const whole = epoch ?? String((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds));
  return BigInt(`${whole}${fraction.padEnd(9, '0')}`);
}

/** Returns an address without its port. An IPv6 address has a port only behind a dot. */
export function withoutPort(end: string): string {
  if (/^\d+\.\d+\.\d+\.\d+/u.test(end)) return /^\d+\.\d+\.\d+\.\d+/u.exec(end)?.[0] ?? end;
  return end.replace(/\.\d+$/u, '');
}

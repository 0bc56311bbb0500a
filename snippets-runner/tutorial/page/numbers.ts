/**
 * Numbers in prose, in a form that is the same in every language: `10 minutes` and `10 分钟` are both `10 min`. Numbers
 * in words, such as `two` and `两`, are not found.
 */

export interface NumberFound {
  /** The number with its sign, with the Latin letters around it (`IPv4`, `4789/udp`), and with its unit. */
  readonly number: string;
  /** The digits as the text has them. */
  readonly digits: string;
  /** Offset of the digits in the text, in UTF-16 code units. */
  readonly index: number;
}

/** How units are written, by their names. A unit that is not listed is not compared. */
const UNITS: Readonly<Record<string, readonly string[]>> = {
  ns: ['ns', 'nanosecond', 'nanoseconds', '纳秒'],
  µs: ['µs', 'us', 'microsecond', 'microseconds', '微秒'],
  ms: ['ms', 'millisecond', 'milliseconds', '毫秒'],
  s: ['s', 'sec', 'second', 'seconds', '秒', '秒钟'],
  min: ['min', 'mins', 'minute', 'minutes', '分钟'],
  h: ['h', 'hour', 'hours', '小时', '个小时'],
  d: ['day', 'days', '天'],
  week: ['week', 'weeks', '周', '个星期'],
  bit: ['bit', 'bits', '比特'],
  B: ['B', 'byte', 'bytes', '字节', '个字节'],
  '%': ['%', '％', 'percent', 'per cent'],
  thousand: ['thousand', '千'],
  'ten thousand': ['万'],
  million: ['million', '百万'],
  'hundred million': ['亿'],
  ...Object.fromEntries(
    ['kB', 'KB', 'MB', 'GB', 'TB', 'KiB', 'MiB', 'GiB', 'TiB', 'Hz', 'kHz', 'MHz', 'GHz']
      .concat(['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'kbps', 'Mbps', 'Gbps', 'B/s', 'kB/s', 'MB/s', 'GB/s'])
      .map((unit) => [unit, [unit]]),
  ),
};
const UNIT_OF = new Map(Object.entries(UNITS).flatMap(([unit, names]) => names.map((name) => [name, unit] as const)));
const NAMES = [...UNIT_OF.keys()].sort((a, b) => b.length - a.length);

/** Every digit of Unicode, also `２` and `²`, with what is drawn over it. 〇 is a word. */
const DIGIT = String.raw`(?!〇)\p{N}\p{M}*`;
const NUMBER = new RegExp(
  String.raw`(?<digits>(?:${DIGIT})+(?:[.,:\/](?:${DIGIT})+)*)` +
    String.raw`(?:[ \u00a0-]?(?<unit>${NAMES.join('|')})(?!(?<=[\w\/])[\w\/])|(?<after>[A-Za-z_]\w*|\/[a-z]+))?`,
  'gu',
);
const ORDINAL = /^(?:st|nd|rd|th)$/u;

export function numbersIn(text: string): NumberFound[] {
  let end = 0;
  return Array.from(text.matchAll(NUMBER), ({ 0: whole, index, groups = {} }) => {
    const { digits = '', unit = '', after = '' } = groups;
    const before = lettersBefore(text, end, index);
    const sign = signBefore(text, index - before.length);
    end = index + whole.length;
    const name = UNIT_OF.get(unit);
    const rest = before === '' && ORDINAL.test(after) ? '' : after;
    return { number: `${sign}${before}${digits}${rest}${name === undefined ? '' : ` ${name}`}`, digits, index };
  });
}

function lettersBefore(text: string, start: number, end: number): string {
  let from = end;
  while (from > start && /[A-Za-z_]/u.test(text[from - 1] ?? '')) from--;
  return text.slice(from, end);
}

/** Returns the sign before an offset. A hyphen behind a word or a number is none, nor is a dash between spaces. */
function signBefore(text: string, end: number): string {
  const last = text[end - 1] ?? '';
  const before = text[end - 2] ?? '';
  if (/[-+−－＋]/u.test(last)) return /[\w)\].:/-]/u.test(before) ? '' : last;
  const relation = /\s/u.test(last) ? before : last;
  return /[±≈<>≤≥＜＞]/u.test(relation) ? relation : '';
}

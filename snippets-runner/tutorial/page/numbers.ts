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
  month: ['月'],
  months: ['month', 'months', '个月'],
  // In Chinese, a bit and a digit are both 位.
  bit: ['bit', 'bits', 'digit', 'digits', '比特', '位'],
  B: ['B', 'byte', 'bytes', '字节', '个字节'],
  '%': ['%', '％', 'percent', 'per cent'],
  ...Object.fromEntries(
    ['kB', 'KB', 'MB', 'GB', 'TB', 'KiB', 'MiB', 'GiB', 'TiB', 'Hz', 'kHz', 'MHz', 'GHz']
      .concat(['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'kbps', 'Mbps', 'Gbps', 'B/s', 'kB/s', 'MB/s', 'GB/s'])
      .map((unit) => [unit, [unit]]),
  ),
};
const SCALES: Readonly<Record<string, number>> = {
  千: 1e3,
  thousand: 1e3,
  万: 1e4,
  百万: 1e6,
  million: 1e6,
  千万: 1e7,
  亿: 1e8,
  billion: 1e9,
};
const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const UNIT_OF = new Map(Object.entries(UNITS).flatMap(([unit, names]) => names.map((name) => [name, unit] as const)));

/** Every digit of Unicode, also `２` and `²`, with what is drawn over it. 〇 is a word. */
const DIGIT = String.raw`(?!〇)\p{N}\p{M}*`;
/** What a word must not go on with. */
const END = String.raw`(?!(?<=[\w\/])[\w\/])`;
const GAP = String.raw`(?:\s+|-)?`;
const NUMBER = new RegExp(
  String.raw`(?<digits>(?:${DIGIT})+(?:[.,:\/](?:${DIGIT})+)*)` +
    `(?:${GAP}(?<scale>${longestFirst(Object.keys(SCALES)).join('|')})${END})?` +
    `(?:${GAP}(?<unit>${longestFirst([...UNIT_OF.keys()]).join('|')})${END}` +
    String.raw`|(?<after>[A-Za-z_]\w*|\/[a-z]+))?`,
  'gu',
);
/** May and March are other words, too, unless they are beside a number. */
const MONTH = new RegExp(
  String.raw`\b(?:(?!Ma)(?:${MONTHS.join('|')})|Ma(?:y|rch)(?=\s+\d)|(?<=\d\s)Ma(?:y|rch))\b`,
  'gu',
);
const ORDINAL = /^(?:st|nd|rd|th)$/u;

export function numbersIn(text: string): NumberFound[] {
  let end = 0;
  const numbers = Array.from(text.matchAll(NUMBER), ({ 0: whole, index, groups = {} }): NumberFound => {
    const { digits = '', scale, unit = '', after = '' } = groups;
    const before = lettersBefore(text, end, index);
    const sign = signBefore(text, index - before.length);
    end = index + whole.length;
    const rest = before === '' && ORDINAL.test(after) ? '' : after;
    const isWhole = before === '' && rest === '';
    const protocol = isWhole && unit === '' ? protocolOf(text, index, end) : '';
    const name = UNIT_OF.get(unit) ?? (isWhole && isPercent(text, index) ? '%' : undefined);
    const number = isWhole ? scaled(digits, scale) : digits;
    return {
      number: `${sign}${before}${number}${rest}${protocol}${name === undefined ? '' : ` ${name}`}`,
      digits,
      index,
    };
  });
  const months = Array.from(text.matchAll(MONTH), ({ 0: name, index }): NumberFound => {
    return { number: `${MONTHS.indexOf(name) + 1} month`, digits: name, index };
  });
  return months.length === 0 ? numbers : [...numbers, ...months].sort((a, b) => a.index - b.index);
}

function longestFirst(names: readonly string[]): string[] {
  return names.toSorted((a, b) => b.length - a.length);
}

/** Returns `10000` for `10,000` and for `1 万`. */
function scaled(digits: string, scale: string | undefined): string {
  const plain = /^\d{1,3}(?:,\d{3})+$/u.test(digits) ? digits.replaceAll(',', '') : digits;
  if (scale === undefined) return plain;
  const number = Math.round(Number(plain) * (SCALES[scale] ?? 1) * 1e3) / 1e3;
  return Number.isSafeInteger(number) ? String(number) : `${plain} ${scale}`;
}

/** Returns whether a Chinese number is a percentage: `百分之 50`. */
function isPercent(text: string, index: number): boolean {
  return /百分之\s*$/u.test(text.slice(Math.max(0, index - 8), index));
}

/** Returns `/udp` for the number in `UDP port 53` and `UDP 53 端口`. */
function protocolOf(text: string, start: number, end: number): string {
  const before = /(?<!\w)(tcp|udp|sctp)(\s+ports?|\s*端口)?\s+$/iu.exec(text.slice(Math.max(0, start - 20), start));
  if (!before || (before[2] === undefined && !/^\s*(?:端口|ports?(?!\w))/u.test(text.slice(end, end + 8)))) return '';
  return `/${before[1]?.toLowerCase()}`;
}

function lettersBefore(text: string, start: number, end: number): string {
  let from = end;
  while (from > start && /[A-Za-z_]/u.test(text[from - 1] ?? '')) from--;
  return text.slice(from, end);
}

/**
 * Returns the signs before an offset. A hyphen, dot or slash behind a word or a number is none, nor is a dash between
 * spaces.
 */
function signBefore(text: string, end: number): string {
  const near = text.slice(Math.max(0, end - 8), end);
  const signs = /[-+−–－＋±~≈≠<>≤≥＜＞≪≫∼=!^¬√×./]+$/u.exec(near)?.[0] ?? '';
  if (signs === '') return /([±~≈≠<>≤≥＜＞≪≫∼^¬√×]+)\s+$/u.exec(near)?.[1] ?? '';
  const before = near.at(-signs.length - 1) ?? '';
  return /^[-+−–~=./]$/u.test(signs) && /[\w)\]\ufffc]/u.test(before) ? '' : signs;
}

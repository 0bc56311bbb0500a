import { LOCALE_FACTS, type Locale } from './locales.ts';

const UNITS = {
  en: { milliseconds: 'ms', seconds: 's' },
  'zh-cn': { milliseconds: '毫秒', seconds: '秒' },
} as const satisfies Record<Locale, { milliseconds: string; seconds: string }>;

// Made once: making one takes a hundred times as long as using it.
const DATES = {
  // Day before month: American readers understand it, and the American order confuses others.
  en: dateFormat('en-GB', 'short'),
  'zh-cn': dateFormat(LOCALE_FACTS['zh-cn'].tag, 'long'),
} as const satisfies Record<Locale, Intl.DateTimeFormat>;
const NUMBERS = { en: secondsFormats('en'), 'zh-cn': secondsFormats('zh-cn') } as const satisfies Record<
  Locale,
  object
>;

/** Returns a date in UTC, as captures have it: `24 Nov 2026`, `2026 年 11 月 24 日`. */
export function formatDate(date: Date, locale: Locale): string {
  return DATES[locale].format(date).replace(/(?<=\d)(?=\p{Script=Han})|(?<=\p{Script=Han})(?=\d)/gu, ' ');
}

/** Returns a rounded duration: `85 ms`, `1.2 s`, `75 s`. */
export function formatDuration(milliseconds: number, locale: Locale): string {
  const units = UNITS[locale];
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ${units.milliseconds}`;
  const { short, long } = NUMBERS[locale];
  return `${(milliseconds < 10_000 ? short : long).format(milliseconds / 1000)} ${units.seconds}`;
}

/** Returns a period in UTC: `24 Nov 2026, 13:05–13:07`. The second time or date is left out if it is the same. */
export function formatPeriod(from: Date, to: Date, locale: Locale): string {
  const day = (date: Date) => formatDate(date, locale);
  const time = (date: Date) => date.toISOString().slice(11, 16);
  const both = (date: Date) => `${day(date)}${locale === 'en' ? ',' : ''} ${time(date)}`;
  if (both(from) === both(to)) return `${both(to)} UTC`;
  return `${both(from)}–${day(from) === day(to) ? time(to) : both(to)} UTC`;
}

function dateFormat(tag: string, month: 'short' | 'long'): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(tag, { year: 'numeric', month, day: 'numeric', timeZone: 'UTC' });
}

/** Returns the formats for less than ten seconds, and for more. */
function secondsFormats(locale: Locale) {
  const [short, long] = [1, 0].map(
    (maximumFractionDigits) => new Intl.NumberFormat(LOCALE_FACTS[locale].tag, { maximumFractionDigits }),
  ) as [Intl.NumberFormat, Intl.NumberFormat];
  return { short, long };
}

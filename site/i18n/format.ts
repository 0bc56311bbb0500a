import { LOCALE_FACTS, type Locale } from './locales.ts';

const UNITS = {
  en: { milliseconds: 'ms', seconds: 's' },
  'zh-cn': { milliseconds: '毫秒', seconds: '秒' },
} as const satisfies Record<Locale, { milliseconds: string; seconds: string }>;

/** Returns a date in UTC, as captures have it: `24 Nov 2026`, `2026 年 11 月 24 日`. */
export function formatDate(date: Date, locale: Locale): string {
  // Day before month: American readers understand it, and the American order confuses others.
  const tag = locale === 'en' ? 'en-GB' : LOCALE_FACTS[locale].tag;
  const month = locale === 'en' ? 'short' : 'long';
  const text = new Intl.DateTimeFormat(tag, { year: 'numeric', month, day: 'numeric', timeZone: 'UTC' }).format(date);
  return text.replace(/(?<=\d)(?=\p{Script=Han})|(?<=\p{Script=Han})(?=\d)/gu, ' ');
}

/** Returns a rounded duration: `85 ms`, `1.2 s`, `75 s`. */
export function formatDuration(milliseconds: number, locale: Locale): string {
  const units = UNITS[locale];
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ${units.milliseconds}`;
  const maximumFractionDigits = milliseconds < 10_000 ? 1 : 0;
  const number = new Intl.NumberFormat(LOCALE_FACTS[locale].tag, { maximumFractionDigits });
  return `${number.format(milliseconds / 1000)} ${units.seconds}`;
}

/** Returns a period in UTC: `24 Nov 2026, 13:05–13:07`. The second time or date is left out if it is the same. */
export function formatPeriod(from: Date, to: Date, locale: Locale): string {
  const day = (date: Date) => formatDate(date, locale);
  const time = (date: Date) => date.toISOString().slice(11, 16);
  const both = (date: Date) => `${day(date)}${locale === 'en' ? ',' : ''} ${time(date)}`;
  if (both(from) === both(to)) return `${both(to)} UTC`;
  return `${both(from)}–${day(from) === day(to) ? time(to) : both(to)} UTC`;
}

/** The texts of each language. */
import { en } from './en.ts';
import type { Locale } from './locales.ts';
import type { Strings } from './strings.ts';
import { zhCn } from './zh-cn.ts';

export const STRINGS = { en, 'zh-cn': zhCn } satisfies Record<Locale, Strings>;

export function stringsOf(locale: Locale): Strings {
  return STRINGS[locale];
}

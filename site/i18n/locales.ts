import { LOCALES, type Locale } from '../../snippets-runner/tutorial/page.ts';

export { LOCALES, type Locale, SOURCE_LOCALE } from '../../snippets-runner/tutorial/page.ts';

/** `tag` is a BCP 47 tag for `lang`, `hreflang` and Intl. `name` and `short` are in the language itself. */
export const LOCALE_FACTS = {
  en: { tag: 'en', name: 'English', short: 'EN' },
  'zh-cn': { tag: 'zh-CN', name: '简体中文', short: '中文' },
} as const satisfies Record<Locale, { tag: string; name: string; short: string }>;

export function isLocale(text: string | undefined): text is Locale {
  return (LOCALES as readonly (string | undefined)[]).includes(text);
}

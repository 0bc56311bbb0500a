import { LOCALES, type Locale } from '../../snippets-runner/tutorial/page.ts';

export { LOCALES, type Locale, SOURCE_LOCALE } from '../../snippets-runner/tutorial/page.ts';

/** `tag`: BCP 47, for `lang`, hreflang and Intl. `name`: in the language itself. */
export const LOCALE_FACTS = {
  en: { tag: 'en', name: 'English', short: 'EN' },
  'zh-cn': { tag: 'zh-CN', name: '简体中文', short: '中文' },
} as const satisfies Record<Locale, { tag: string; name: string; short: string }>;

export function isLocale(text: string | undefined): text is Locale {
  return (LOCALES as readonly (string | undefined)[]).includes(text);
}

/** The site's languages: the first is the one that pages are written in, the others are translations. */
export const LOCALES = ['en', 'zh-cn'] as const;
export type Locale = (typeof LOCALES)[number];
export const SOURCE_LOCALE: Locale = 'en';

/** `tag`: BCP 47, for `lang`, hreflang and Intl. `name`: in the language itself. */
export const LOCALE_FACTS = {
  en: { tag: 'en', name: 'English', short: 'EN' },
  'zh-cn': { tag: 'zh-CN', name: '简体中文', short: '中文' },
} as const satisfies Record<Locale, { tag: string; name: string; short: string }>;

export function isLocale(text: string | undefined): text is Locale {
  return (LOCALES as readonly (string | undefined)[]).includes(text);
}

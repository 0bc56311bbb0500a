/** The pages of a locale that are no tutorials, in the order of the sidebar. */
import { stringsOf } from '../i18n/languages.ts';
import type { Locale } from '../i18n/locales.ts';
import { guidesOf } from './guides.ts';

export interface OtherPage {
  readonly slug: string;
  readonly title: string;
}

export async function otherPagesOf(locale: Locale): Promise<readonly OtherPage[]> {
  const { glossary, verified } = stringsOf(locale);
  return [
    ...(await guidesOf(locale)).map(({ slug, entry }) => ({ slug, title: entry.data.title })),
    { slug: 'glossary', title: glossary.title },
    { slug: 'verified', title: verified.title },
  ];
}

/** Finds the sections of a source page that have changed since it was translated. */

import { getEntry, render } from 'astro:content';
import { type TranslationLag, translationLag } from '../../snippets-runner/tutorial/page/translation.ts';
import { SOURCE_LOCALE } from '../i18n/locales.ts';
import { readPage } from './page-source.ts';
import type { Tutorial } from './tutorials.ts';

export interface Lag {
  readonly kind: TranslationLag['kind'];
  readonly sections: readonly ChangedSection[];
}

export interface ChangedSection {
  /** Undefined for the part before the first heading. */
  readonly heading: string | undefined;
  /** Anchor in the source; empty for the part before the first heading. */
  readonly anchor: string;
}

/** Returns undefined for a source, for an up-to-date translation, and for a page without a source. */
export async function lagOf({ locale, slug, entry }: Tutorial): Promise<Lag | undefined> {
  if (locale === SOURCE_LOCALE) return undefined;
  const source = await getEntry('pages', `${SOURCE_LOCALE}/${slug}`);
  if (!source) return undefined;
  const sections = readPage({ locale: SOURCE_LOCALE, slug })?.page.sections ?? [];
  const lag = translationLag(entry.data.translated, sections);
  if (lag?.kind !== 'changed') return lag && { kind: lag.kind, sections: [] };
  // Section 0 is the part before the first heading.
  const { headings } = await render(source);
  const changed = lag.sections.map((index) => {
    const heading = headings[index - 1];
    return { heading: heading?.text, anchor: heading ? `#${heading.slug}` : '' };
  });
  return { kind: 'changed', sections: changed };
}

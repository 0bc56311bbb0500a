/** Compares a translation with the prose that its source has now. */
import type { Section } from '../page.ts';

/** Why a translation is not up to date. */
export type TranslationLag =
  /** The translation has no `translated`. */
  | { readonly kind: 'unknown' }
  /** Indexes of the source's sections that are new or have changed. */
  | { readonly kind: 'changed'; readonly sections: readonly number[] }
  /** No section is new or has changed, but sections were moved or removed. */
  | { readonly kind: 'moved' };

/**
 * Returns undefined if the translation is up to date.
 * @param translated from the translation's front matter
 * @param sections the sections of the source
 */
export function translationLag(
  translated: readonly string[] | undefined,
  sections: readonly Pick<Section, 'proseHash'>[],
): TranslationLag | undefined {
  if (translated === undefined) return { kind: 'unknown' };
  const hashes = sections.map(({ proseHash }) => proseHash);
  if (hashes.length === translated.length && hashes.every((hash, index) => hash === translated[index])) {
    return undefined;
  }
  const seen = new Set(translated);
  const changed = hashes.flatMap((hash, index) => (seen.has(hash) ? [] : [index]));
  return changed.length === 0 ? { kind: 'moved' } : { kind: 'changed', sections: changed };
}

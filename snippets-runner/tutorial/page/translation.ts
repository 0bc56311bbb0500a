/** Whether a translation was made from the prose that its source has now. */
import type { Section } from '../page.ts';

export type TranslationLag =
  /** It does not say what it was made from. */
  | { readonly kind: 'unknown' }
  /** Sections of the source, by their place, that are new or have changed. */
  | { readonly kind: 'changed'; readonly sections: readonly number[] }
  /** Nothing new to read, but sections were moved or removed. */
  | { readonly kind: 'moved' };

/**
 * @param translated front matter's `translated` of the translation
 * @param sections of the source
 * @returns undefined when the translation is up to date
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

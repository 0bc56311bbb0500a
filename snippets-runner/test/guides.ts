/** The guides of this checkout. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { GUIDES_FOLDER, guideFile, guideKeyOfName } from '../tutorial/guide/guide-file.ts';
import { LOCALES, type Locale, SOURCE_LOCALE } from '../tutorial/page.ts';

const CONTENT = join(import.meta.dirname, '../../content');

export const TRANSLATIONS: readonly Locale[] = LOCALES.filter((locale) => locale !== SOURCE_LOCALE);
/** Their slugs. */
export const GUIDES: readonly string[] = readdirSync(join(CONTENT, GUIDES_FOLDER))
  .map(guideKeyOfName)
  .flatMap((key) => (key?.locale === SOURCE_LOCALE ? key.slug : []));

export function guidePath(slug: string, locale: Locale): string {
  return guideFile(CONTENT, { slug, locale });
}

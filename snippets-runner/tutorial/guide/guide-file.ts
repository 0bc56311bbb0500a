/** Converts between guides and the paths of their files, such as `content/guides/your-documents.en.mdx`. */
import { join, relative, sep } from 'node:path';
import { LOCALES, type Locale } from '../page.ts';
import type { PageKey } from '../page-key.ts';

export const GUIDES_FOLDER = 'guides';

/** Returns undefined if the file is not a guide of the content folder. */
export function guideKeyOf(contentFolder: string, file: string): PageKey | undefined {
  const [folder, name = '', ...rest] = relative(contentFolder, file).split(sep);
  return folder === GUIDES_FOLDER && rest.length === 0 ? guideKeyOfName(name) : undefined;
}

/** @param name of the file in the folder of guides */
export function guideKeyOfName(name: string): PageKey | undefined {
  const [, slug, ending] = /^([a-z0-9]+(?:-[a-z0-9]+)*)\.([^.]+)\.mdx$/u.exec(name) ?? [];
  const locale = LOCALES.find((known) => known === ending);
  return slug === undefined || locale === undefined ? undefined : { slug, locale };
}

export function guideFile(contentFolder: string, { slug, locale }: PageKey): string {
  return join(contentFolder, GUIDES_FOLDER, guideName(slug, locale));
}

export function guideName(slug: string, locale: Locale): string {
  return `${slug}.${locale}.mdx`;
}

/** The commands of a page as a bash script, as `snippets export` writes it. */
import { scriptText } from '../../snippets-runner/tutorial/page-script.ts';
import { SOURCE_LOCALE } from '../i18n/locales.ts';
import { readPage } from './page-source.ts';

/** Returns whether the page has commands. */
export function hasScript(slug: string): boolean {
  return (sourceOf(slug)?.snippets.length ?? 0) > 0;
}

export function pageScript(slug: string): string {
  const page = sourceOf(slug);
  if (page) return scriptText(page);
  throw new TypeError(`${slug} has no page in ${SOURCE_LOCALE}`);
}

function sourceOf(slug: string) {
  return readPage({ locale: SOURCE_LOCALE, slug })?.page;
}

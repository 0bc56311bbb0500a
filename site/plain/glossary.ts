/** The glossary as Markdown. */
import type { Term } from '../../snippets-runner/tutorial/glossary/glossary.ts';
import { explainedAt, glossaryGroups, proseParts } from '../data/glossary.ts';
import { stringsOf } from '../i18n/languages.ts';
import type { Locale } from '../i18n/locales.ts';
import { markdownUrl } from '../urls.ts';
import { codeSpan } from './terminal.ts';

/** @param toPublicUrl see `pageMarkdown` */
export async function glossaryMarkdown(
  locale: Locale,
  base: string,
  toPublicUrl: (path: string) => string,
): Promise<string> {
  const { glossary } = stringsOf(locale);
  const toMarkdown = (slug: string) => toPublicUrl(markdownUrl(base, locale, slug));
  const groups = await Promise.all(
    glossaryGroups(locale).map(async ({ title, terms }) => {
      const entries = await Promise.all(terms.map((term) => termMarkdown(term, locale, toMarkdown)));
      return [`## ${title}`, ...entries.flat()];
    }),
  );
  return `${[`# ${glossary.title}`, glossary.description, ...groups.flat()].join('\n\n')}\n`;
}

/** Returns one paragraph in each entry. */
async function termMarkdown(
  term: Term,
  locale: Locale,
  toMarkdown: (slug: string) => string,
): Promise<readonly string[]> {
  const { glossary } = stringsOf(locale);
  const explained = await explainedAt(term, locale);
  const link =
    explained && `[${explained.titles.join(glossary.titleJoin)}](${toMarkdown(explained.slug)}${explained.anchor})`;
  const language = locale === 'en' ? 'en' : 'zh';
  const paragraphs = [
    `### ${heading(term, locale)}`,
    proseMarkdown(term.meaning[language]),
    term.note && proseMarkdown(term.note[language]),
    locale === 'en' || !term.avoid ? undefined : glossary.avoided + term.avoid.join(glossary.avoidedJoin),
    link && `${glossary.explained} ${link}`,
  ];
  return paragraphs.filter((paragraph) => paragraph !== undefined);
}

function heading({ en, zh }: Term, locale: Locale): string {
  if (en === zh) return en;
  return locale === 'en' ? `${en} (${zh})` : `${zh}（${en}）`;
}

/** Escapes characters that have a meaning in Markdown, except in code. */
function proseMarkdown(prose: string): string {
  return proseParts(prose)
    .map(({ text, isCode }) => (isCode ? codeSpan(text) : text.replace(/[<*_[\]\\]/gu, String.raw`\$&`)))
    .join('');
}

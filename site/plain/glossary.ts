import type { Term } from '../../snippets-runner/tutorial/glossary/glossary.ts';
import { explainedAt, glossaryGroups } from '../data/glossary.ts';
import { stringsOf } from '../i18n/languages.ts';
import type { Locale } from '../i18n/locales.ts';
import { markdownUrl } from '../urls.ts';

/** @param toAddress see `pageMarkdown` */
export async function glossaryMarkdown(
  locale: Locale,
  base: string,
  toAddress: (path: string) => string,
): Promise<string> {
  const { glossary } = stringsOf(locale);
  const toMarkdown = (slug: string) => toAddress(markdownUrl(base, locale, slug));
  const groups = await Promise.all(
    glossaryGroups(locale).map(async ({ title, terms }) => {
      const entries = await Promise.all(terms.map((term) => termMarkdown(term, locale, toMarkdown)));
      return [`## ${title}`, ...entries.flat()];
    }),
  );
  return `${[`# ${glossary.title}`, glossary.description, ...groups.flat()].join('\n\n')}\n`;
}

/** One paragraph an entry. */
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
    escaped(term.meaning[language]),
    term.note && escaped(term.note[language]),
    locale === 'en' || !term.avoid ? undefined : glossary.avoided + term.avoid.join(glossary.avoidedJoin),
    link && `${glossary.explained} ${link}`,
  ];
  return paragraphs.filter((paragraph) => paragraph !== undefined);
}

function heading({ en, zh }: Term, locale: Locale): string {
  if (en === zh) return en;
  return locale === 'en' ? `${en} (${zh})` : `${zh}（${en}）`;
}

/** What is Markdown outside of code, but not meant so. */
function escaped(text: string): string {
  return text
    .split(/(`[^`]+`)/u)
    .map((part, index) => (index % 2 === 0 ? part.replace(/[<*_[\]\\]/gu, String.raw`\$&`) : part))
    .join('');
}

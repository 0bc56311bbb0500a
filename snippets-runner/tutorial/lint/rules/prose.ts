/** How a text is written: what Markdown left unrendered, terms, and Chinese typography. */

import { forbiddenTerms } from '../../glossary/forbidden-terms.ts';
import type { ProseText } from '../../parsed-page.ts';
import type { PageIndex, RuleProblem } from '../page-index.ts';

export function boldNotRendered({ pages }: PageIndex): RuleProblem[] {
  return pages.flatMap((page) =>
    page.prose.flatMap((prose) =>
      // Marks come in pairs; one mistake is one problem.
      matches(prose, /\*\*(?:.*?\*\*)?/gu).map(({ found, position }) => ({
        file: page.file,
        position,
        message: `${found} is shown with its asterisks`,
        hint: boldHint(found),
      })),
    ),
  );
}

/** A closing mark after punctuation must be followed by a space or punctuation, an opening one likewise. */
function boldHint(found: string): string {
  const [, before = '', inner = '', after = ''] = /^\*\*(\p{P}*)(.*?)(\p{P}*)\*\*$/u.exec(found) ?? [];
  if (inner !== '' && before + after !== '') {
    return `Put the punctuation outside of the bold: ${before}**${inner}**${after}`;
  }
  return 'Write \\*\\* where asterisks are meant; bold text neither begins nor ends with a space or punctuation.';
}

export function termForbidden(index: PageIndex): RuleProblem[] {
  const terms = index.glossary && forbiddenTerms(index.glossary.terms);
  if (!terms) return [];
  return chinese(index).flatMap(({ file, prose: all }) =>
    all.flatMap((prose) =>
      matches(prose, terms.pattern).flatMap(({ found, position }) => {
        const term = terms.termOf(found);
        if (!term) return [];
        const hint = [`Write "${term.zh}".`, term.note?.en].filter((part) => part !== undefined).join(' ');
        return [{ file, position, message: `"${found}" is not our word for "${term.en}"`, hint }];
      }),
    ),
  );
}

const FULL_WIDTH = { ',': '，', '.': '。', ':': '：', ';': '；', '?': '？', '!': '！', '(': '（', ')': '）' };
const HALF_WIDTH = /(?<=\p{sc=Han})[,.:;?!()]|[,.:;?!()](?=\p{sc=Han})/gu;
const NO_SPACE = /\p{sc=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{sc=Han}/gu;

export function typography(index: PageIndex): RuleProblem[] {
  return chinese(index).flatMap(({ file, prose: all }) =>
    all.flatMap((whole) => {
      const prose = { ...whole, text: withoutAddresses(whole.text) };
      const marks = matches(prose, HALF_WIDTH).map(({ found, position }) => ({
        file,
        position,
        message: `"${found}" beside a Chinese character`,
        hint: `Write "${FULL_WIDTH[found as keyof typeof FULL_WIDTH]}".`,
      }));
      const joints = matches(prose, NO_SPACE).map(({ found, position }) => ({
        file,
        position,
        message: `"${found}" without a space between`,
        hint: `Write "${[...found].join(' ')}".`,
      }));
      return [...marks, ...joints];
    }),
  );
}

/** Addresses and character references have their own punctuation; positions stay. */
function withoutAddresses(text: string): string {
  return text.replace(/https?:\/\/[\w./?#=&%:~-]+|&#?\w+;/gu, (found) => '\u00a0'.repeat(found.length));
}

/** The Chinese pages and what the glossary says in Chinese. */
function chinese({ pages, glossary }: PageIndex): readonly { file: string; prose: readonly ProseText[] }[] {
  const own = pages.filter(({ locale }) => locale === 'zh-cn');
  return glossary ? [...own, { file: glossary.file, prose: glossary.chinese }] : own;
}

function matches({ text, position }: ProseText, pattern: RegExp) {
  return Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({
    found,
    position: { line: position.line, column: position.column + index },
  }));
}

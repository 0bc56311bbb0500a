/** Checks prose: bold that Markdown does not render, forbidden terms, and Chinese typography. */

import { forbiddenTerms } from '../../glossary/forbidden-terms.ts';
import type { ProseText } from '../../parsed-page.ts';
import type { PageIndex, RuleProblem } from '../page-index.ts';

export function boldNotRendered({ pages }: PageIndex): RuleProblem[] {
  return pages.flatMap((page) =>
    page.prose.flatMap((prose) =>
      // A pair of marks is one problem.
      matches(prose, /\*\*(?:.*?\*\*)?/gu).map(({ found, position }) => ({
        file: page.file,
        position,
        message: `${found} is not rendered as bold: readers see the asterisks`,
        hint: boldHint(found),
      })),
    ),
  );
}

/** CommonMark: between punctuation and a letter, `**` neither opens nor closes bold text. */
function boldHint(found: string): string {
  const [, before = '', rest = ''] = /^\*\*(\p{P}*)(.*)\*\*$/u.exec(found) ?? [];
  const inner = /^.*\P{P}/u.exec(rest)?.[0] ?? '';
  const after = rest.slice(inner.length);
  if (inner !== '' && before + after !== '') {
    return `Put the punctuation outside of the bold text: ${before}**${inner}**${after}`;
  }
  return 'Bold text must not begin or end with a space or punctuation. To show two asterisks, write \\*\\*.';
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
        return [{ file, position, message: `"${found}" is a word to avoid for "${term.en}"`, hint }];
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
      const prose = { ...whole, text: withoutReferences(whole.text) };
      const marks = matches(prose, HALF_WIDTH).map(({ found, position }) => ({
        file,
        position,
        message: `"${found}" is half-width, but is next to a Chinese character`,
        hint: `Write "${FULL_WIDTH[found as keyof typeof FULL_WIDTH]}".`,
      }));
      const joints = matches(prose, NO_SPACE).map(({ found, position }) => ({
        file,
        position,
        message: `"${found}" has no space next to the Chinese character`,
        hint: `Write "${[...found].join(' ')}".`,
      }));
      return [...marks, ...joints];
    }),
  );
}

/** Replaces character references by spaces of the same length, so that columns stay the same. */
function withoutReferences(text: string): string {
  return text.replace(/&#?\w+;/gu, (found) => '\u00a0'.repeat(found.length));
}

/** Returns the prose of the Chinese pages and of the glossary's Chinese texts. */
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

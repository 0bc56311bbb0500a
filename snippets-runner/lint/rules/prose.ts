/** How a text is written: what Markdown left unrendered, terms, and Chinese typography. */
import type { ParsedPage, ProseText } from '../../model/parsed-page.ts';
import { forbiddenTerms } from '../glossary.ts';
import type { Finding, Site } from '../site.ts';

export function boldNotRendered({ pages }: Site): Finding[] {
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

export function termForbidden({ pages, glossary }: Site): Finding[] {
  const terms = glossary && forbiddenTerms(glossary);
  if (!terms) return [];
  return inChinese(pages).flatMap((page) =>
    page.prose.flatMap((prose) =>
      matches(prose, terms.pattern).flatMap(({ found, position }) => {
        const entry = terms.entryOf(found);
        if (!entry) return [];
        const hint = [`Write "${entry.zh}".`, entry.note?.en].filter((part) => part !== undefined).join(' ');
        return [{ file: page.file, position, message: `"${found}" is not our word for "${entry.en}"`, hint }];
      }),
    ),
  );
}

const FULL_WIDTH = { ',': '，', '.': '。', ':': '：', ';': '；', '?': '？', '!': '！', '(': '（', ')': '）' };
const HALF_WIDTH = /(?<=\p{sc=Han})[,.:;?!()]|[,.:;?!()](?=\p{sc=Han})/gu;
const NO_SPACE = /\p{sc=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{sc=Han}/gu;

export function typography({ pages }: Site): Finding[] {
  return inChinese(pages).flatMap((page) =>
    page.prose.flatMap((whole) => {
      const prose = { ...whole, text: withoutAddresses(whole.text) };
      const marks = matches(prose, HALF_WIDTH).map(({ found, position }) => ({
        file: page.file,
        position,
        message: `"${found}" beside a Chinese character`,
        hint: `Write "${FULL_WIDTH[found as keyof typeof FULL_WIDTH]}".`,
      }));
      const joints = matches(prose, NO_SPACE).map(({ found, position }) => ({
        file: page.file,
        position,
        message: `"${found}" without a space between`,
        hint: `Write "${[...found].join(' ')}".`,
      }));
      return [...marks, ...joints];
    }),
  );
}

/** Addresses and character references have their own punctuation; places stay. */
function withoutAddresses(text: string): string {
  return text.replace(/https?:\/\/[\w./?#=&%:~-]+|&#?\w+;/gu, (found) => '\u00a0'.repeat(found.length));
}

function inChinese(pages: readonly ParsedPage[]): readonly ParsedPage[] {
  return pages.filter(({ locale }) => locale === 'zh-cn');
}

function matches({ text, position }: ProseText, pattern: RegExp) {
  return Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({
    found,
    position: { line: position.line, column: position.column + index },
  }));
}

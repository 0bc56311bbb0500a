/**
 * Turns highlighted spans into HTML. Builds strings, because whitespace counts in a terminal and Astro's templates
 * do not keep it.
 */
import { escapeHtml, staysWhole } from '../html.ts';
import type { Line, Span } from './highlight.ts';

/** Commas and colons: with an element for each, a page with long JSON is half a kilobyte larger, compressed. */
const BETWEEN = 'token-punctuation';

export function jsonHtml(lines: readonly Line[]): string {
  return linesHtml(
    lines.map((line) => line.map((span) => (span.className === BETWEEN ? { ...span, className: undefined } : span))),
  );
}

export function linesHtml(lines: readonly Line[]): string {
  return lines.map((line) => line.map((span) => spanHtml(span)).join('')).join('\n');
}

/**
 * What stands in terminals by the thousand has an element of its own, in place of a class: a page of fifty terminals is
 * half a kilobyte smaller, compressed. None of these elements means anything to a screen reader. `i` is a prompt, and
 * the slack between columns.
 */
const ELEMENTS: ReadonlyMap<string, string> = new Map([
  ['token-function', 'b'],
  ['option whole', 'u'],
  ['token-keyword', 'u'],
  ['token-constant', 'small'],
  ['token-string', 'samp'],
  ['token-string-expression', 'samp'],
]);

/** @param html of the span's text */
export function spanHtml({ text, className, style }: Span, html = escapeHtml(text)): string {
  if (text === '') return '';
  if (className === undefined && style === undefined) return html;
  const own = style === undefined && ELEMENTS.get(className ?? '');
  if (own) return `<${own}>${html}</${own}>`;
  const attributes = [className && ` class="${className}"`, style && ` style="${style}"`].filter(Boolean).join('');
  return `<span${attributes}>${html}</span>`;
}

/**
 * Marks words with a hyphen, such as `my-nginx`, `--dns` and `-type`: a browser would break the line at the hyphen. Of a
 * longer option, its name is marked.
 */
export function wholeWordsHtml(text: string): string {
  return text
    .split(/(\S+-\S+|-\w{2,}\S*)/u)
    .map((part, index) => (index % 2 === 1 ? wholeWordHtml(part) : escapeHtml(part)))
    .join('');
}

/**
 * In UTF-16 code units. A word of this length fits into a terminal on the narrowest phones (320 px), also in the line
 * that continues a command.
 */
const LONGEST_ON_ALL_PHONES = 26;

function wholeWordHtml(word: string): string {
  const whole = staysWhole(word) ? word : (/^--[\w-]+=?/u.exec(word)?.[0] ?? '');
  const className = whole.length > LONGEST_ON_ALL_PHONES ? 'whole wide' : 'whole';
  const marked = whole === '' ? '' : `<span class="${className}">${escapeHtml(whole)}</span>`;
  return marked + escapeHtml(word.slice(whole.length));
}

/**
 * Turns highlighted spans into HTML. Builds strings, because whitespace counts in a terminal and Astro's templates
 * do not keep it.
 */
import { escapeHtml, staysWhole } from '../html.ts';
import type { Line, Span } from './highlight.ts';

export function linesHtml(lines: readonly Line[]): string {
  return lines.map((line) => line.map((span) => spanHtml(span)).join('')).join('\n');
}

/** @param html of the span's text */
export function spanHtml({ text, className, style }: Span, html = escapeHtml(text)): string {
  if (text === '') return '';
  if (className === undefined && style === undefined) return html;
  const attributes = [className && ` class="${className}"`, style && ` style="${style}"`].filter(Boolean).join('');
  return `<span${attributes}>${html}</span>`;
}

/** Marks words with a hyphen, such as `my-nginx`: a browser would break the line at the hyphen. */
export function wholeWordsHtml(text: string): string {
  return text
    .split(/(\S*[^\s-]-\S+)/u)
    .map((part, index) => {
      const html = escapeHtml(part);
      return index % 2 === 1 && staysWhole(part) ? `<span class="whole">${html}</span>` : html;
    })
    .join('');
}

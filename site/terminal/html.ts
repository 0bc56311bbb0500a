/** Spans to HTML. Strings, since whitespace counts here and templates are free with it. */
import { staysWhole } from '../markdown/short-code.ts';
import type { Line, Span } from './highlight.ts';

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Plain text in which code stands in backticks. */
export function codeInTextHtml(text: string): string {
  return text
    .split(/`([^`]+)`/u)
    .map((part, index) => (index % 2 === 0 ? escapeHtml(part) : codeHtml(part)))
    .join('');
}

function codeHtml(code: string): string {
  return `<code${staysWhole(code) ? ' class="whole"' : ''}>${escapeHtml(code)}</code>`;
}

/** The text that a small piece of rendered HTML shows. */
export function textOfHtml(html: string): string {
  const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#34': '"', '#39': "'", amp: '&' };
  const text = html.replace(/<[^>]*>/gu, '').replace(/&(#?\w+);/gu, (whole, name: string) => entities[name] ?? whole);
  return text.trim();
}

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

/** A browser would end a line behind the hyphen of `my-nginx`, as if it were not part of the name. */
export function wholeWordsHtml(text: string): string {
  return text
    .split(/(\S*[^\s-]-\S+)/u)
    .map((part, index) => {
      const html = escapeHtml(part);
      return index % 2 === 1 && staysWhole(part) ? `<span class="whole">${html}</span>` : html;
    })
    .join('');
}

/** `Ctrl-P` as two keys pressed together, `Enter` as one. */
export function keyHtml(key: string): string {
  const parts = key.split('-').filter((part) => part !== '');
  return `<kbd class="keys">${parts.map((part) => `<kbd>${escapeHtml(part)}</kbd>`).join('<span>+</span>')}</kbd>`;
}

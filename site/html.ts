/** Small pieces of HTML, as strings. */
import { visible } from '../snippets-runner/base/visible.ts';

/** Makes hidden characters visible: HTML cannot have some of them, and others change how the rest reads. */
export function escapeHtml(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Returns a text that is not Markdown with the apostrophes that Markdown texts have: `host’s` for `host's`. */
export function withApostrophes(text: string): string {
  return text.replace(/(?<=\p{L})'(?=\p{L})/gu, '’');
}

/** Returns the text that a small piece of rendered HTML shows. */
export function textOfHtml(html: string): string {
  return unescapeHtml(html.replace(/<[^>]*>/gu, '')).trim();
}

/** Returns the text that `escapeHtml`, or Astro, has escaped. */
export function unescapeHtml(html: string): string {
  return html.replace(/&(#?\w+);/gu, (whole, name: string) => ENTITIES.get(name) ?? whole);
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['#34', '"'],
  ['#39', "'"],
  ['amp', '&'],
]);

/** In UTF-16 code units. Code of this length fits into a line of a list on the narrowest phones (320 px). */
const LONGEST_UNBROKEN = 30;

/** Returns whether a line break must not split this code. Browsers would break `worker-1` at its hyphen. */
export function staysWhole(code: string): boolean {
  return code.length <= LONGEST_UNBROKEN;
}

export function codeHtml(code: string): string {
  return `<code${staysWhole(code) ? ' class="whole"' : ''}>${escapeHtml(code)}</code>`;
}

/** Returns `Ctrl-P` as two keys that are pressed together, `Enter` as one key. */
export function keyHtml(key: string): string {
  const parts = key.split('-').filter((part) => part !== '');
  return `<kbd class="keys">${parts.map((part) => `<kbd>${escapeHtml(part)}</kbd>`).join('<span>+</span>')}</kbd>`;
}

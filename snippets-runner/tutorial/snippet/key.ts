/** Keys by the names that pages use, `<Ctrl-P>` and so on, and the bytes a terminal sends for them. */

const NAMED = {
  Enter: '\r',
  Tab: '\t',
  Esc: '\x1b',
  Space: ' ',
  Backspace: '\x7f',
  Up: '\x1b[A',
  Down: '\x1b[B',
  Right: '\x1b[C',
  Left: '\x1b[D',
} as const;

export const KEY_NAMES = [...Object.keys(NAMED), 'Ctrl-A … Ctrl-Z', 'Ctrl-\\', 'Ctrl-]'];

/** A key at the start of a string: `<Ctrl-P>`. */
export const KEY_PATTERN = new RegExp(`<(${Object.keys(NAMED).join('|')}|Ctrl-[A-Z\\\\\\]])>`, 'u');

/** The bytes for a key that `KEY_PATTERN` accepts, without its angle brackets. */
export function keyBytes(key: string): string {
  if (key in NAMED) return NAMED[key as keyof typeof NAMED];
  return String.fromCharCode(key.charCodeAt('Ctrl-'.length) & 0x1f);
}

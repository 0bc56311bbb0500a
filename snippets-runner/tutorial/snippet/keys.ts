/**
 * Keys in the lines of a snippet. `<Ctrl-P><Ctrl-Q>` at the end of a line is pressed instead of Enter.
 */
import { listed, nearest } from '../../base/nearest.ts';
import type { Position } from '../page.ts';
import type { ReportProblem } from '../source/problem-list.ts';

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

const KEY_NAMES = [...Object.keys(NAMED), 'Ctrl-A … Ctrl-Z', 'Ctrl-\\', 'Ctrl-]'];

/** A key at the start of a string: `<Ctrl-P>`. */
export const KEY_PATTERN = new RegExp(`<(${Object.keys(NAMED).join('|')}|Ctrl-[A-Z\\\\\\]])>`, 'u');

/** The bytes for a key that `KEY_PATTERN` accepts, without its angle brackets. */
export function keyBytes(key: string): string {
  if (key in NAMED) return NAMED[key as keyof typeof NAMED];
  return String.fromCharCode(key.charCodeAt('Ctrl-'.length) & 0x1f);
}

const KEY = new RegExp(KEY_PATTERN.source, 'gu');
const KEYS_AT_END = new RegExp(`(?:${KEY_PATTERN.source})+$`, 'u');
/** What somebody meant as a key: with a modifier, or a known name in other letters. */
const LIKE_A_KEY = /<(?:(?:ctrl|control|alt|shift|meta|cmd)[-+][^<>\s]+|enter|return|tab|esc|escape|backspace)>/giu;
const PLAIN_NAMES = KEY_NAMES.filter((name) => !name.startsWith('Ctrl-'));

export function splitKeys(line: string): { text: string; keys: readonly string[] } {
  const found = KEYS_AT_END.exec(line);
  if (!found) return { text: line, keys: [] };
  return { text: line.slice(0, found.index), keys: Array.from(found[0].matchAll(KEY), ([, name = '']) => name) };
}

/** Whether a line has nothing but what somebody meant as keys. */
export function isLikeKeys(line: string): boolean {
  return line.replace(LIKE_A_KEY, '').replace(KEY, '').trim() === '';
}

/** Reports all that looks like a key in what is typed as text. */
export function reportKeys({ text, position }: { text: string; position: Position }, report: ReportProblem): void {
  for (const { 0: key, index } of text.matchAll(LIKE_A_KEY)) {
    const at = { line: position.line, column: position.column + index };
    if (key.replace(KEY, '') === '') {
      const hint = 'Keys stand at the end of a line for the running program, or on a line of their own.';
      report('key-misplaced', at, `${key} would be typed as text here`, hint);
    } else report('key-unknown', at, `${key} is not a key`, meant(key));
  }
}

function meant(key: string): string {
  const [, letter] = /^<(?:ctrl|control)[-+]([a-z])>$/iu.exec(key) ?? [];
  const name = letter === undefined ? nearest(key.slice(1, -1), PLAIN_NAMES) : `Ctrl-${letter.toUpperCase()}`;
  return name === undefined ? `Keys are ${listed(KEY_NAMES)}.` : `Write <${name}>.`;
}

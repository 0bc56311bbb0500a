/** Keys in the lines of a snippet. `<Ctrl-P><Ctrl-Q>` at the end of a line are pressed instead of Enter. */
import { listed, nearest } from '../../base/nearest.ts';
import type { InputStep, Position, Step } from '../page.ts';
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

/** Matches one key: `<Ctrl-P>`. */
export const KEY_PATTERN = new RegExp(`<(${Object.keys(NAMED).join('|')}|Ctrl-[A-Z\\\\\\]])>`, 'u');

/** Returns the bytes that a key sends. `key` is a key that `KEY_PATTERN` matches, without its angle brackets. */
export function keyBytes(key: string): string {
  if (Object.hasOwn(NAMED, key)) return NAMED[key as keyof typeof NAMED];
  return String.fromCharCode(key.charCodeAt('Ctrl-'.length) & 0x1f);
}

/** Returns whether a step types nothing, and presses Ctrl-C first. */
export function isInterrupt(step: Step): step is InputStep {
  return step.kind === 'input' && step.text === '' && step.keys[0] === 'Ctrl-C';
}

const KEY = new RegExp(KEY_PATTERN.source, 'gu');
/** Matches a text that was meant as a key: a modifier with a letter, or a known name in other spelling. */
const LIKE_A_KEY = /<(?:(?:ctrl|control|alt|shift|meta|cmd)[-+][^<>\s]+|enter|return|tab|esc|escape|backspace)>/giu;
const PLAIN_NAMES = KEY_NAMES.filter((name) => !name.startsWith('Ctrl-'));

/** Splits a line into its text and the keys at its end. */
export function splitKeys(line: string): { text: string; keys: readonly string[] } {
  const found = [...line.matchAll(KEY)];
  let end = line.length;
  let first = found.length;
  for (let key = found[first - 1]; key && key.index + key[0].length === end; key = found[first - 1]) {
    end = key.index;
    first--;
  }
  return { text: line.slice(0, end), keys: found.slice(first).map(([, name = '']) => name) };
}

/** Returns whether a line consists only of keys, or of texts that were meant as keys. */
export function isLikeKeys(line: string): boolean {
  return line.replace(LIKE_A_KEY, '').replace(KEY, '').trim() === '';
}

/** Reports every key in a text that is typed letter by letter, and every text that was meant as a key. */
export function reportKeys({ text, position }: { text: string; position: Position }, report: ReportProblem): void {
  for (const { 0: key, index } of text.matchAll(LIKE_A_KEY)) {
    const at = { line: position.line, column: position.column + index };
    if (key.replace(KEY, '') === '') {
      const hint = 'Put the keys at the end of a line for the running program, or on a line of their own.';
      report('key-misplaced', at, `${key} would be typed as text here, not pressed as a key`, hint);
    } else report('key-unknown', at, `${key} is not a known key`, meant(key));
  }
}

function meant(key: string): string {
  const [, letter] = /^<(?:ctrl|control)[-+]([a-z])>$/iu.exec(key) ?? [];
  const name = letter === undefined ? nearest(key.slice(1, -1), PLAIN_NAMES) : `Ctrl-${letter.toUpperCase()}`;
  return name === undefined ? `The keys are ${listed(KEY_NAMES)}.` : `Write <${name}>.`;
}

/**
 * Fills the placeholders of copied commands. Bash takes `<NAME>` for a redirection, so there is either a value or a
 * variable in its place.
 */
import { needsNoQuotes, shellQuoted } from '../../snippets-runner/base/shell-quote.ts';

export interface ReaderValue {
  /** Empty if the reader has given none. */
  readonly typed: string;
  /** The captured value; undefined if it is not known. */
  readonly example: string | undefined;
}

/**
 * A placeholder, with a letter for each shell that reads its place, the innermost first: `w` a word, `d` double quotes,
 * `s` single quotes, `h` a here-document, `l` nothing is replaced or quoted.
 */
const PLACEHOLDER = /<([a-z]+):(\w+)>/gu;

/**
 * Returns the commands with the reader's values. Where there is none, there is a variable. A line before the commands
 * then sets it to the example, unless it is set.
 */
export function filled(commands: string, valueIn: (name: string) => ReaderValue): string {
  const setting = new Set<string>();
  const text = commands.replace(PLACEHOLDER, (_whole, quoting: string, name: string) => {
    const { typed, example } = valueIn(name);
    if (typed !== '') return quotedFor(quoting, typed);
    const last = quoting.at(-1);
    if (last === 'l') return example ?? name;
    if (example !== undefined) setting.add(`${name}=\${${name}:-${quotedFor('w', example)}}\n`);
    if (last === 'w') return `"$${name}"`;
    // The single quotes around the place are ended, and begun again.
    return last === 's' ? `'"$${name}"'` : `\${${name}}`;
  });
  return [...setting, text].join('');
}

function quotedFor(quoting: string, value: string): string {
  return needsNoQuotes(value) ? value : [...quoting].reduce(quotedOnce, value);
}

function quotedOnce(text: string, letter: string): string {
  const word = shellQuoted(text);
  if (letter === 'w') return word;
  // As above: the quotes around the place are ended, and begun again.
  if (letter === 'd') return `"${word}"`;
  if (letter === 's') return word.slice(1, -1);
  return letter === 'h' ? text.replace(/[\\$`]/gu, '\\$&') : text;
}

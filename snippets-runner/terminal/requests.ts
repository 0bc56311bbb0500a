/**
 * Words that a person types in a terminal that was handed over, such as `check`, and that this program answers. In the
 * shell, each is a function. It prints a mark with the word and its arguments, and waits until it was answered. The
 * terminal does not show the mark.
 */

import { shellQuoted } from '../base/shell-quote.ts';

const BEGIN = '\x1b]7113;';
const END = '\x07';
/** A mark that is longer is none: it is shown. In bytes. */
const LONGEST = 300;
/** Ends the wait. No key sends it. */
export const ANSWERED = '\x1e';

/** Returns the command that defines the words in a bash. They also work in shells that are started from it. */
export function defineWords(words: readonly string[]): string {
  // `read` prints its prompt after it has turned the echo off, so the answer is never shown.
  const ask = `IFS= read -rsd $'\\x1e' -p $'\\e]7113;'"$*"$'\\a' </dev/tty 2>/dev/tty`;
  return [
    `__ask() { ${ask}; }`,
    ...words.map((word) => `${word}() { __ask ${word} "$@"; }`),
    `export -f __ask ${words.join(' ')}`,
  ].join('; ');
}

/** Returns the command that puts a text before the prompt of a bash, unless the prompt was changed. */
export function namePlace(place: string): string {
  return `PS1=\${PS1/#'$ '/${shellQuoted(place)}'$ '}`;
}

export interface Printed {
  /** What to show before the request. */
  readonly shown: Uint8Array;
  /** The word and its arguments. */
  readonly request: string | undefined;
}

/** Takes the requests out of what a terminal prints. A read may end anywhere in one. */
export class RequestFilter {
  #held: Buffer = Buffer.alloc(0);

  *take(bytes: Uint8Array): Generator<Printed> {
    let rest = Buffer.concat([this.#held, bytes]);
    this.#held = Buffer.alloc(0);
    for (;;) {
      const begin = beginOfMark(rest);
      const end = begin < rest.length ? rest.indexOf(END, begin) : -1;
      if (end === -1 || end - begin > LONGEST) {
        const cut = rest.length - begin > LONGEST ? rest.length : begin;
        this.#held = rest.subarray(cut);
        if (cut > 0) yield { shown: rest.subarray(0, cut), request: undefined };
        return;
      }
      yield { shown: rest.subarray(0, begin), request: rest.toString('utf8', begin + BEGIN.length, end) };
      rest = rest.subarray(end + END.length);
    }
  }
}

/** Returns where a mark begins, be it only the first part of one; the length if none does. */
function beginOfMark(bytes: Buffer): number {
  const whole = bytes.indexOf(BEGIN);
  if (whole !== -1) return whole;
  const start = bytes.lastIndexOf('\x1b');
  return start !== -1 && BEGIN.startsWith(bytes.toString('latin1', start)) ? start : bytes.length;
}

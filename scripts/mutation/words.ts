/** Splits a command line into words with their positions, so that one word can be changed and the rest kept. */

export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const QUOTED_OR_PLAIN = /(?:'[^']*'|"(?:\\.|[^"\\])*"|\\[\s\S]|[^\s'"\\])+/gu;

/** Splits at blanks, except within quotes. */
export function wordsOf(command: string): readonly Word[] {
  return [...command.matchAll(QUOTED_OR_PLAIN)].map(({ 0: text, index }) => ({
    text,
    start: index,
    end: index + text.length,
  }));
}

export function replaced(command: string, { start, end }: Word, text: string): string {
  return command.slice(0, start) + text + command.slice(end);
}

/** Removes the words from `first` to `last`, and the blanks before them. */
export function without(command: string, first: Word, last: Word = first): string {
  return command.slice(0, first.start).trimEnd() + command.slice(last.end);
}

/** A command line as words, with their places, so that one of them can be changed and all else kept. */

export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const QUOTED_OR_PLAIN = /(?:'[^']*'|"(?:\\.|[^"\\])*"|\\[\s\S]|[^\s'"\\])+/gu;

/** Separated by blanks; what is quoted is not separated. */
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

/** Words from one to another left out, with the blank before them. */
export function without(command: string, first: Word, last: Word = first): string {
  return command.slice(0, first.start).trimEnd() + command.slice(last.end);
}

/**
 * Marks that the shell prints around prompts and commands. Through them the end and the exit code of a command are
 * known, not guessed. They follow the semantic prompts of FinalTerm, OSC 133
 * (https://gitlab.freedesktop.org/Per_Bothner/specifications/blob/master/proposals/semantic-prompts.md):
 *
 *   A       a prompt begins
 *   B       the prompt is printed, input may begin
 *   C       the output of the command begins
 *   D;EXIT  the command has ended with this exit code
 *   k=s     with B: the prompt is for another line of the command
 *
 * Each mark has an id of this session, so marks that a command prints are not mistaken for the shell's. `marked-bash.ts`
 * starts a shell that prints them.
 */

export type ShellMark =
  | { readonly kind: 'prompt-ready'; readonly continued: boolean }
  | { readonly kind: 'output-begins' }
  | { readonly kind: 'command-ended'; readonly exit: number };

export type Chunk =
  | { readonly kind: 'text'; readonly text: string }
  /** A line editor has read a line. Other programs may print the same. */
  | { readonly kind: 'line-read'; readonly text: string }
  | ShellMark;

/** Readline ends the bracketed pasting of a terminal when it has read a line. */
const LINE_READ = '\x1b[?2004l\r';

const PREFIX = '\x1b]133;';
/** A mark has no control character inside. Text with one is a mark that a program began and never ended. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const OPEN_MARK = /^\x1b\]133;[^\x00-\x1f]{0,80}$/u;

/** Splits the output of a terminal into text and marks. A read may end anywhere in a mark. */
export class MarkScanner {
  readonly #mark: RegExp;
  #held = '';

  constructor(id: string) {
    this.#mark = new RegExp(`\\x1b\\]133;([A-D])((?:;[^;\\x00-\\x1f]*)*);aid=${id}\\x07|\\x1b\\[\\?2004l\\r`, 'gu');
  }

  *scan(printed: string): Generator<Chunk> {
    const text = this.#held + printed;
    let done = 0;
    for (const match of text.matchAll(this.#mark)) {
      if (match.index > done) yield { kind: 'text', text: text.slice(done, match.index) };
      const mark = markOf(match[1] ?? '', match[2] ?? '');
      if (mark) yield mark;
      else if (match[0] === LINE_READ) yield { kind: 'line-read', text: LINE_READ };
      done = match.index + match[0].length;
    }
    const rest = text.slice(done);
    const cut = this.#beginningOfMark(rest);
    this.#held = rest.slice(cut);
    if (cut > 0) yield { kind: 'text', text: rest.slice(0, cut) };
  }

  /** Returns the index at which an incomplete mark begins, or the length of the text if there is none. */
  #beginningOfMark(text: string): number {
    const start = text.lastIndexOf('\x1b');
    if (start < 0) return text.length;
    const tail = text.slice(start);
    return PREFIX.startsWith(tail) || LINE_READ.startsWith(tail) || OPEN_MARK.test(tail) ? start : text.length;
  }
}

function markOf(letter: string, parameters: string): ShellMark | undefined {
  if (letter === 'B') return { kind: 'prompt-ready', continued: parameters.includes(';k=s') };
  if (letter === 'C') return { kind: 'output-begins' };
  if (letter === 'D') return { kind: 'command-ended', exit: Number(parameters.slice(1)) };
  return undefined;
}

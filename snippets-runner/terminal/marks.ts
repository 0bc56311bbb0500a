/**
 * Marks that the shell prints around prompts and commands, so that a command's end and exit code are
 * known instead of guessed. They follow the semantic prompts of FinalTerm, OSC 133
 * (https://gitlab.freedesktop.org/Per_Bothner/specifications/blob/master/proposals/semantic-prompts.md):
 *
 *   D;EXIT  the command has ended      A  a prompt begins     B  it is printed, input may begin
 *   C       the command's output begins        k=s  the prompt is one for a continued line
 *
 * Each bears an id of its own, so that marks which a command prints are not taken for the shell's.
 */

export type ShellMark =
  | { readonly kind: 'prompt-ready'; readonly continued: boolean }
  | { readonly kind: 'output-begins' }
  | { readonly kind: 'command-ended'; readonly exit: number };

export type Chunk = { readonly kind: 'text'; readonly text: string } | ShellMark;

/** Environment of a bash whose prompts are marked; the prompts themselves are `$ ` and `> `. */
export function markedPrompts(id: string): Readonly<Record<string, string>> {
  const mark = (parameters: string) => `\\e]133;${parameters};aid=${id}\\a`;
  return {
    PS0: mark('C'),
    PS1: `\\[${mark('D;$?')}${mark('A')}\\]$ \\[${mark('B')}\\]`,
    PS2: `\\[${mark('A;k=s')}\\]> \\[${mark('B;k=s')}\\]`,
  };
}

const PREFIX = '\x1b]133;';
/** No control character stands within a mark: where one does, a program has begun a mark and not ended it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const OPEN_MARK = /^\x1b\]133;[^\x00-\x1f]{0,80}$/u;

/** Splits what a terminal prints into text and marks; marks may be cut anywhere between two reads. */
export class MarkScanner {
  readonly #mark: RegExp;
  #held = '';

  constructor(id: string) {
    this.#mark = new RegExp(`\\x1b\\]133;([A-D])((?:;[^;\\x00-\\x1f]*)*);aid=${id}\\x07`, 'gu');
  }

  *scan(printed: string): Generator<Chunk> {
    const text = this.#held + printed;
    let done = 0;
    for (const match of text.matchAll(this.#mark)) {
      if (match.index > done) yield { kind: 'text', text: text.slice(done, match.index) };
      const mark = markOf(match[1] ?? '', match[2] ?? '');
      if (mark) yield mark;
      done = match.index + match[0].length;
    }
    const rest = text.slice(done);
    const cut = this.#beginningOfMark(rest);
    this.#held = rest.slice(cut);
    if (cut > 0) yield { kind: 'text', text: rest.slice(0, cut) };
  }

  /** Where a mark begins that is not whole yet; the length of the text when there is none. */
  #beginningOfMark(text: string): number {
    const start = text.lastIndexOf('\x1b');
    if (start < 0) return text.length;
    const tail = text.slice(start);
    return PREFIX.startsWith(tail) || OPEN_MARK.test(tail) ? start : text.length;
  }
}

function markOf(letter: string, parameters: string): ShellMark | undefined {
  if (letter === 'B') return { kind: 'prompt-ready', continued: parameters.includes(';k=s') };
  if (letter === 'C') return { kind: 'output-begins' };
  if (letter === 'D') return { kind: 'command-ended', exit: Number(parameters.slice(1)) };
  return undefined;
}

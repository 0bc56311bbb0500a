import { ROOT_PROMPT } from '../snippet/prompt.ts';
import type { BodyLine } from '../snippet/snippet-body.ts';
import { isProse } from './command-words.ts';

/** Where the lines are that `splitComments` splits. */
export interface PlaceOfLines {
  /** Whether a command follows. */
  readonly isBeforeCommand: boolean;
  /** Whether a blank line is between the command above and the first of them. */
  readonly isApart: boolean;
}

/**
 * Splits the lines between two commands into the output of the first and the comments before the second, which begin
 * with `#`. Blank lines before the comments count as theirs. Below the last command, all lines are its output, unless
 * they are nothing but comments below a blank line.
 * @param shell whose prompt the block shows. Where it is `# `, a line with `#` is a comment only if it is a sentence.
 */
export function splitComments(
  lines: readonly BodyLine[],
  { isBeforeCommand, isApart }: PlaceOfLines,
  shell: string,
): { readonly printed: readonly BodyLine[]; readonly comments: readonly BodyLine[] } {
  const isComment = ({ text }: BodyLine) => /^#/u.test(text) && (shell !== ROOT_PROMPT || isProse(text.slice(1)));
  const lastPrinted = lines.findLastIndex((line) => line.text.trim() !== '' && !isComment(line));
  const last = isBeforeCommand || (isApart && lastPrinted < 0) ? lastPrinted : lines.length;
  return { printed: lines.slice(0, last + 1), comments: lines.slice(last + 1) };
}

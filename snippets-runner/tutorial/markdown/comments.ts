import { ROOT_PROMPT } from '../snippet/prompt.ts';
import type { BodyLine } from '../snippet/snippet-body.ts';
import { isProse } from './command-words.ts';

/**
 * Splits the lines between two commands into the output of the first and the comments before the second, which begin
 * with `#`. Blank lines before the comments count as theirs.
 * @param isBeforeCommand whether a command follows. Otherwise all lines are the output.
 * @param shell whose prompt the block shows. Where it is `# `, a line with `#` is a comment only if it is a sentence.
 */
export function splitComments(
  lines: readonly BodyLine[],
  isBeforeCommand: boolean,
  shell: string,
): { readonly printed: readonly BodyLine[]; readonly comments: readonly BodyLine[] } {
  const isComment = ({ text }: BodyLine) => /^#/u.test(text) && (shell !== ROOT_PROMPT || isProse(text.slice(1)));
  const last = isBeforeCommand
    ? lines.findLastIndex((line) => line.text.trim() !== '' && !isComment(line))
    : lines.length;
  return { printed: lines.slice(0, last + 1), comments: lines.slice(last + 1) };
}

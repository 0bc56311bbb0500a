import type { CapturedStep } from '../../snippets-runner/tutorial/capture/capture.ts';

/**
 * What the copy button copies: what a reader would want to paste into the node's shell. That is the
 * commands, one a line, continued lines kept, placeholders left for the reader's own values.
 * Input for a program that such a command has started is left out, since pasting all at once would
 * type it before the program listens; where a snippet is input alone, that input is copied. Keys
 * cannot be pasted. Undefined when nothing is left to copy.
 */
export function copyText(steps: readonly Pick<CapturedStep, 'prompt' | 'text'>[]): string | undefined {
  const commands = steps.filter(({ prompt, text }) => prompt === '$ ' && text !== '');
  const copied = commands.length > 0 ? commands : steps.filter(({ text }) => text !== '');
  return copied.length === 0 ? undefined : copied.map(({ text }) => text).join('\n');
}

import type { CapturedStep } from '../../snippets-runner/tutorial/capture/capture.ts';

/**
 * Returns the text for the copy button, to be pasted into the node's shell: the commands, one on each line. Continued
 * lines and placeholders stay. Input for a program is left out, because pasting would type it before the program
 * reads. If a snippet has only input, that is copied. Keys cannot be pasted. Returns undefined if nothing is left.
 */
export function copyText(steps: readonly Pick<CapturedStep, 'prompt' | 'text'>[]): string | undefined {
  const commands = steps.filter(({ prompt, text }) => prompt === '$ ' && text !== '');
  const copied = commands.length > 0 ? commands : steps.filter(({ text }) => text !== '');
  return copied.length === 0 ? undefined : copied.map(({ text }) => text).join('\n');
}

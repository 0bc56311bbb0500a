import type { CapturedStep } from '../../snippets-runner/tutorial/capture/capture.ts';
import { PLACEHOLDER_PATTERN } from '../../snippets-runner/tutorial/snippet/placeholder.ts';
import { type Quoting, replacePlaceholders } from '../../snippets-runner/tutorial/snippet/placeholder-places.ts';

/** `client/shell-quoting.ts` reads them. */
const LETTERS = {
  word: 'w',
  double: 'd',
  single: 's',
  'here-document': 'h',
  literal: 'l',
} satisfies Record<Quoting, string>;

type Typed = Pick<CapturedStep, 'prompt' | 'text'>;

/**
 * Returns the text for the copy button, to be pasted into the node's shell: the commands, one on each line. Continued
 * lines stay. Input for a program is left out, because pasting would type it before the program reads. If a snippet
 * has only input, that is copied. Keys cannot be pasted. Returns undefined if nothing is left.
 *
 * Placeholders say how they are quoted, innermost first: `<ws:IP>` for the one in `sh -c 'ping <IP>'`. The browser
 * puts a value or a variable there.
 */
export function copyText(steps: readonly Typed[]): string | undefined {
  const commands = steps.filter(({ prompt, text }) => prompt === '$ ' && text !== '');
  const copied = commands.length > 0 ? commands : steps.filter(({ text }) => text !== '');
  return copied.length === 0 ? undefined : copied.map(lineText).join('\n');
}

/**
 * Returns what the copy button copies, if it is not what the terminal shows as typed, with placeholders that are words:
 * then the page has it in an attribute. Empty if there is nothing to copy.
 */
export function copiedUnlikeTyped(
  steps: readonly (Typed & { keys?: readonly string[] | undefined })[],
): string | undefined {
  const copied = copyText(steps) ?? '';
  const isTyped = steps.every(({ text, keys = [] }) => text !== '' && keys.length === 0);
  const typed = steps.map(({ text }) => text.replace(PLACEHOLDER_PATTERN, '<w:$1>').trimEnd()).join('\n');
  return isTyped && copied === typed ? undefined : copied;
}

function lineText({ prompt, text }: Typed): string {
  // The prompts of shells end so: `$ `, `/ # `. In mysql or Python there are no variables.
  if (!/[#$] $/u.test(prompt)) return text.replace(PLACEHOLDER_PATTERN, '<l:$1>');
  return replacePlaceholders(text, ({ name, quoting }) => `<${quoting.map((each) => LETTERS[each]).join('')}:${name}>`);
}

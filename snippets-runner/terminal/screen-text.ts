/** Reads the text after the mark of a screen: what was typed there, what was printed, and the prompt after it. */
import { isRootPrompt, isShellPrompt, ROOT_PROMPT, SHELL_PROMPT } from '../tutorial/snippet/prompt.ts';
import type { Screen } from './screen.ts';

/**
 * @param prompt `# ` stands for the prompt of any root shell, such as `/app # `, and `$ ` for that of any shell
 * @param typed the text typed at the mark; undefined if none was typed, so that a prompt at the mark counts, too
 */
export function isAtPrompt(screen: Screen, prompt: string, typed: string | undefined): boolean {
  const { before, after } = screen.cursorLine();
  if (after !== '' || !isSamePrompt(before, prompt)) return false;
  // The prompt at which the text was typed is not the next prompt.
  return typed === undefined || screen.isBelowMark();
}

function isSamePrompt(shown: string, prompt: string): boolean {
  if (prompt === ROOT_PROMPT && isRootPrompt(shown)) return true;
  if (prompt === SHELL_PROMPT && isShellPrompt(shown)) return true;
  return shown.length === prompt.length && promptShape(shown) === promptShape(prompt);
}

/** Replaces the host name in a prompt if it is a container id, which differs from run to run. */
function promptShape(prompt: string): string {
  return prompt.trimEnd().replace(/(?<=^\[?[\w.-]+@)[0-9a-f]{12}(?=[: ])/u, '<container>');
}

/**
 * Removes the lines before `^C`, which the terminal shows when Ctrl-C reaches the program. Like those printed before the
 * key is pressed, they belong to no step.
 */
export function sinceInterrupt(output: string): string {
  const start = output.search(/^\^C/mu);
  return start === -1 ? output : output.slice(start);
}

/** Returns what was printed after the mark, without the echo of the typed text. */
export async function printedAfter(
  screen: Screen,
  typed: string | undefined,
  endsWithPrompt: boolean,
): Promise<string> {
  const {
    lines: [first = '', ...lines],
    column,
  } = await screen.printed();
  const afterMark = first.slice(column);
  const echo = typed !== undefined && afterMark.startsWith(typed) ? typed : '';
  const rest = afterMark.slice(echo.length).trimEnd();
  // A line of only the prompt or the echo is not part of the output.
  const all = (column > 0 || echo !== '') && rest === '' ? lines : [rest, ...lines];
  if (endsWithPrompt) all.pop();
  return all
    .map((text) => text.trimEnd())
    .join('\n')
    .replace(/\n+$/u, '');
}

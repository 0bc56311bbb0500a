/** What stands on a screen behind its mark, seen as what was typed there, what it printed, and the prompt after it. */
import type { Screen } from './screen.ts';

/** @param typed what was typed at the screen's mark; undefined when nothing was, so that a prompt there will do */
export function isAtPrompt(screen: Screen, prompt: string, typed: string | undefined): boolean {
  const { before, behind } = screen.cursorLine();
  if (behind !== '' || before.length !== prompt.length || promptShape(before) !== promptShape(prompt)) return false;
  // The prompt that was typed at is not the one that comes after.
  return typed === undefined || screen.isBelowMark();
}

/** A container without a host name of its own has its id there, which is another in each run. */
function promptShape(prompt: string): string {
  return prompt.trimEnd().replace(/(?<=^\[?[\w.-]+@)[0-9a-f]{12}(?=[: ])/u, '<container>');
}

/** What was printed, without the echo of what was typed. */
export async function printedBehind(
  screen: Screen,
  typed: string | undefined,
  endsWithPrompt: boolean,
): Promise<string> {
  const {
    lines: [first = '', ...lines],
    column,
  } = await screen.printed();
  const behind = first.slice(column);
  const echo = typed !== undefined && behind.startsWith(typed) ? typed : '';
  const rest = behind.slice(echo.length).trimEnd();
  // A line that has nothing but the prompt or the echo is not one that was printed.
  const all = (column > 0 || echo !== '') && rest === '' ? lines : [rest, ...lines];
  if (endsWithPrompt) all.pop();
  return all
    .map((text) => text.trimEnd())
    .join('\n')
    .replace(/\n+$/u, '');
}

/**
 * Finds commands that the shells of readers change before they run them: an interactive bash replaces `!word` by an
 * earlier command. Nodes have this turned off, so a run would not show it. See
 * https://www.gnu.org/software/bash/manual/bash.html#Event-Designators.
 */
import type { Note, Snippet } from '../page.ts';
import { withoutHereDocuments } from '../snippet/shell-lines.ts';

export function historyNotes(snippets: readonly Snippet[]): readonly Note[] {
  const commands = snippets.flatMap(({ steps }) => steps.filter(({ kind }) => kind === 'command'));
  return commands.filter(({ text }) => expandsHistory(text)).map(({ position }) => ({ position, message: MESSAGE }));
}

const MESSAGE =
  'an interactive bash takes the "!" for the name of an earlier command: write it in single quotes, or as \\!';

/** Returns whether an interactive bash would replace a part of a command, or refuse it. The text of here-documents is not read. */
export function expandsHistory(command: string): boolean {
  const text = withoutHereDocuments(command);
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '"') isQuoted = !isQuoted;
    else if (character === "'" && !isQuoted) {
      at = text.indexOf("'", at + 1);
      if (at === -1) return false;
    } else if (character === '#' && !isQuoted && isBlank(text[at - 1])) return false;
    else if (character === '!' && isEvent(text, at, isQuoted)) return true;
  }
  return false;
}

function isEvent(text: string, at: number, isQuoted: boolean): boolean {
  const [before, after] = [text[at - 1], text[at + 1]];
  if (isBlank(after) || after === '=' || after === '(' || (isQuoted && after === '"')) return false;
  return before !== '$' && before !== '[' && !(before === '{' && text[at - 2] === '$');
}

function isBlank(character: string | undefined): boolean {
  return character === undefined || /\s/u.test(character);
}

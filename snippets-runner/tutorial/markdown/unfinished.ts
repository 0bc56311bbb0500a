/**
 * Finds commands that end with their block although the shell waits for more. A run says that it waits. A here-document
 * and a backslash at the end of a block are mistakes already (`snippet-body.ts`).
 */
import type { Note, Snippet } from '../page.ts';
import { ShellLines, type WaitingFor } from '../snippet/shell-lines.ts';

export function unfinishedNotes(snippets: readonly Snippet[]): readonly Note[] {
  const last = snippets.flatMap(({ steps }) => steps.at(-1) ?? []).filter(({ kind }) => kind === 'command');
  return last.flatMap(({ text, position }) => {
    const lines = new ShellLines();
    for (const line of text.split('\n')) lines.add(line);
    const why = lines.waitsFor && wanted(lines.waitsFor);
    return why ? [{ position, message: `the shell waits for more at the end of the block: ${why}` }] : [];
  });
}

function wanted({ kind }: WaitingFor): string | undefined {
  switch (kind) {
    case 'quote':
      return 'a quotation mark or a bracket is not closed';
    case 'operator':
      return 'the last line ends with an operator, such as | or &&';
    case 'end':
      return 'a loop, a condition or a parenthesis is not closed';
    case 'here-document':
    case 'backslash':
      return undefined;
  }
}

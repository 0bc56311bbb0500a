/**
 * Finds commands that end with their block, or before the next prompt, although the shell waits for more. A run says that
 * it waits. A here-document and a backslash at the end of a block are mistakes already (`snippet-body.ts`).
 */
import type { Note, Snippet } from '../page.ts';
import { ShellLines, type WaitingFor } from '../snippet/shell-lines.ts';

/** Notes the first of each block: what is below it is typed into it. */
export function unfinishedNotes(snippets: readonly Snippet[]): readonly Note[] {
  return snippets.flatMap(({ steps }) => {
    const commands = steps.filter(({ kind }) => kind === 'command');
    const why = commands.map(({ text }) => whyUnfinished(text));
    const first = why.findIndex((each) => each !== undefined);
    const command = commands[first];
    if (!command) return [];
    const place = command === steps.at(-1) ? 'at the end of the block' : 'before the next prompt';
    return [{ position: command.position, message: `the shell waits for more ${place}: ${why[first]}` }];
  });
}

function whyUnfinished(text: string): string | undefined {
  const lines = new ShellLines();
  for (const line of text.split('\n')) lines.add(line);
  return lines.waitsFor && wanted(lines.waitsFor);
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

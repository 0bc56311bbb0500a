/** What is said of a backslash at the end of a line that nothing continues. */
import { expect, test } from 'vitest';
import type { Problem } from '../../../tutorial/problem.ts';
import { parseSnippetBody } from '../../../tutorial/snippet/snippet-body.ts';

const WRITE = 'Write the rest of the command on the next line, or delete the backslash.';
const NEW =
  'The next line begins with a prompt, so it is a new command. If it continues this one, begin it with "> ", or without a prompt. Otherwise delete the backslash.';

test.each([
  ['a command on the next line', ['$ docker run \\', '$ --rm alpine'], NEW],
  ['a prompt alone on the next line', ['$ docker run \\', '$'], NEW],
  ['the same prompt of a program', ['/ # echo \\', '/ # one'], NEW],
  ['the end of the block', ['$ docker run \\'], WRITE],
  ['a blank line', ['$ docker run \\', '', '$ docker ps'], WRITE],
])('%s', (_, lines, hint) => {
  expect(hintsOf(lines)).toEqual([hint]);
});

function hintsOf(lines: readonly string[]): readonly string[] {
  const hints: string[] = [];
  const report = (code: Problem['code'], _position: unknown, _message: string, hint: string) => {
    if (code === 'continuation-missing') hints.push(hint);
  };
  parseSnippetBody(
    lines.map((text, index) => ({ text, position: { line: index + 1, column: 1 } })),
    report,
  );
  return hints;
}

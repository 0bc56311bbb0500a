import { expect, test } from 'vitest';
import { shellPath } from '../../base/shell-quote.ts';

test.each([
  ['docs/a-b_1.md', 'docs/a-b_1.md'],
  ['../文.md', "'../文.md'"],
  ['my notes.md', "'my notes.md'"],
  ['x;reboot;.md', "'x;reboot;.md'"],
  ["it's $HOME.md", "'it'\\''s $HOME.md'"],
  ['--help.md', './--help.md'],
  ['-n a.md', "'./-n a.md'"],
])('the path %j as an argument is %s', (path, argument) => {
  expect(shellPath(path)).toBe(argument);
});

import { expect, test } from 'vitest';
import { withoutLogCommands } from '../../report/log-commands.ts';

/** Recognises commands as GitHub's runner does: src/Runner.Common/ActionCommand.cs. */
const isCommand = (line: string) => line.trimStart().startsWith('::') || line.includes('##[');

test.each([
  '::add-mask::bridge',
  '    ::error::no',
  'one\n\t::stop-commands::x\ntwo',
  'x ##[error]no',
  'a\r::debug::b',
])('a text that looks like a command is made harmless, and reads the same: %j', (text) => {
  const shown = withoutLogCommands(text);
  expect(text.split(/[\r\n]/u).some(isCommand)).toBe(true);
  expect(shown.split(/[\r\n]/u).filter(isCommand)).toEqual([]);
  expect(shown.replaceAll('\u200B', '')).toBe(text);
});

test.each(['fe80::1', 'inet6 ::1/128', '- ::1', '# [', ': :'])('a text that is no command is kept: %j', (text) => {
  expect(withoutLogCommands(text)).toBe(text);
});

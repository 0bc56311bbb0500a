import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canRedraw, createOutput } from '../../cli/output.ts';

const FOREIGN = 'a\x1b[31mred\x1b]0;title\x07\x9b2J\u202eb\rc';
const SHOWN = 'a␛[31mred␛]0;title␇\\u009b2J\\u202eb␍c';
const COMMAND = '::stop-commands::x\n##[error]y';
const output = (options: Partial<Parameters<typeof createOutput>[0]> = {}) =>
  createOutput({ colour: true, isGithubLog: false, isTerminal: true, ...options });

describe('a text for people', () => {
  test('has no effect on the terminal, except for our own colours', () => {
    const { style, forPeople } = output();
    expect(forPeople(`${style.red(FOREIGN)} ${FOREIGN}`)).toBe(`\x1b[31m${SHOWN}\x1b[39m ${SHOWN}`);
    expect(forPeople(style.bold(`a ${style.dim('b')} c`))).toBe('\x1b[1ma \x1b[2mb\x1b[22m\x1b[1m c\x1b[22m');
    const plain = output({ colour: false });
    expect(plain.forPeople(plain.style.red(FOREIGN))).toBe(SHOWN);
  });

  test('has no command in a log of GitHub Actions', () => {
    const { forPeople } = output({ isGithubLog: true });
    expect(forPeople(COMMAND)).toBe(':\u200b:stop-commands::x\n#\u200b#[error]y');
  });

  test('has nothing hidden, whatever it contains', () => {
    const { forPeople, style } = output();
    const hidden = /[^\P{Cc}\t\n]|\p{Bidi_Control}/u;
    const holds = (text: string) => {
      const shown = forPeople(style.cyan(text));
      return shown.startsWith('\x1b[36m') && shown.endsWith('\x1b[39m') && !hidden.test(shown.slice(5, -5));
    };
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)) }),
        holds,
      ),
    );
  });
});

describe('a text for programs', () => {
  test('is unchanged in a pipe or a file', () => {
    expect(output({ isTerminal: false }).forPrograms(FOREIGN)).toBe(FOREIGN);
  });

  test('is made visible on a terminal, and has no commands in a log', () => {
    expect(output().forPrograms(FOREIGN)).toBe(SHOWN);
    expect(output({ isTerminal: false, isGithubLog: true }).forPrograms(COMMAND)).not.toMatch(/^::|##\[/mu);
  });
});

test.each([
  [true, { isTTY: true, columns: 80, rows: 24 }, {}],
  [false, { isTTY: false, columns: 80, rows: 24 }, {}],
  [false, { isTTY: true, columns: 0, rows: 0 }, {}],
  [false, { isTTY: true, columns: 80, rows: 24 }, { TERM: 'dumb' }],
  [false, { isTTY: true, columns: 80, rows: 24 }, { CI: 'true' }],
])('lines are redrawn: %s, on %o with %o', (is, stream, env) => {
  expect(canRedraw([stream], env)).toBe(is);
});

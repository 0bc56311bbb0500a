import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Screen } from '../../terminal/screen.ts';

const SIZE = { columns: 20, rows: 5 };

async function shown(...printed: string[]) {
  const answers: string[] = [];
  const screen = new Screen(SIZE, (reply) => answers.push(reply));
  for (const text of printed) await screen.print(text);
  return { lines: screen.lines(), cursor: screen.cursor(), answers };
}

describe('a screen', () => {
  test('shows plain lines as they come, however long', async () => {
    const long = 'x'.repeat(50);
    expect(await shown(`one\r\n${long}\r\n`)).toMatchObject({
      lines: ['one', long, ''],
      cursor: { line: 2, column: 0 },
    });
  });

  test('shows a progress bar in its last state', async () => {
    const { lines } = await shown('Pulling\r\n', ' 10% =>  \r', ' 50% ===>\r', '100% done\r\n');
    expect(lines).toEqual(['Pulling', '100% done', '']);
  });

  test('shows what is left of a line when less is written over it', async () => {
    expect((await shown('long line\rshort')).lines).toEqual(['shortline']);
  });

  test('takes a line end that is cut in two for a line end', async () => {
    expect((await shown('one\r', '\ntwo')).lines).toEqual(['one', 'two']);
  });

  test('takes a line end at the end of a read for the start of the line when more follows', async () => {
    expect((await shown('one\r', 'two')).lines).toEqual(['two']);
  });

  test('does without colours', async () => {
    const { lines } = await shown('\x1b[1;31merror\x1b[0m: no \x1b[38;5;12mnetwork\x1b[m\r\n');
    expect(lines).toEqual(['error: no network', '']);
  });

  test('keeps a line that wraps one line', async () => {
    const long = 'abcdefghij'.repeat(5);
    const { lines, cursor } = await shown(`\x1b[0m${long}\r\nnext`);
    expect(lines).toEqual([long, 'next']);
    expect(cursor).toEqual({ line: 1, column: 4 });
  });

  test('counts columns over a wrapped line', async () => {
    expect((await shown(`\x1b[0m${'x'.repeat(45)}`)).cursor).toEqual({ line: 0, column: 45 });
  });

  test('keeps spaces where a line wraps', async () => {
    const spaced = `${'a'.repeat(18)}    ${'b'.repeat(5)}`;
    expect((await shown(`\x1b[0m${spaced}\r\n`)).lines[0]).toBe(spaced);
  });

  test('shows wide characters', async () => {
    const { lines, cursor } = await shown('\x1b[0m网络 ok');
    expect(lines).toEqual(['网络 ok']);
    expect(cursor).toEqual({ line: 0, column: 7 });
  });

  test('shows wide characters that wrap', async () => {
    const wide = '网络'.repeat(8);
    expect((await shown(`\x1b[0m${wide}\r\n`)).lines).toEqual([wide, '']);
  });

  test('erases what a program erases', async () => {
    expect((await shown('first\r\nsecond\r\n\x1b[A\x1b[2K\x1b[Athird')).lines.slice(0, 1)).toEqual(['third']);
    expect((await shown('/ # \x1b[Jls\b\b  \b\b')).lines.map((line) => line.trimEnd())).toEqual(['/ #']);
  });

  test('keeps lines below a cursor that was moved up', async () => {
    expect((await shown('a\r\nb\r\nc\r\n\x1b[3A')).lines).toEqual(['a', 'b', 'c']);
  });

  test('keeps what has scrolled out of its rows', async () => {
    const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`);
    const result = await shown(`\x1b[0m${lines.join('\r\n')}`);
    expect(result.lines).toEqual(lines);
    expect(result.cursor).toEqual({ line: 29, column: 7 });
  });

  test('answers where the cursor is', async () => {
    expect((await shown('/ # \x1b[6n')).answers).toEqual(['\x1b[1;5R']);
  });

  test('shows plain text the same with and without an emulator', async () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'B', '7', ' ', '-', '.', '中', 'é'), maxLength: 45 });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 8 }), async (lines) => {
        // Spaces at the end of a line show nowhere.
        const text = lines.map((each) => each.trimEnd()).join('\r\n');
        const plain = await shown(text);
        const emulated = await shown(`\x1b[0m${text}`);
        expect(emulated.lines).toEqual(plain.lines);
      }),
      { numRuns: 60 },
    );
  });
});

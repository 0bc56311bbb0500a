import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CUT_NOTE, KEPT, Screen } from '../../terminal/screen.ts';

const SIZE = { columns: 20, rows: 5 };

async function shown(...printed: string[]) {
  const answers: string[] = [];
  const screen = new Screen(SIZE, (reply) => answers.push(reply));
  for (const text of printed) await screen.print(text);
  return { lines: (await screen.printed()).lines, cursor: screen.cursorLine(), answers };
}

describe('a screen', () => {
  test('shows plain lines as they come, however long', async () => {
    const long = 'x'.repeat(50);
    expect(await shown(`one\r\n${long}\r\n`)).toMatchObject({
      lines: ['one', long, ''],
      cursor: { before: '', after: '' },
    });
  });

  test('shows a progress bar in its last state', async () => {
    const { lines } = await shown('Pulling\r\n', ' 10% =>  \r', ' 50% ===>\r', '100% done\r\n');
    expect(lines).toEqual(['Pulling', '100% done', '']);
  });

  test('shows the rest of a line that was partly overwritten', async () => {
    expect((await shown('long line\rshort')).lines).toEqual(['shortline']);
  });

  test('recognises a line end that is split between two reads', async () => {
    expect((await shown('one\r', '\ntwo')).lines).toEqual(['one', 'two']);
  });

  test('takes a carriage return as such if no newline follows in the next read', async () => {
    expect((await shown('one\r', 'two')).lines).toEqual(['two']);
  });

  test('removes colours', async () => {
    const { lines } = await shown('\x1b[1;31merror\x1b[0m: no \x1b[38;5;12mnetwork\x1b[m\r\n');
    expect(lines).toEqual(['error: no network', '']);
  });

  test('keeps a wrapped line as one line', async () => {
    const long = 'abcdefghij'.repeat(5);
    const { lines, cursor } = await shown(`\x1b[0m${long}\r\nnext`);
    expect(lines).toEqual([long, 'next']);
    expect(cursor).toEqual({ before: 'next', after: '' });
  });

  test('has the cursor at the end of a wrapped line', async () => {
    expect((await shown(`\x1b[0m${'x'.repeat(45)}`)).cursor).toEqual({ before: 'x'.repeat(45), after: '' });
  });

  test('keeps spaces where a line wraps', async () => {
    const spaced = `${'a'.repeat(18)}    ${'b'.repeat(5)}`;
    expect((await shown(`\x1b[0m${spaced}\r\n`)).lines[0]).toBe(spaced);
  });

  test('shows wide characters', async () => {
    const { lines, cursor } = await shown('\x1b[0m网络 ok');
    expect(lines).toEqual(['网络 ok']);
    expect(cursor).toEqual({ before: '网络 ok', after: '' });
  });

  test('shows wide characters that wrap', async () => {
    const wide = '网络'.repeat(8);
    expect((await shown(`\x1b[0m${wide}\r\n`)).lines).toEqual([wide, '']);
  });

  test('shows a wide character for which one column was left', async () => {
    const wide = `x${'网络'.repeat(15)}🐳`;
    const { lines, cursor } = await shown(`\x1b[0m${wide}`);
    expect(lines).toEqual([wide]);
    expect(cursor).toEqual({ before: wide, after: '' });
  });

  test('returns the text before the cursor and the text after it', async () => {
    expect((await shown('网 # ls\b\b')).cursor).toEqual({ before: '网 # ', after: 'ls' });
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
    expect(result.cursor).toEqual({ before: 'line 29', after: '' });
  });

  test('answers where the cursor is', async () => {
    expect((await shown('/ # \x1b[6n')).answers).toEqual(['\x1b[1;5R']);
  });

  test('shows plain text the same with and without an emulator', async () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'B', '7', ' ', '-', '.', '中', 'é'), maxLength: 45 });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 8 }), async (lines) => {
        // Spaces at the end of a line are invisible.
        const text = lines.map((each) => each.trimEnd()).join('\r\n');
        const plain = await shown(text);
        const emulated = await shown(`\x1b[0m${text}`);
        expect(emulated.lines).toEqual(plain.lines);
      }),
      { numRuns: 60 },
    );
  });
});

// The emulator would be busy for hours, and could not be stopped: its work is synchronous.
describe('a sequence that asks for more than the screen has', () => {
  test.each([
    ['insert lines', 'L'],
    ['delete lines', 'M'],
    ['scroll up', 'S'],
    ['scroll down', 'T'],
    ['go on by tabs', 'I'],
    ['go back by tabs', 'Z'],
    ['repeat the last character', 'b'],
  ])('is ignored: %s', async (_what, final) => {
    for (const count of [1_000, 2_147_483_647]) {
      expect((await shown(`one\r\ntwo\x1b[${count}${final}x`)).lines).toEqual(['one', 'twox']);
    }
  });

  test('is ignored: repeat a wide character', async () => {
    expect((await shown('中\x1b[2147483647bx')).lines).toEqual(['中x']);
  });

  test('is ignored: repeat a character with many marks', async () => {
    const character = `e${'\u0301'.repeat(30)}`;
    expect((await shown(`\x1b[0m${character}\x1b[50bx`)).lines).toEqual([`${character}x`]);
  });

  test('is told from one that fills the screen', async () => {
    expect((await shown('a\x1b[39b')).lines).toEqual(['a'.repeat(40)]);
    for (const final of ['S', 'T']) {
      expect((await shown(`one\r\ntwo\x1b[5${final}`)).lines).toEqual(['', '']);
    }
  });

  test.each(['\u0301', '\u06de'])('keeps thirty marks of a character: %j', async (mark) => {
    const marks = (count: number) => `\x1b[0me${mark.repeat(count)}x`;
    expect((await shown(marks(30))).lines).toEqual([`e${mark.repeat(30)}x`]);
    expect((await shown(marks(100_000))).lines).toEqual([`e${mark.repeat(30)}x`]);
  });

  test('keeps thirty marks of a character, also where DEL is between them', async () => {
    const marks = '\u0301'.repeat(30);
    expect((await shown(`\x1b[0me${`${marks}\x7f`.repeat(1_000)}x`)).lines).toEqual([`e${marks}x`]);
  });
});

describe('text printed after a mark', () => {
  test.each([
    ['plain', ''],
    ['with an emulator', '\x1b[0m'],
  ])('begins where the cursor was, %s', async (_how, colour) => {
    const screen = new Screen(SIZE, () => undefined);
    await screen.print(`one\r\n网 # ${colour}`);
    await screen.mark();
    await screen.print('ls\r\nbin');
    expect(await screen.printed()).toEqual({ lines: ['网 # ls', 'bin'], column: 4 });
    expect(screen.isBelowMark()).toBe(true);
  });

  test('is known if the mark was set before the emulator took over', async () => {
    const screen = new Screen(SIZE, () => undefined);
    await screen.print('one\r\n/ # ');
    await screen.mark();
    expect(screen.isBelowMark()).toBe(false);
    await screen.print('ls\r\n\x1b[32mbin');
    expect(await screen.printed()).toEqual({ lines: ['/ # ls', 'bin'], column: 4 });
  });

  test('is found even if the rows above it are no longer kept', async () => {
    const screen = new Screen(SIZE, () => undefined);
    for (let step = 0; step < 12; step++) {
      await screen.print(`\x1b[0m${'x\r\n'.repeat(1_000)}/ # `);
      await screen.mark();
      await screen.print(`step ${step}\r\n/ # `);
      expect((await screen.printed()).lines).toEqual([`/ # step ${step}`, '/ # ']);
    }
  });
});

describe('output beyond the limit', () => {
  const numbered = (many: number) => Array.from({ length: many }, (_, index) => `line ${index}`);

  async function shownIn(text: string, atOnce: number) {
    const screen = new Screen(SIZE, () => undefined);
    for (let start = 0; start < text.length; start += atOnce) await screen.print(text.slice(start, start + atOnce));
    return (await screen.printed()).lines;
  }

  test.each([
    ['plain', ''],
    ['with an emulator', '\x1b[32m'],
  ])('is cut, with a note and the last lines, however reads split it: %s', async (_how, colour) => {
    const lines = numbered(30_000);
    for (const atOnce of [1_000, 4_099, 1_000_000]) {
      const kept = await shownIn(colour + lines.join('\r\n'), atOnce);
      expect(kept.slice(0, KEPT.lines)).toEqual(lines.slice(0, KEPT.lines));
      expect(kept.slice(KEPT.lines)).toEqual([CUT_NOTE, ...lines.slice(-20)]);
    }
  });

  test('is cut within a line that has no end', async () => {
    const kept = await shownIn('abcdefghij'.repeat(100_000), 65_536);
    expect(kept[0]).toBe('abcdefghij'.repeat(KEPT.length / 10));
    expect(kept[1]).toBe(CUT_NOTE);
    expect(kept.slice(2).join('').length).toBeLessThanOrEqual(10_000);
  });

  test('by no more than the last lines is not cut', async () => {
    const lines = [...numbered(KEPT.lines + 10), ''];
    for (const colour of ['', '\x1b[32m']) expect(await shownIn(colour + lines.join('\r\n'), 999)).toEqual(lines);
  });

  test('does not affect the text after the next mark', async () => {
    const screen = new Screen(SIZE, () => undefined);
    await screen.print(`${numbered(30_000).join('\r\n')}\r\n/ # `);
    await screen.settle();
    expect(screen.cursorLine()).toEqual({ before: '/ # ', after: '' });
    await screen.mark();
    await screen.print('ls\r\nbin\r\n/ # ');
    expect(await screen.printed()).toEqual({ lines: ['/ # ls', 'bin', '/ # '], column: 4 });
  });
});

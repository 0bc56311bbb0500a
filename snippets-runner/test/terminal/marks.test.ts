import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Chunk, MarkScanner } from '../../terminal/marks.ts';

const ID = 'a1b2c3';
const mark = (parameters: string, id = ID) => `\x1b]133;${parameters};aid=${id}\x07`;

/** Scans reads, and joins adjacent text chunks, because their boundaries are arbitrary. */
function scanned(...reads: string[]): Chunk[] {
  const scanner = new MarkScanner(ID);
  const chunks: Chunk[] = [];
  for (const chunk of reads.flatMap((read) => [...scanner.scan(read)])) {
    const last = chunks.at(-1);
    if (chunk.kind === 'text' && last?.kind === 'text') {
      chunks[chunks.length - 1] = { kind: 'text', text: last.text + chunk.text };
    } else chunks.push(chunk);
  }
  return chunks;
}

describe('marks', () => {
  test('are separated from the text between them', () => {
    const printed = `${mark('D;0')}${mark('A')}$ ${mark('B')}ls\r\n${mark('C')}file\r\n${mark('D;2')}`;
    expect(scanned(printed)).toEqual([
      { kind: 'command-ended', exit: 0 },
      { kind: 'text', text: '$ ' },
      { kind: 'prompt-ready', continued: false },
      { kind: 'text', text: 'ls\r\n' },
      { kind: 'output-begins' },
      { kind: 'text', text: 'file\r\n' },
      { kind: 'command-ended', exit: 2 },
    ]);
  });

  test('of a continued line are marked as such', () => {
    expect(scanned(`${mark('A;k=s')}> ${mark('B;k=s')}`)).toEqual([
      { kind: 'text', text: '> ' },
      { kind: 'prompt-ready', continued: true },
    ]);
  });

  test('of a line editor are passed on with their text', () => {
    expect(scanned('a\x1b[?2004l\rb\x1b[?2004lc')).toEqual([
      { kind: 'text', text: 'a' },
      { kind: 'line-read', text: '\x1b[?2004l\r' },
      { kind: 'text', text: 'b\x1b[?2004lc' },
    ]);
  });

  test('with another id are text', () => {
    const others = `${mark('D;0', 'other')}\x1b]133;A\x07\x1b]0;title\x07\x1b[31mred\x1b[0m`;
    expect(scanned(others)).toEqual([{ kind: 'text', text: others }]);
  });

  test('do not delay text that cannot become one', () => {
    const scanner = new MarkScanner(ID);
    expect([...scanner.scan('a\x1b[3')]).toEqual([{ kind: 'text', text: 'a\x1b[3' }]);
    const long = `\x1b]133;${'x'.repeat(100)}`;
    expect([...scanner.scan(long)]).toEqual([{ kind: 'text', text: long }]);
  });

  test('come out the same however the stream is cut', () => {
    const piece = fc.oneof(
      fc.constantFrom(mark('A'), mark('B'), mark('B;k=s'), mark('C'), mark('D;0'), mark('D;137')),
      fc.constantFrom(
        mark('D;1', 'other'),
        '\x1b',
        '\x1b]',
        '\x1b]133;',
        '\x1b]133;D;1',
        '\x07',
        '\x1b[6n',
        '\x1b[?2004l\r',
        '\x1b[?20',
        '$ ',
        '\r\n',
      ),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    );
    const stream = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    const cuts = fc.array(fc.nat({ max: 200 }), { maxLength: 12 });
    fc.assert(
      fc.property(stream, cuts, (text, places) => {
        // The text after it makes the scanner give out everything that it has held back.
        const whole = `${text}.`;
        expect(scanned(...cutAt(whole, places))).toEqual(scanned(whole));
        expect(scanned(...whole.split(''))).toEqual(scanned(whole));
      }),
      { numRuns: 300 },
    );
  });

  test('lose no text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (reads) => {
        const texts = scanned(...reads, '.').map((chunk) => ('text' in chunk ? chunk.text : ''));
        expect(texts.join('')).toBe(`${reads.join('')}.`);
      }),
    );
  });
});

function cutAt(text: string, places: readonly number[]): string[] {
  const ends = [...new Set(places.map((place) => place % (text.length + 1)))].sort((a, b) => a - b);
  return [...ends, text.length].map((end, index, all) => text.slice(all[index - 1] ?? 0, end));
}

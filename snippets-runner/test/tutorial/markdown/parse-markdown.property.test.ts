import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMarkdown } from '../../../tutorial/markdown/parse-markdown.ts';
import type { Position } from '../../../tutorial/page.ts';
import { processorTime } from '../../base/processor-time.ts';

/** Pieces that documents are made of, whole and broken. */
// biome-ignore format: a list of words
const PIECES = [
  '---\n', '+++\n', '- ', '1. ', '> ', '    ', '\t', '\n', '\r\n', '\r', '\n\n', '```console', '```sh', '~~~bash', '````', '```', '~~~\n',
  ' exit=1', ' skip', ' node=x', ' expect="', ' title="x"', '$ docker ps', '$ ', '$', '# ', '/ # ', 'root@a:/# ', '> ', 'out', '...', '…',
  '\n```console\n$ a\nout\n', '\n~~~sh\n$ a\n\n', '\n```\n', '\n~~~\n', '\n> ```console\n> $ a\n> out\n> ```\n', '\n- ```sh\n  $ a\n\n   out\n  $ b\n  ```\n',
  '!!! note\n', '=== "x"\n\n', '\n!!! note\n\n    ```sh\n    $ a\n    out\n    ```\n', '\n\t$ a\n\tout\n', '<div>\n', '# cmd', '% ', 'docker ps\n',
  "'", '"', 'do ', '$((', 'cat <<EOF', 'EOF', '\\', '<Ctrl-P>', '<A>', '{', '<!-- snippets lab: {nodes: [aa, bb]} -->', '<!-- snippets lab: [', ' -->', '<b>',
  '\n<!-- snippets: hidden\n$ a\nout\n-->\n', '<!-- snippets: hidden\n', '<!-- snippets: skip from here -->\n', '\n<!-- snippets: skip to here -->',
  '<!-- snippets: exit=1 skip="x" -->\n', '\n{/* snippets: hidden\n$ a\nout\n*/}\n', '{/*', '*/}', '&amp;', '[x]: y', '\u0000', '\uFEFF', '𠮷', '\u2028',
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 5 })), { maxLength: 40 })
  .map((pieces) => pieces.join(''));
const parse = (source: string) => parseMarkdown({ file: 'x.md', text: source, images: [], knownImages: ['alpine'] });

describe('parseMarkdown, whatever it is given', () => {
  test('never throws, and every position is one that the source has', () => {
    fc.assert(
      fc.property(text, (source) => {
        const lines = source.replace(/^\uFEFF/u, '').split(/\r\n|\n|\r/u);
        JSON.stringify(parse(source), (key, value: Position | undefined) => {
          if (key !== 'position' || !value) return value;
          expect(value.line).toBeGreaterThanOrEqual(1);
          expect(value.column).toBeGreaterThanOrEqual(1);
          expect(value.column).toBeLessThanOrEqual((lines[value.line - 1] ?? '').length + 1);
          return value;
        });
      }),
      { numRuns: 2000 },
    );
  });

  test('outputs are whole lines of the source, in order, none twice', () => {
    let found = 0;
    fc.assert(
      fc.property(text, (source) => {
        // CommonMark reads U+0000 as U+FFFD (section 2.3, "Insecure characters").
        const lines = source
          .replace(/^\uFEFF/u, '')
          .replaceAll('\u0000', '\uFFFD')
          .split(/\r\n|\n|\r/u);
        let end = 1;
        for (const { output, lines: at } of parse(source).document.shown.flatMap(({ steps = [] }) => steps)) {
          expect(at.first).toBeGreaterThan(end);
          end = at.first + at.count - 1;
          if (at.count === 0) continue;
          found += 1;
          const shown = lines.slice(at.first - 1, end).map((line) => line.trim().replace(/^[>\s]+/u, ''));
          expect(output.split('\n').map((line) => line.trim().replace(/^[>\s]+/u, ''))).toEqual(shown);
        }
      }),
      { numRuns: 2000 },
    );
    expect(found).toBeGreaterThan(50);
  });

  test('is deeply nested without harm, and says so', () => {
    for (const source of ['>'.repeat(3000), '- '.repeat(500), '['.repeat(2000), '*a '.repeat(2000)]) {
      expect(() => parse(source)).not.toThrow();
    }
  });

  test('takes time by its length, not by the square of it', () => {
    const heredoc = ['```console', '$ cat <<EOF', ...Array.from({ length: 50_000 }, () => 'line'), '```'].join('\n');
    const spentMs = processorTime();
    parse(heredoc);
    // A second on a usual machine, and minutes with quadratic time.
    expect(spentMs()).toBeLessThan(10_000);
  });
});

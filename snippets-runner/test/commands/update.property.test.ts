/** Tests `--update` with random documents and random outputs. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { updated } from '../../commands/update.ts';
import { compareRecording } from '../../compare/compare-recording.ts';
import { fileOf, runOf } from './documents.ts';

/** Lines that can only be part of an output, and lines that can be something else. */
const LINES = [
  ...[
    'a',
    'b b',
    '  indented',
    '\ttab',
    'x  ',
    '',
    '中文',
    'ID: 4f0e1d2c3b4a',
    '172.18.0.2',
    '2 seconds ago',
    '> quoted',
  ],
  ...[
    '# heading',
    '- item',
    '...',
    '…',
    '{"a": 1}',
    'NAME   ID',
    'web    4f0e1d2c3b4a',
    '<TOKEN> {x}',
    '<!-- x -->',
    '    ',
  ],
];
const HOSTILE = ['$ rm x', '```', '~~~', '````', '/ # ls', '$', '<Ctrl-C>', '> ', 'EOF'];

const output = fc.array(fc.constantFrom(...LINES), { maxLength: 5 });
const step = fc.record({ command: fc.constantFrom('one', 'echo 2', 'docker ps -a', 'for x in 1; do'), output });
const block = fc.record({
  prefix: fc.constantFrom('', '  ', '1. ', '- ', '> ', '> - ', '-\t', '   '),
  marker: fc.constantFrom('```', '~~~', '`````'),
  language: fc.constantFrom('console', 'sh', 'shell-session exit=0', 'bash title="x"'),
  steps: fc.array(step, { minLength: 1, maxLength: 3 }),
});
const layout = fc.record({
  blocks: fc.array(block, { minLength: 1, maxLength: 3 }),
  prose: fc.array(
    fc.constantFrom('Text.', '# Heading', '', '<b>html</b>', '---', '{', '```yaml\nx: 1\n```', '\uFFFD'),
    { maxLength: 3 },
  ),
  ending: fc.constantFrom('\n', '\r\n'),
  bom: fc.boolean(),
  hasFinalNewline: fc.boolean(),
});

type Layout = typeof layout extends fc.Arbitrary<infer T> ? T : never;

function write({ blocks, prose, ending, bom, hasFinalNewline }: Layout): string {
  const lines = blocks.flatMap(({ prefix, marker, language, steps }) => {
    const rest = prefix.replace(/[^\s>]/gu, ' ');
    const body = steps.flatMap(({ command, output }) => [`$ ${command}`, ...output]);
    return [
      ...prose,
      '',
      prefix + marker + language,
      ...[...body, marker].map((line) => rest + line),
      '',
      '<!-- -->',
      '',
    ];
  });
  const text = lines.flatMap((line) => line.split('\n')).join(ending);
  return (bom ? '\uFEFF' : '') + text + (hasFinalNewline ? ending : '');
}

/**
 * Returns a file without the lines that show outputs, or may show them: a comment before a command may be the end of an
 * output. Blank lines between these belong to one or the other, so no blank line counts.
 */
function frame(text: string): string {
  const { document } = fileOf(text);
  const shown = document.shown.flatMap(({ steps }) => steps ?? []);
  const outputs = new Set(
    shown.flatMap(({ lines, comments }) => [
      ...linesFrom(lines.first, lines.count),
      ...linesFrom(comments?.first ?? 0, comments?.lines.length ?? 0),
    ]),
  );
  const lines = text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/gu) ?? [];
  return lines.filter((line, index) => !outputs.has(index + 1) && !/^[\s>]*$/u.test(line)).join('');
}

function linesFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

const printed = (lines: readonly string[]) =>
  fc.array(
    fc.array(fc.constantFrom(...lines), { maxLength: 6 }).map((all) => all.join('\n')),
    { minLength: 9, maxLength: 9 },
  );

describe('updating a document', () => {
  test('makes it pass, changes only outputs, and changes nothing the second time', () => {
    let updates = 0;
    fc.assert(
      fc.property(layout, printed(LINES), (given, outputs) => {
        const text = write(given);
        const file = fileOf(text);
        fc.pre(file.problems.length === 0);
        const recording = runOf(file.document, outputs);
        const result = updated(file, recording);
        if (result.kind !== 'updated') return;
        updates += 1;
        const next = Buffer.from(result.bytes).toString();
        expect(frame(next)).toBe(frame(text));
        const again = fileOf(next);
        const { snippets } = compareRecording(again.document, undefined, recording);
        expect(snippets.flatMap(({ faults }) => faults)).toEqual([]);
        expect(updated(again, recording)).toEqual({ kind: 'unchanged' });
      }),
      { numRuns: 250 },
    );
    expect(updates).toBeGreaterThan(80);
  });

  test('never turns an output into a command, nor ends a block', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(layout, printed([...LINES, ...HOSTILE]), (given, outputs) => {
        const text = write(given);
        const file = fileOf(text);
        fc.pre(file.problems.length === 0);
        const result = updated(file, runOf(file.document, outputs));
        seen.add(result.kind);
        if (result.kind === 'impossible') expect(result.problem).toMatchObject({ code: 'output-not-showable' });
        if (result.kind !== 'updated') return;
        const next = fileOf(result.bytes);
        const typed = ({ document }: typeof file) => document.snippets.map(({ steps }) => steps.map((one) => one.text));
        expect(typed(next)).toEqual(typed(file));
        expect(frame(Buffer.from(result.bytes).toString())).toBe(frame(text));
      }),
      { numRuns: 250 },
    );
    expect([...seen].sort()).toEqual(['impossible', 'unchanged', 'updated']);
  });
});

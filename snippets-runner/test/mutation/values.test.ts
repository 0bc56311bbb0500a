import { describe, expect, test } from 'vitest';
import { judgeValues, valueTable } from '../../../scripts/mutation/noticed.ts';
import { VALUE_KINDS, valueMutantsOf, valuesIn } from '../../../scripts/mutation/values.ts';
import type { SitePage } from '../../tutorial/page.ts';
import { pageOf } from '../run/pages.ts';
import { captureOf, recordingOf } from '../tutorial/capture/sample.ts';

const ID = '0a1b2c3d4e5f';
const OUTPUTS = [
  `${ID} alpine1\n1a1b2c3d4e5f alpine2`,
  `64 bytes from 172.18.0.2: ttl=64 time=0.045 ms\nUp 3 seconds, 12.3MB of ${ID}`,
  '{"Driver": "bridge", "Subnet": "172.18.0.0/16"}',
];
const COMMANDS = ['docker run --name alpine1 --name alpine2 alpine', 'ping alpine1', 'docker network inspect n'];

const page = pageOf(
  COMMANDS.map((text, index) => `\`\`\`console snippet=s${index}\n$ ${text}\n\`\`\`\n`).join('\n'),
) as SitePage;
const recording = recordingOf(page, OUTPUTS);
const capture = captureOf(page, recording);

test('values of each kind are found where they are', () => {
  const output = OUTPUTS.join('\n');
  const values = valuesIn(output, ['alpine1', 'alpine2']);
  for (const { text, start } of values) expect(output.slice(start, start + text.length)).toBe(text);
  expect(values.slice(0, 12).map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    `id ${ID}`,
    'name alpine1',
    'id 1a1b2c3d4e5f',
    'name alpine2',
    'number 64',
    'word bytes',
    'word from',
    'address 172.18.0.2',
    'word ttl',
    'number 64',
    'word time',
    'duration 0.045 ms',
  ]);
  expect(new Set(values.map(({ kind }) => kind))).toEqual(new Set(VALUE_KINDS.filter((kind) => kind !== 'exit code')));
});

describe('mutants of a capture', () => {
  const mutants = valueMutantsOf(capture, ['alpine1', 'alpine2', 'bridge', 'none']);

  test('differ from it in one value', () => {
    expect(new Set(mutants.map(({ kind }) => kind))).toEqual(new Set(VALUE_KINDS));
    for (const { capture: changed, change } of mutants) {
      const differing = changed.snippets.filter(
        (snippet, index) => JSON.stringify(snippet) !== JSON.stringify(capture.snippets[index]),
      );
      expect(differing, change).toHaveLength(1);
    }
  });

  test('are noticed, except for what no run can tell', () => {
    const judged = judgeValues(
      {
        kind: 'ran',
        page,
        engine: 'e',
        recording,
        leaks: [],
        durationMs: 1,
        snippets: [],
        drift: [],
        stale: new Set(),
        toCaptured: String,
      },
      capture,
      1000,
      7,
    );
    expect(judged).toHaveLength(mutants.length);
    expect(
      judged.filter(({ isNoticed, excuse }) => !isNoticed && excuse === undefined).map(({ mutant }) => mutant.change),
    ).toEqual([]);
    expect(judged.filter(({ excuse }) => excuse).map(({ mutant }) => mutant.kind)).toContain('address');
    const table = valueTable(judged);
    expect(table).toHaveLength(1 + VALUE_KINDS.length);
    expect(table.find((line) => line.startsWith('duration'))).toMatch(/^duration +2 +0 +0$/u);
  });
});

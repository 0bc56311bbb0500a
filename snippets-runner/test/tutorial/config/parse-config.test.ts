import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { configSchema, NO_CONFIG } from '../../../tutorial/config/config.ts';
import { parseConfig } from '../../../tutorial/config/parse-config.ts';
import { BAD, GOOD } from './examples.ts';

function problemsOf(text: string): readonly string[] {
  return parseConfig('snippets.yaml', text).problems.map(
    ({ position, message, hint }) => `${position?.line}:${position?.column} ${message} | ${hint}`,
  );
}

test.each(Object.entries(GOOD))('%s is accepted', (_name, text) => expect(problemsOf(text)).toEqual([]));

test.each(Object.entries(BAD))('%s are refused, all at once', (_name, { text, problems }) => {
  expect(problemsOf(text)).toEqual(problems.map((problem) => expect.stringContaining(problem)));
});

describe('what is no mistake of one key alone is refused, too', () => {
  test.each([
    ['languages: {run: [Term], ignore: [term]}', '1:35 the language "term" is in "run", too'],
    ['languages: {commands: [sh], run: [SH]}', '1:24 the language "sh" is in "run", too'],
    ['lab: {nodes: [a-b, a-b]}', '1:20 the node name "a-b" is taken'],
    ['timeout: 1s\ntimeout: 2s', '2:1 the key "timeout" is there twice'],
    ['files: [', '1:9 '],
    ['timeout: *a', '1:1 Unresolved alias'],
  ])('%s', (text, problem) => expect(problemsOf(text)).toContainEqual(expect.stringContaining(problem)));
});

test('a file means what it says', () => {
  const { config } = parseConfig('snippets.yaml', GOOD['every key'] ?? '');
  expect(config).toEqual({
    files: { include: ['README.md', 'docs/**/*.md', 'a?.md'], exclude: ['docs/old'] },
    languages: { run: new Set(['term', 'asciinema']), commands: new Set(['bash']), ignore: new Set(['sh']) },
    prompts: ['demo> ', '[me@box] # '],
    images: ['nginx'],
    lab: { nodes: ['manager', 'worker-1'], images: [], needs: ['ipvs'], outside: true, leaves: [] },
    statesNodes: true,
    timeoutMs: 90_000,
    values: new Map([
      ['MANAGER_IP', '10.0.0.2'],
      ['your-address', 'fd00::2'],
      ['your image', 'nginx:1.30'],
    ]),
  });
  expect(parseConfig('snippets.yaml', '').config).toEqual(NO_CONFIG);
});

test.each([
  ['1ms', 1],
  ['3s', 3000],
  ['2m', 120_000],
])('the time %s is read', (timeout, timeoutMs) => {
  expect(parseConfig('snippets.yaml', `timeout: ${timeout}`).config).toEqual({ ...NO_CONFIG, timeoutMs });
});

test('the keys without mistakes count', () => {
  const { config } = parseConfig('snippets.yaml', 'timeout: 5s\nprompts: [1]\nfiel: x');
  expect(config).toEqual({ ...NO_CONFIG, timeoutMs: 5000 });
});

test('what has no mistake below a key counts, and is compared', () => {
  const text = [
    'languages: {comands: [sh], run: [Term], ignore: [term, 3]}',
    'lab: {needs: [ipsv], nodes: [one, one]}',
    'values: {A: 1, B: two}',
    'imagse: []',
  ];
  expect(problemsOf(text.join('\n'))).toEqual([
    '1:13 languages.comands is not a known key | Did you mean "commands"?',
    expect.stringMatching(/^1:56 languages.ignore\[1\] must be text/u),
    expect.stringMatching(/^2:15 /u),
    expect.stringMatching(/^2:35 the node name "one" is taken/u),
    expect.stringMatching(/^3:13 /u),
    expect.stringMatching(/^4:1 imagse is not a known key/u),
  ]);
  const clash = 'languages:\n  comands: [sh]\n  run: [term]\n  ignore: [term]';
  expect(problemsOf(clash)).toEqual([
    '2:3 languages.comands is not a known key | Did you mean "commands"?',
    '4:12 the language "term" is in "run", too | Delete it from one of the two lists.',
  ]);
  const { config } = parseConfig('snippets.yaml', text.join('\n'));
  expect(config.languages.run).toEqual(new Set(['term']));
  expect([...config.values]).toEqual([['B', 'two']]);
});

test('files with a mistake are none, because the misspelt key may say which are meant', () => {
  expect(parseConfig('snippets.yaml', 'files: {inclde: [README.md], exclude: [docs]}').config).toEqual(NO_CONFIG);
});

test('the example in CONTRIBUTING.md is right, and has every key', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../../CONTRIBUTING.md'), 'utf8');
  const [, example = ''] = /```yaml\n(# yaml-language-server: [\s\S]*?)```/u.exec(text) ?? [];
  expect(problemsOf(example)).toEqual([]);
  expect(Object.keys(parse(example) as object).toSorted()).toEqual(Object.keys(configSchema.shape).toSorted());
});

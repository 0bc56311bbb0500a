/** YAML that nobody would write, in every place where people write YAML. Each must end soon, with plain problems. */
import { describe, expect, test } from 'vitest';
import { parseRecipe } from '../../lab/images/parse-recipe.ts';
import { problemsReport } from '../../report/problems.ts';
import { createStyle } from '../../report/style.ts';
import { parseCapture, parseCaptures } from '../../tutorial/capture/parse-capture.ts';
import { parseConfig } from '../../tutorial/config/parse-config.ts';
import { parseGlossary } from '../../tutorial/glossary/parse-glossary.ts';
import { parseMarkdown } from '../../tutorial/markdown/parse-markdown.ts';
import { markTranslated } from '../../tutorial/page/mark-translated.ts';
import { parsePage } from '../../tutorial/page/parse-page.ts';
import type { Problem } from '../../tutorial/problem.ts';
import { readYaml } from '../../tutorial/source/read-yaml.ts';
import { processorTime } from '../base/processor-time.ts';

const PARSERS: Readonly<Record<string, (yaml: string) => readonly Problem[]>> = {
  capture: (yaml) => {
    const read = parseCapture('captures/a.yaml', 'a', yaml);
    return read.kind === 'invalid' ? read.problems : [];
  },
  glossary: (yaml) => parseGlossary('glossary.yaml', yaml).problems,
  config: (yaml) => parseConfig('snippets.yaml', yaml).problems,
  recipe: (yaml) => parseRecipe('a', 'images/a/image.yaml', yaml).problems,
  'front matter': (yaml) =>
    parsePage('en/a.mdx', `---\n${yaml}\n---\n\nProse.\n`, { slug: 'a', locale: 'en' }).problems,
  'lab comment': (yaml) =>
    parseMarkdown({ file: 'a.md', text: `<!-- snippets ${yaml}\n-->\n`, images: [], knownImages: [] }).problems,
};

/** In the glossary, the keys are those of a term. */
const keys = (count: number, name: string) =>
  Array.from({ length: count }, (_, index) => `${name === 'glossary' && index === 0 ? '- ' : '  '}key${index}: 1`)
    .join('\n')
    .replace(/^ {2}/gmu, name === 'glossary' ? '  ' : '');

describe.each(Object.entries(PARSERS))('in a %s', (name, problemsOf) => {
  test('5,000 unknown keys are each a problem, and the report of them is no longer than they are', () => {
    const problems = problemsOf(keys(5_000, name));
    const report = problemsReport(problems, createStyle(false));
    expect(problems.filter(({ message }) => message.includes('key4999'))).toHaveLength(1);
    expect(problems.length).toBeGreaterThanOrEqual(5_000);
    expect(report.length).toBeLessThan(400 * problems.length);
  });

  test.each(['[', '- ', '? ', '{a: '])('%j inside each other, 20,000 times, is said to be nested too deep', (mark) => {
    const [problem, ...others] = problemsOf(`a: 1\nb:\n  ${mark.repeat(20_000)}`);
    expect(others.slice(0, 2)).toEqual([]);
    expect(problem?.message).toMatch(/nested too deep/u);
    expect(problem?.hint).not.toBe('');
  });

  test('aliases that stand for a huge value are a problem', () => {
    const list = (item: string) => `[${Array(1_000).fill(item).join(', ')}]`;
    const levels = ['a: &a 1', `b: &b ${list('*a')}`, `c: &c ${list('*b')}`, `d: &d ${list('*c')}`];
    const [problem] = problemsOf(levels.join('\n'));
    expect(problem?.message).toMatch(/aliases repeat too many values/u);
  });
});

test('a capture whose aliases stand for 10^10 steps ends with a problem, and the others are read', () => {
  const list = (item: string) => `[${Array(3_000).fill(item).join(', ')}]`;
  const text = [
    'schema: 1',
    'slug: a',
    'engine: {version: a, api: a, kernel: a, os: a, arch: a}',
    'images: {}',
    'x0: &step {prompt: a, text: a, output: a, exit: 0, duration: 1}',
    `x1: &steps ${list('*step')}`,
    'x2: &snippet {id: a, node: a, hash: a, captured: "2020-01-01T00:00:00Z", exit: 0, output: show, hidden: false, steps: *steps}',
    `snippets: ${list('*snippet')}`,
  ].join('\n');
  const texts = [text, 'schema: 7'].map((each, index) => ({ file: `${index}.yaml`, slug: 'a', read: () => each }));
  const [first, second] = parseCaptures(texts);
  const problem = { code: 'capture-invalid', file: '0.yaml', message: expect.stringMatching(/takes longer|aliases/u) };
  expect(first).toMatchObject({ kind: 'invalid', problems: [problem] });
  expect(second).toMatchObject({ kind: 'invalid' });
});

describe('readYaml', () => {
  test('finds keys that are there twice, at every level', () => {
    expect(readYaml('a: 1\nb: {c: 1, d: 2, c: 3}\na: 2\n')).toEqual({
      kind: 'invalid',
      faults: [
        { offset: 21, message: 'the key "c" is there twice' },
        { offset: 27, message: 'the key "a" is there twice' },
      ],
    });
  });

  test('reads many keys in linear time', () => {
    const text = Array.from({ length: 50_000 }, (_, index) => `key${index}: 1`).join('\n');
    const spentMs = processorTime();
    expect(readYaml(text).kind).toBe('yaml');
    expect(spentMs()).toBeLessThan(20_000);
  });
});

test('a translation whose front matter cannot be read is not marked', () => {
  const page = `---\ntitle: ${'['.repeat(20_000)}\n---\n`;
  expect(markTranslated(page, ['00000000'])).toBeUndefined();
});

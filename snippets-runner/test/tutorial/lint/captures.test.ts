import { describe, expect, test } from 'vitest';
import type { Capture, CapturedSnippet } from '../../../tutorial/capture/capture.ts';
import { resolveCaptured } from '../../../tutorial/capture/captured-value.ts';
import type { Problem } from '../../../tutorial/problem.ts';
import { processorTime } from '../../base/processor-time.ts';
import { element, exercise, mdx, snippet } from '../../commands/content-folder.ts';
import { captureOf, lintProblems, lintSources, parsedSource } from './lint-sources.ts';

const SOURCE = `---
title: Bridge
description: '[{"Name": "bridge"}]'
lab: {nodes: [one, two]}
---

\`\`\`console snippet=a
$ docker ps
\`\`\`

\`\`\`console snippet=b node=two exit=1 output=fold hidden
$ docker network inspect bridge
\`\`\`
`;
const capture = captureOf(parsedSource('en/a.mdx', SOURCE));
const topology = { hosts: [], networks: [], containers: [], endpoints: [] };
const problem: Problem = {
  code: 'capture-invalid',
  file: 'captures/a.yaml',
  position: undefined,
  message: 'no YAML',
  hint: 'Run it.',
};

const lint = (source: string, captured: Capture | readonly Problem[] | undefined = capture, slug = 'a') =>
  lintSources({
    pages: { 'en/a.mdx': source, 'zh-cn/a.mdx': '<Snippet id="a" />' },
    captures: new Map(captured && [[slug, captured]]),
  });

test('a capture that matches its page has no problem', () => expect(lint(SOURCE)).toEqual([]));

describe('missing', () => {
  test('each snippet, at its position', () => {
    expect(
      lintSources({ pages: { 'en/a.mdx': SOURCE, 'zh-cn/a.mdx': '<Snippet id="a" />' }, captures: new Map() }),
    ).toEqual([
      'en/a.mdx:7:1 capture-missing the snippet "a" has not been captured',
      'en/a.mdx:11:1 capture-missing the snippet "b" has not been captured',
    ]);
  });

  test('is not reported for a capture that cannot be read', () => {
    expect(lint(SOURCE, [problem])).toEqual(['captures/a.yaml capture-invalid no YAML']);
  });
});

test('what runs again for an exercise is in no capture too many while the exercise has a mistake', () => {
  const part = (name: string) => element(name, snippet(name.toLowerCase(), '$ true'));
  const hint = element('Hint', 'Look.\n');
  const parts = [part('SetUp'), part('Check'), hint, part('Solution'), part('CleanUp')];
  const whole = mdx(exercise('one', 'One', 'Mend it.', ...parts));
  const captured = captureOf(parsedSource('en/a.mdx', whole));
  const codes = (text: string) =>
    lintProblems({ pages: { 'en/a.mdx': text }, captures: new Map([['a', captured]]) }).map(({ code }) => code);
  const withoutHint = whole.replace(hint, '');
  expect(captured.snippets.map(({ id }) => id)).toContain('check-solved');
  expect(codes(whole)).toEqual(['translation-missing']);
  expect(codes(withoutHint)).toEqual(['translation-missing']);
});

test('with what a page begins is not compared while the page does not say it rightly', () => {
  const begun = { ...capture, begins: { page: 'other', hash: '0'.repeat(8), values: {}, topology: topology } };
  expect(lint(SOURCE, begun)).toEqual([
    expect.stringContaining('begins in a fresh lab, and its capture with snippets of "other"'),
  ]);
  expect(lint(SOURCE.replace('title:', 'begins: {pages: other}\ntitle:'), begun)).toEqual([]);
});

describe('a drawing that is to be open', () => {
  const opened = SOURCE.replaceAll('snippet=', 'drawing=open snippet=');
  const [shown, hidden] = capture.snippets as [CapturedSnippet, CapturedSnippet];

  test('is missing where the snippet changes nothing, or is not shown', () => {
    expect(lint(opened)).toEqual([
      'en/a.mdx:7:1 drawing-missing the snippet "a" has drawing=open, but it did not change the network',
      'en/a.mdx:11:1 drawing-missing the snippet "b" has drawing=open, but the site does not show it',
    ]);
  });

  test('is there where the snippet has changed the network', () => {
    const captured = { ...capture, snippets: [{ ...shown, topology }, hidden] };
    expect(lint(SOURCE.replace('snippet=a', 'snippet=a drawing=open'), captured)).toEqual([]);
  });
});

describe('a drawing of a page', () => {
  const [shown, hidden] = capture.snippets as [CapturedSnippet, CapturedSnippet];
  const captured = { ...capture, snippets: [{ ...shown, topology }, hidden] };
  const drawn = (attributes: string, translation = attributes) =>
    lintSources({
      pages: {
        'en/a.mdx': `${SOURCE}\n<Drawing ${attributes} />\n`,
        'zh-cn/a.mdx': `<Snippet id="a" />\n\n<Drawing ${translation} />\n`,
      },
      captures: new Map([['a', captured]]),
    }).filter((problem) => problem.startsWith('en/') || problem.includes('translation-'));

  test('is found', () => expect(drawn('of="a" after="a"')).toEqual([]));

  test.each([
    ['of="b" after="a"', 'drawing-missing there is no page "b"'],
    ['of="a" after="c"', 'drawing-missing en/a.mdx has no snippet "c"'],
    [
      'of="a" after="b"',
      'drawing-missing there is no drawing after the snippet "b" of en/a.mdx: the site does not show it',
    ],
  ])('%s is a mistake', (attributes, problem) => {
    expect(drawn(attributes)).toEqual([`en/a.mdx:15:1 ${problem}`]);
  });

  test('is the same in a translation', () => {
    expect(drawn('of="a" after="a"', 'of="a" after="b"')).toEqual([
      'zh-cn/a.mdx:8:1 translation-values <Drawing of="a" after="b" /> is not in this section of the source',
    ]);
  });
});

describe('outdated', () => {
  test.each([
    ['a command', 'docker ps', 'docker ps -a', 'en/a.mdx:7:1', '"a" was captured with other commands'],
    ['the node', 'snippet=a', 'snippet=a node=two', 'en/a.mdx:7:1', '"a" was captured with another value of node'],
    ['the exit code', 'exit=1', 'exit=2', 'en/a.mdx:11:1', '"b" was captured with another value of exit'],
    [
      'how it is shown',
      'output=fold hidden',
      'output=hide',
      'en/a.mdx:11:1',
      '"b" was captured with another value of output and hidden',
    ],
  ])('when %s changes', (_, from, to, at, message) => {
    const text = lint(SOURCE.replace(from, to)).filter((line) => !line.includes('translation-'));
    expect(text).toEqual([`${at} capture-outdated the snippet ${message}`]);
  });

  test('not when only its expectations change', () => {
    expect(lint(SOURCE.replace('snippet=a', 'snippet=a expect=x timeout=5s'))).toEqual([]);
  });

  test('the hint is the command to run', () => {
    const pages = { 'en/a.mdx': SOURCE.replace('docker ps', 'docker ps -a'), 'zh-cn/a.mdx': '<Snippet id="a" />' };
    expect(lintProblems({ pages, captures: new Map([['a', capture]]) })[0]?.hint).toBe(
      'Run: npx snippets capture en/a.mdx',
    );
  });
});

describe('what a capture repeats of its page', () => {
  const PAGE = `${SOURCE}
\`\`\`console snippet=c
$ docker run -it --name box alpine
/ # hostname
/ # <Ctrl-P><Ctrl-Q>
\`\`\`
`;
  const whole = captureOf(parsedSource('en/a.mdx', PAGE));
  /** The capture with one thing changed by hand; `hash` is left as it was. */
  const edited = (edit: (capture: Capture) => void) => {
    const copy = structuredClone(whole);
    edit(copy);
    return copy;
  };
  const step = ({ snippets }: Capture, id: string, index: number) => {
    const found = snippets.find((snippet) => snippet.id === id)?.steps[index];
    if (!found) throw new TypeError(`${id} has no step ${index}`);
    return found;
  };

  const found = (captured: Capture) => lint(PAGE, captured).filter((line) => !line.includes('translation-'));

  test('is equal to the page', () => expect(found(whole)).toEqual([]));

  test.each<[string, (capture: Capture) => void]>([
    ['text', (all) => (step(all, 'c', 0).text = 'docker run -it --name fox alpine')],
    ['prompt of a command', (all) => (step(all, 'c', 0).prompt = '# ')],
    ['prompt of a program', (all) => (step(all, 'c', 1).prompt = '/ $ ')],
    ['key', (all) => (step(all, 'c', 2).keys = ['Ctrl-P', 'Ctrl-C'])],
    ['number of keys', (all) => (step(all, 'c', 2).keys = ['Ctrl-P'])],
    ['key where none is pressed', (all) => (step(all, 'c', 1).keys = ['Ctrl-C'])],
    ['number of steps', (all) => all.snippets.at(-1)?.steps.pop()],
    ['hash', (all) => Object.assign(all.snippets.at(-1) ?? {}, { hash: '0000000000000000' })],
  ])('another %s is found', (_what, edit) => {
    expect(found(edited(edit))).toEqual([
      'en/a.mdx:15:1 capture-outdated the snippet "c" was captured with other commands',
    ]);
  });

  test('another order is found', () => {
    const [a, b, c] = whole.snippets as [CapturedSnippet, CapturedSnippet, CapturedSnippet];
    expect(found({ ...whole, snippets: [b, a, c] })).toEqual([
      'en/a.mdx:7:1 capture-outdated the snippet "a" was captured at another place in the order of the page',
    ]);
    // One that is missing moves no other.
    expect(found({ ...whole, snippets: [b, c] })).toEqual([
      'en/a.mdx:7:1 capture-missing the snippet "a" has not been captured',
    ]);
  });
});

test('a broken seal is reported under its own code', () => {
  const unsealed: Problem = { ...problem, code: 'capture-unsealed', position: { line: 4, column: 1 } };
  expect(lint(SOURCE, [problem, unsealed])).toEqual([
    'captures/a.yaml capture-invalid no YAML',
    'captures/a.yaml:4:1 capture-unsealed no YAML',
  ]);
});

describe('orphaned', () => {
  test('a snippet that is no longer on the page', () => {
    const snippets = capture.snippets.concat({ ...(capture.snippets[0] as Capture['snippets'][number]), id: 'gone' });
    expect(lint(SOURCE, { ...capture, snippets })).toEqual([
      'captures/a.yaml capture-orphaned the capture has a snippet "gone", but en/a.mdx does not',
    ]);
  });

  test('a file without a page', () => {
    const captures = new Map([
      ['a', capture],
      ['b', capture],
    ]);
    expect(lintSources({ pages: { 'en/a.mdx': SOURCE, 'zh-cn/a.mdx': '<Snippet id="a" />' }, captures })).toEqual([
      'captures/b.yaml capture-orphaned the capture has no page: there is no page "b" in "en"',
    ]);
  });

  test('nothing is, if the page is not MDX', () => {
    const pages = { 'en/a.mdx': `${SOURCE}{`, 'zh-cn/a.mdx': '<Snippet id="a" />' };
    expect(lintSources({ pages, captures: new Map([['a', capture]]) })).toEqual([]);
  });
});

describe('<Captured>', () => {
  test.each([
    ['path="[0].Name"', undefined],
    ['path="[0].Nome"', 'captured-unresolved <Captured of="b">: the output has no value at .Nome of the path [0].Nome'],
    ['match="Nome"', 'captured-unresolved <Captured of="b">: nothing in the output matches /Nome/'],
    ['path=".x" step={2}', 'captured-unresolved <Captured of="b">: snippet "b" has no step 2, its last is step 1'],
  ])('%s', (attributes, message) => {
    const text = `${SOURCE}\nIt is <Captured of="b" ${attributes} />.\n`;
    // The translation has neither the value nor the text.
    const found = lint(text).filter((line) => !/ translation-(?:values|structure) /u.test(line));
    expect(found).toEqual(message === undefined ? [] : [`en/a.mdx:15:7 ${message}`]);
  });

  test('of nothing, in both languages', () => {
    const value = '<Captured of="c" path=".x" />';
    const pages = { 'en/a.mdx': `${SOURCE}\n${value}`, 'zh-cn/a.mdx': `<Snippet id="a" />\n\n${value}` };
    expect(lintSources({ pages, captures: new Map([['a', capture]]) })).toEqual([
      'en/a.mdx:15:1 snippet-unknown en/a.mdx has no snippet "c"',
      'zh-cn/a.mdx:8:1 snippet-unknown en/a.mdx has no snippet "c"',
    ]);
  });
});

test('a <Captured match> that would need years is a problem with a place', () => {
  const slow = SOURCE.replace(/description: .*/u, `description: ${'a'.repeat(100)}b`);
  const pages = { 'en/a.mdx': `${slow}\nIt is <Captured of="a" match="(a+)+$" />.\n`, 'zh-cn/a.mdx': '' };
  expect(lintSources({ pages })).toContain(
    'en/a.mdx:15:7 captured-unresolved <Captured of="a">: /(a+)+$/ takes longer than 1 s; avoid a repetition inside a repetition, such as (a+)+',
  );
});

test('images are described', () => {
  const pages = {
    'en/a.mdx': '---\ntitle: T\ndescription: D\nlab:\n  images: [alpine, ngnix]\n---\n',
    'zh-cn/a.mdx': '',
  };
  const [found, ...others] = lintProblems({ pages, images: ['alpine', 'nginx'] });
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    code: 'image-unknown',
    position: { line: 5, column: 20 },
    hint: expect.stringContaining('"nginx"'),
  });
});

test('no more time than a few seconds is spent on the regular expressions of one page', () => {
  const slow = `${SOURCE.replace('docker ps', 'docker ps -a')}`;
  const values = Array.from({ length: 12 }, (_, index) => `<Captured of="a" match="(a+)+${index}$" />`);
  const pages = { 'en/a.mdx': `${slow}\n${values.join('\n')}\n`, 'zh-cn/a.mdx': '' };
  const captured = captureOf(parsedSource('en/a.mdx', slow));
  const [step] = captured.snippets[0]?.steps ?? [];
  if (step) Object.assign(step, { output: 'a'.repeat(50) });
  const found = lintSources({ pages, captures: new Map([['a', captured]]) }).filter((line) =>
    line.includes('captured-unresolved'),
  );
  expect(found.length).toBeLessThan(8);
  expect(found.at(-1)).toContain('the values before this one take longer than 5 s to find');
});

test('a path of many brackets is found wrong at once', () => {
  const json = { id: 'a', steps: [{ output: '{}' }] } as unknown as CapturedSnippet;
  for (const part of ['[', '[a=', '.[', 'a[']) {
    const spentMs = processorTime();
    const result = resolveCaptured({ ...capture, snippets: [json] }, { of: 'a', path: part.repeat(100_000) });
    expect(result).toHaveProperty('error');
    expect(spentMs()).toBeLessThan(2_000);
  }
});

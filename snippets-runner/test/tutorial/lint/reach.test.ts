/** Tables of who reaches whom, and what lint says of those that a capture cannot fill. */
import { describe, expect, test } from 'vitest';
import type { Capture } from '../../../tutorial/capture/capture.ts';
import { LAB } from '../reach/lab.ts';
import { captureOf, lintSources, parsedSource } from './lint-sources.ts';

const page = (reach: string) => `---
title: Bridge
description: A page
lab: {nodes: [one]}
---

${reach}

\`\`\`console snippet=good
$ docker exec box ping -c 1 fox
\`\`\`

\`\`\`console snippet=bad exit=1
$ docker exec box ping -c 1 fox
\`\`\`

\`\`\`console snippet=lost
$ docker exec box ping -c 1 example.com
\`\`\`

\`\`\`console snippet=other
$ docker ps
\`\`\`
`;

/** As if all commands had run in the lab, with the exit codes that the page announces. */
function captured(source: string): Capture {
  const capture = captureOf(parsedSource('en/a.mdx', source));
  return {
    ...capture,
    snippets: capture.snippets.map((snippet) => ({
      ...snippet,
      topology: LAB,
      steps: snippet.steps.map((step) => ({ ...step, exit: snippet.exit })),
    })),
  };
}

function lint(reach: string, translated = reach, capture = captured(page(reach))): string[] {
  const translation = `${translated}\n\n${['good', 'bad', 'lost', 'other'].map((id) => `<Snippet id="${id}" />`).join('\n\n')}`;
  return lintSources({
    pages: { 'en/a.mdx': page(reach), 'zh-cn/a.mdx': translation },
    captures: new Map([['a', capture]]),
  }).filter((line) => line.startsWith('en/') || line.includes('translation'));
}

test('a table of attempts has no problem', () => {
  expect(lint('<Reach of="good" />')).toEqual([]);
  expect(lint('<Reach of="bad" />')).toEqual([]);
});

describe.each([
  ['a snippet that does not exist', '<Reach of="good god" />', ['snippet-unknown en/a.mdx has no snippet "god"']],
  [
    'a snippet without attempts',
    '<Reach of="good other" />',
    ['reach-empty <Reach>: the snippet "other" tries no connection'],
  ],
  [
    'an attempt that cannot be resolved',
    '<Reach of="good lost" />',
    ['reach-unresolved <Reach>: step 1 of the snippet "lost": nobody in the lab is named "example.com"'],
  ],
  [
    'attempts that contradict each other',
    '<Reach of="good bad" />',
    ['reach-contradictory <Reach>: "good" and "bad" try the same by name, with different results'],
  ],
  [
    'a table of everything, with two of these',
    '<Reach />',
    [
      'reach-contradictory <Reach>: "good" and "bad" try the same by name, with different results',
      'reach-unresolved <Reach>: step 1 of the snippet "lost": nobody in the lab is named "example.com"',
    ],
  ],
])('%s', (_what, reach, problems) => {
  test('is reported', () => expect(lint(reach)).toEqual(problems.map((problem) => `en/a.mdx:7:1 ${problem}`)));
});

test('what has not been captured is reported as such alone', () => {
  const capture = captured(page('<Reach />'));
  const snippets = capture.snippets.filter(({ id }) => id !== 'lost');
  expect(lint('<Reach />', '<Reach />', { ...capture, snippets })).toEqual([
    expect.stringContaining('capture-missing the snippet "lost"'),
  ]);
});

describe('a translation', () => {
  test('names the same snippets', () => {
    expect(lint('<Reach of="good" />', '<Reach of="bad" />')).toEqual([
      'zh-cn/a.mdx:6:1 translation-values <Reach of="bad" /> is not in this section of the source',
    ]);
  });

  test('has the table', () => {
    expect(lint('<Reach of="good" />', '')).toEqual([
      expect.stringMatching(/translation-values this section lacks <Reach of="good" \/>/u),
      expect.stringMatching(/translation-structure/u),
    ]);
  });

  test('has it at the same place', () => {
    expect(lint('Text\n\n<Reach of="good" />', '<Reach of="good" />\n\n文字')).toEqual([
      expect.stringMatching(/translation-structure here is a table of who reaches whom, but in the source it is text/u),
    ]);
  });
});

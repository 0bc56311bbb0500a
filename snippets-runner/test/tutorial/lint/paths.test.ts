/** What lint says of the way of a packet that a capture does not show. */
import { describe, expect, test } from 'vitest';
import type { Capture } from '../../../tutorial/capture/capture.ts';
import { TOPOLOGY } from '../packet-path/lab.ts';
import { captureOf, lintSources, parsedSource } from './lint-sources.ts';

const OUTPUTS: Readonly<Record<string, string>> = {
  good: '03:04:51.1 eth0 Out IP 10.213.0.10 > 10.213.0.11: ICMP',
  lost: '03:04:51.1 tun7 Out IP 10.213.0.10 > 10.213.0.11: ICMP',
  late: '03:04:52.1 eth0 Out IP 10.213.0.10 > 10.213.0.11: ICMP\n03:04:51.1 eth0 In IP 10.213.0.11 > 10.213.0.10: ICMP',
  other: 'nothing',
};

const page = (path: string) => `---
title: Bridge
description: A page
lab: {nodes: [one, two]}
---

${path}

${Object.keys(OUTPUTS)
  .map((id) => `\`\`\`console snippet=${id}\n$ cat ${id}\n\`\`\`\n`)
  .join('\n')}`;

function captured(source: string): Capture {
  const capture = captureOf(parsedSource('en/a.mdx', source));
  return {
    ...capture,
    snippets: capture.snippets.map((snippet) => ({
      ...snippet,
      topology: TOPOLOGY,
      steps: snippet.steps.map((step) => ({ ...step, exit: 0, output: OUTPUTS[snippet.id] ?? '' })),
    })),
  };
}

function lint(path: string, translated = path): string[] {
  const snippets = Object.keys(OUTPUTS).map((id) => `<Snippet id="${id}" />`);
  return lintSources({
    pages: { 'en/a.mdx': page(path), 'zh-cn/a.mdx': [translated, ...snippets].join('\n\n') },
    captures: new Map([['a', captured(page(path))]]),
  }).filter((line) => line.startsWith('en/') || line.includes('translation'));
}

test('a packet whose places are known has no problem', () => {
  expect(lint('<Path of="good" />')).toEqual([]);
});

describe.each([
  ['a snippet that does not exist', '<Path of="god" />', ['snippet-unknown en/a.mdx has no snippet "god"']],
  [
    'a snippet without a packet',
    '<Path of="good other" />',
    ['path-empty <Path>: the snippet "other" prints no line with a place, a source and a destination'],
  ],
  [
    'a place that is not in the drawing',
    '<Path of="lost" />',
    [
      'path-unplaced <Path>: the snippet "lost": "tun7" is in no part of the drawing of "one", for a packet from 10.213.0.10 to 10.213.0.11',
    ],
  ],
  [
    'an order that the times contradict',
    '<Path of="late" />',
    ['path-unordered <Path>: the snippet "late" prints line 1 before line 2, which is earlier'],
  ],
])('%s', (_what, path, problems) => {
  test('is reported', () => expect(lint(path)).toEqual(problems.map((problem) => `en/a.mdx:7:1 ${problem}`)));
});

test('a translation has the same at the same place', () => {
  expect(lint('<Path of="good" />', '<Path of="late" />')).toEqual([
    'zh-cn/a.mdx:6:1 translation-values <Path of="late" /> is not in this section of the source',
  ]);
  expect(lint('Text\n\n<Path of="good" />', '<Path of="good" />\n\n文字')).toEqual([
    expect.stringMatching(/translation-structure here is the way of a packet, but in the source it is text/u),
  ]);
});

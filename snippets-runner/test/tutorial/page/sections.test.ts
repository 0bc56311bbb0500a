import { describe, expect, test } from 'vitest';
import { parsePage } from '../../../tutorial/page/parse-page.ts';

const PAGE = `---
title: Bridge
description: About bridges.
---

Before   the first
heading.

## One

\`\`\`console snippet=one
$ docker ps
\`\`\`

After the snippet.

## Two

\`\`\`yaml
services: {}
\`\`\`
`;

describe('proseHash', () => {
  test.each<[what: string, from: string | RegExp, to: string, changed: number[]]>([
    ['a command', 'docker ps', 'docker ps -a', []],
    ["a snippet's attributes", 'snippet=one', 'snippet=one exit=1', []],
    ["a snippet's id", 'snippet=one', 'snippet=other', [1]],
    ['white space', 'Before   the first\nheading.', 'Before the first heading.', []],
    ['line ends', /\n/gu, '\r\n', []],
    ['prose', 'After the', 'Behind the', [1]],
    ['a heading', '## Two', '## Three', [2]],
    ['a code block that is no snippet', 'services', 'networks', [2]],
    ['the title', 'title: Bridge', 'title: Bridges', [0]],
    ['the description', 'About', 'On', [0]],
    ['the order in the sidebar', 'title: Bridge', 'order: 3\ntitle: Bridge', []],
  ])('of %s changed', (_, from, to, changed) => {
    const before = hashes(PAGE);
    const after = hashes(PAGE.replace(from, to));
    expect(after).toHaveLength(before.length);
    expect(after.flatMap((hash, index) => (hash === before[index] ? [] : [index]))).toEqual(changed);
  });

  test('headings in components begin sections as others do', () => {
    const { page } = parsePage('x.mdx', PAGE.replace('## Two', '<Note>\n## Two\n</Note>'), { slug: 'x', locale: 'en' });
    expect(page?.sections.map(({ heading, depth }) => [heading, depth])).toEqual([
      [undefined, 0],
      ['One', 2],
      ['Two', 2],
    ]);
  });

  test('the text of a heading is without its markup', () => {
    const { page } = parsePage('x.mdx', '## A `code` and **bold** [link](./x.mdx)', { slug: 'x', locale: 'en' });
    expect(page?.sections[1]?.heading).toBe('A code and bold link');
  });
});

function hashes(text: string): string[] {
  const { page, problems } = parsePage('x.mdx', text, { slug: 'x', locale: 'en' });
  expect(problems).toEqual([]);
  return page?.sections.map(({ proseHash }) => proseHash) ?? [];
}

import { describe, expect, test } from 'vitest';
import { guideFile, guideKeyOf } from '../../../tutorial/guide/guide-file.ts';
import { parseGuide } from '../../../tutorial/guide/parse-guide.ts';

const GUIDE = `---
title: A guide
---

## First

Save this, see [the rest](../../README.md):

\`\`\`\`md file=a.md
\`\`\`console
$ not run
\`\`\`
\`\`\`\`

### Second

\`\`\`console exit=1
$ cat a.md
one
...
$ false
\`\`\`

\`\`\`yaml
a: 1
\`\`\`
`;

describe('a guide is Markdown alone, because the build would run all else', () => {
  test.each([
    ['export const ran = globalThis.process.exit(1);', 'script-in-page'],
    ["import fs from 'node:fs';", 'script-in-page'],
    ['A number: {1 + 1}', 'script-in-page'],
    ['<a href={globalThis.process.exit(1)}>here</a>', 'element-unknown'],
    ['<script>alert(1)</script>', 'element-unknown'],
    ['An open {brace', 'mdx-syntax'],
  ])('%s', (line, code) => {
    const { problems } = parseGuide('guides/a.en.mdx', `${GUIDE}\n${line}\n`);
    expect(problems).toEqual([expect.objectContaining({ code, position: expect.objectContaining({ line: 28 }) })]);
  });

  test('and comments', () => {
    expect(parseGuide('guides/a.en.mdx', `${GUIDE}\n{/* not shown */}\n`).problems).toEqual([]);
  });
});

describe('a guide', () => {
  const guide = parseGuide('guides/a.en.mdx', GUIDE);

  test('has commands with outputs, and nothing is left out', () => {
    const { snippets, shown, leftOut } = guide.document;
    expect(snippets.map(({ steps, exit }) => [steps.map(({ text }) => text), exit])).toEqual([
      [['cat a.md', 'false'], 1],
    ]);
    expect(shown.map(({ steps }) => steps?.map(({ output }) => output))).toEqual([['one\n...', '']]);
    expect(leftOut).toEqual([]);
  });

  test('has files that the reader saves, and ordinary code', () => {
    expect(guide.files).toEqual([
      { name: 'a.md', text: '```console\n$ not run\n```\n', position: { line: 9, column: 1 } },
    ]);
    expect(guide.codes).toEqual(['a: 1']);
  });

  test('has headings and links', () => {
    expect(guide.headings.map(({ depth }) => depth)).toEqual([2, 3]);
    expect(guide.links).toEqual(['../../README.md']);
  });
});

test('a mistake in a block is a problem', () => {
  const { problems } = parseGuide('a', GUIDE.replace('exit=1', 'exit=x'));
  expect(problems.map(({ code, position }) => [code, position?.line])).toEqual([['attribute-invalid', 17]]);
});

test('the name of a file says which guide it is, and in which language', () => {
  const key = { slug: 'a-b', locale: 'zh-cn' } as const;
  expect(guideFile('content', key)).toBe('content/guides/a-b.zh-cn.mdx');
  expect(guideKeyOf('content', 'content/guides/a-b.zh-cn.mdx')).toEqual(key);
  for (const name of ['guides/a.mdx', 'guides/a.en.md', 'guides/x/a.en.mdx', 'en/a.en.mdx', 'a.en.mdx']) {
    expect(guideKeyOf('content', `content/${name}`), name).toBeUndefined();
  }
});

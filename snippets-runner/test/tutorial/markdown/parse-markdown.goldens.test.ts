/** One small Markdown document a folder, under test/failure with its problems, under test/expect with what it is parsed to. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type MarkdownResult, parseMarkdown } from '../../../tutorial/markdown/parse-markdown.ts';
import { caseFolders } from '../case-folders.ts';

const failures = caseFolders('failure', 'markdown-');
const expectations = caseFolders('expect', 'markdown-');

test('there are cases', () => {
  expect(failures.length).toBeGreaterThan(3);
  expect(expectations.length).toBeGreaterThan(3);
});

describe.each(failures)('failure/$name', ({ folder }) => {
  const { problems } = parsed(folder);

  test('has the problems of problems.txt', async () => {
    const lines = problems.map(
      ({ position, code, message }) => `${position?.line}:${position?.column} ${code} ${message}`,
    );
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(join(folder, 'problems.txt'));
  });

  test('says for each what to do', () => {
    expect(problems).not.toHaveLength(0);
    for (const { hint } of problems) expect(hint).toMatch(/\w/u);
  });
});

describe.each(expectations)('expect/$name', ({ folder }) => {
  const { document, problems } = parsed(folder);

  test('has no problem', () => expect(problems).toEqual([]));

  test('is parsed to document.json', async () => {
    await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot(join(folder, 'document.json'));
  });
});

function parsed(folder: string): MarkdownResult {
  const text = readFileSync(join(folder, 'document.md'), 'utf8');
  return parseMarkdown({ file: 'document.md', text, images: [], knownImages: ['alpine', 'nginx'] });
}

/** One small page a folder, under test/failure with its problems, under test/expect with what it is parsed to. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ParseResult, parsePage } from '../../../tutorial/page/parse-page.ts';
import { caseFolders } from '../case-folders.ts';

const failures = caseFolders('failure', 'parse-');
const expectations = caseFolders('expect', 'parse-');

test('there are cases', () => {
  expect(failures.length).toBeGreaterThan(10);
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

test('failure/parse-ten-mistakes has ten different mistakes', () => {
  const folder = failures.find(({ name }) => name === 'parse-ten-mistakes')?.folder ?? '';
  expect(new Set(parsed(folder).problems.map(({ code }) => code)).size).toBeGreaterThanOrEqual(10);
});

describe.each(expectations)('expect/$name', ({ folder }) => {
  const { page, problems } = parsed(folder);

  test('has no problem', () => expect(problems).toEqual([]));

  test('is parsed to page.json', async () => {
    await expect(`${JSON.stringify(page, null, 2)}\n`).toMatchFileSnapshot(join(folder, 'page.json'));
  });
});

function parsed(folder: string): ParseResult {
  const locale = existsSync(join(folder, 'page.mdx')) ? 'en' : 'zh-cn';
  const name = locale === 'en' ? 'page.mdx' : 'page.zh-cn.mdx';
  return parsePage(name, readFileSync(join(folder, name), 'utf8'), { slug: 'page', locale });
}

/** Pages and documents that are nested deeper than functions can call each other. */
import { describe, expect, test } from 'vitest';
import { parseMarkdown } from '../../tutorial/markdown/parse-markdown.ts';
import { parsePage } from '../../tutorial/page/parse-page.ts';

const FRONT = '---\ntitle: A page\ndescription: A page.\n---\n\n';
const problemsOf = (text: string) => [
  ...parsePage('en/a.mdx', FRONT + text, { slug: 'a', locale: 'en' }).problems,
  ...parseMarkdown({ file: 'a.md', text, images: [], knownImages: [] }).problems,
];

/** Some of them are read without a problem, and some need too much time: the parsers differ. */
const ALLOWED = /^(?:nesting-too-deep|parsing-too-slow) [a-z]/u;
const DEPTH = 10_000;
const around = (open: string, close: string) => `${open.repeat(DEPTH)}x${close.repeat(DEPTH)}`;

describe.each([
  ['quotations', '>'.repeat(DEPTH)],
  ['components', around('<b>', '</b>')],
  ['components in a heading', `# ${around('<b>', '</b>')}`],
  ['links in a heading', `# ${around('[', '](b)')}`],
  ['an expression', `{${around('(', ')')}}`],
  ['an export', `export const a = ${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}`],
  ['an attribute', `<Captured of={${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}} />`],
])('%s', (_what, text) => {
  test('never end with an error, nor with a message of V8', () => {
    for (const { code, message, hint } of problemsOf(text)) {
      if (code !== 'element-unknown' && code !== 'markup-refused') expect(`${code} ${message}`).toMatch(ALLOWED);
      expect(message).not.toContain('call stack');
      expect(hint).not.toBe('');
    }
  });
});

test('what is nested too deep is the only problem that is named', () => {
  const text = `# ${around('<b>', '</b>')}\n\n\`\`\`console snippet=x\n$ docker ps\n\`\`\`\n`;
  const { page, problems } = parsePage('en/a.mdx', FRONT + text, { slug: 'a', locale: 'en' });
  expect(page).toBeUndefined();
  expect(problems.map(({ code, message }) => `${code} ${message}`)).toEqual([expect.stringMatching(ALLOWED)]);
});

test.each([
  ['order: .nan', 'order must be a finite number, but is NaN'],
  ['order: 1e999', 'order must be a finite number, but is Infinity'],
  ['order: "1"', 'order must be a number, but is text'],
  ['lab: {limits: {processes: .inf}}', 'lab.limits.processes must be a finite number, but is Infinity'],
  ['lab: {limits: {processes: 200.5}}', 'lab.limits.processes must be a whole number, but is 200.5'],
  ['lab: {limits: {processes: 1e300}}', 'lab.limits.processes: 1e+300 is too large'],
])('%s in front matter has a plain message', (line, message) => {
  const text = FRONT.replace(/---\n\n$/u, `${line}\n---\n`);
  expect(parsePage('en/a.mdx', text, { slug: 'a', locale: 'en' }).problems).toMatchObject([{ message }]);
});

/** The runner's parser and the site's renderer find the same blocks on the same lines, wherever a block may be. */
import { defineMdastPlugin, mdxToJs } from 'satteri';
import { describe, expect, test } from 'vitest';
import { parsePage } from '../../snippets-runner/tutorial/page/parse-page.ts';

const FENCE = '```console snippet=a\n$ true\n```';

const BODIES: Readonly<Record<string, string>> = {
  alone: FENCE,
  'with tildes': FENCE.replaceAll('```', '~~~'),
  'with four backticks': FENCE.replaceAll('```', '````'),
  'after a paragraph': `text\n${FENCE}`,
  'after a heading': `# heading\n${FENCE}`,
  'after a table': `| a | b |\n| - | - |\n| 1 | 2 |\n${FENCE}`,
  'after an expression': `{/* comment */}\n\n${FENCE}`,
  'indented by three': indented(FENCE, '   '),
  'indented by four': indented(FENCE, '    '),
  'behind a tab': `\t${FENCE}`,
  'in a list': `- item\n\n${indented(FENCE, '  ')}`,
  'in a list, without an empty line': `- item\n${indented(FENCE, '  ')}`,
  'in a list in a list': `- a\n  - b\n\n${indented(FENCE, '    ')}`,
  'in a quotation': indented(FENCE, '> '),
  'in a list in a quotation': `> - item\n>\n${indented(FENCE, '>   ')}`,
  'in a component': `<Note>\n\n${FENCE}\n\n</Note>`,
  'in a component, without empty lines': `<Note>\n${FENCE}\n</Note>`,
  'in an indented component': `<Note>\n${indented(FENCE, '  ')}\n</Note>`,
  'after Chinese text': `中文，文字。\n\n<Note>\n\n中文\n\n${FENCE}\n\n</Note>`,
  'after a character of two code units': `𠮷 text\n\n- 𠮷\n\n${indented(FENCE, '  ')}`,
};

describe.each([
  ['LF', '\n'],
  ['CRLF', '\r\n'],
])('with %s', (_, lineEnd) => {
  test.each(Object.entries(BODIES))('a block %s', (_name, body) => {
    const text = `---\ntitle: T\ndescription: D\n---\n\n${body}\n`.replaceAll('\n', lineEnd);
    const { page, problems } = parsePage('a.mdx', text, { slug: 'a', locale: 'en' });
    expect(problems).toEqual([]);
    const rendered: (number | undefined)[] = [];
    const plugin = defineMdastPlugin({
      name: 'blocks',
      options: { position: true },
      code({ position }) {
        rendered.push(position?.start.line);
      },
    });
    mdxToJs(text, { mdastPlugins: [plugin] });
    expect(rendered).toEqual(page?.snippets.map(({ position }) => position.line));
    expect(rendered.length).toBe(1);
  });
});

function indented(text: string, by: string): string {
  return text.replace(/^/gmu, by);
}

import { describe, expect, test } from 'vitest';
import { parsePage } from '../../../tutorial/page/parse-page.ts';
import { pageKeyOf } from '../../../tutorial/page-key.ts';

describe('pageKeyOf', () => {
  test.each([
    ['content', 'content/en/attach.mdx', { slug: 'attach', locale: 'en' }],
    ['/c', '/c/zh-cn/bridge/user-defined.mdx', { slug: 'bridge/user-defined', locale: 'zh-cn' }],
    ['content', './content/en/index.mdx', { slug: 'index', locale: 'en' }],
    ['content', 'content/fr/attach.mdx', undefined],
    ['content', 'content/en/attach.md', undefined],
    ['content', 'content/en/.mdx', undefined],
    ['content', 'content/captures/attach.yaml', undefined],
    ['content', 'README.mdx', undefined],
  ])('in %s, %s is %o', (root, file, key) => expect(pageKeyOf(root, file)).toEqual(key));
});

describe('parsePage', () => {
  const key = { slug: 'x', locale: 'en' } as const;
  const PAGE = '---\ntitle: T\ndescription: D\n---\n\n```console snippet=a exit=x\n$ docker ps\n```\n\n{\n';

  test('returns no page if the source is not MDX', () => {
    const { page, problems } = parsePage('x.mdx', PAGE, key);
    expect(page).toBeUndefined();
    expect(problems.map(({ code }) => code)).toEqual(['attribute-invalid', 'mdx-syntax']);
  });

  test('returns a page without the mistakes', () => {
    const { page } = parsePage('x.mdx', PAGE.replace('{', ''), key);
    expect(page?.snippets).toMatchObject([{ id: 'a', exit: 0, node: 'host', timeoutMs: 60_000 }]);
  });

  test.each([['\r\n'], ['\r']])('positions do not depend on line ends: %j', (newline) => {
    const at = (text: string) =>
      parsePage('x.mdx', text, key)
        .problems.filter(({ code }) => code !== 'character-refused')
        .map(({ position }) => position);
    expect(at(PAGE.replaceAll('\n', newline))).toEqual(at(PAGE));
  });

  test('positions do not count a byte order mark', () => {
    const at = (text: string) =>
      parsePage('x.mdx', text, key)
        .problems.filter(({ code }) => code !== 'character-refused')
        .map(({ position }) => position);
    expect(at(`\uFEFF${PAGE}`)).toEqual(at(PAGE));
  });

  test('a mistake in the lab is not reported again for every snippet', () => {
    const text = PAGE.replace('{', '').replace('---\n\n', 'lab: {nodes: [X]}\n---\n\n').replace('exit=x', 'node=other');
    expect(parsePage('x.mdx', text, key).problems.map(({ code }) => code)).toEqual(['front-matter-invalid']);
  });
});

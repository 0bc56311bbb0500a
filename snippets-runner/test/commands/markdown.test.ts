import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lint } from '../../commands/lint.ts';
import { list } from '../../commands/list.ts';
import { type MarkdownOptions, selectAny } from '../../commands/markdown.ts';
import { verify } from '../../commands/verify.ts';
import { readWorkspace } from '../../commands/workspace.ts';
import { type ContentFolder, contentFolder, contextFor, mdx, type Said, snippet } from './content-folder.ts';
import { consoleBlock } from './documents.ts';

const TEXT = consoleBlock('$ docker run nginx:latest', '$ docker run example.com/alpine');

let folder: ContentFolder;
beforeEach(() => {
  folder = contentFolder({
    'en/attach.mdx': mdx(snippet('one', '$ docker ps')),
    'en/notes.md': TEXT,
    'images/alpine/image.yaml': '',
    'images/nginx/image.yaml': '',
  });
  const files = [
    'README.md',
    'docs/b.md',
    'docs/a.markdown',
    'docs/.hidden/c.md',
    'docs/node_modules/d.md',
    'docs/x.txt',
    'site/guide.mdx',
    'site/old.rst',
    'site/older.adoc',
  ];
  for (const file of files) {
    mkdirSync(dirname(join(folder.home, file)), { recursive: true });
    writeFileSync(join(folder.home, file), TEXT);
  }
});
afterEach(() => folder[Symbol.dispose]());

const ASKED: MarkdownOptions = { images: [], update: false };

function select(paths: readonly string[], options: MarkdownOptions | undefined = ASKED) {
  const context = contextFor(folder);
  const { pageFiles, markdown, unread } = selectAny(readWorkspace(context), paths, options, context);
  return {
    pages: pageFiles.map(({ slug }) => slug),
    files: markdown.map(({ document }) => document.file),
    markdown,
    unread,
  };
}

test('the list has pages, and the Markdown documents that were named', () => {
  const said: Said = { printed: [], told: [] };
  expect(list(['docs', 'attach'], { json: false }, contextFor(folder, said))).toBe(0);
  expect(said.printed.join('\n')).toMatch(
    /^attach .*\ndocs\/a\.markdown .*none: Markdown file\ndocs\/b\.md .*\n\n1 page, 2 documents$/mu,
  );
});

describe('arguments', () => {
  test('mean Markdown files, folders of them, and pages', () => {
    expect(select(['README.md', 'docs', 'attach', join(folder.home, 'README.md')])).toMatchObject({
      pages: ['attach'],
      files: ['README.md', 'docs/a.markdown', 'docs/b.md'],
    });
  });

  test('mean MDX files, and name documents in formats that are not read', () => {
    const { files, unread } = select(['site']);
    expect({ files, unread }).toEqual({
      files: ['site/guide.mdx'],
      unread: [
        { path: 'site/old.rst', format: 'reStructuredText', isFolder: false },
        { path: 'site/older.adoc', format: 'AsciiDoc', isFolder: false },
      ],
    });
    expect(() => select(['site/old.rst', 'README.md'])).toThrow('site/old.rst is not read: it is reStructuredText');
    const said: Said = { printed: [], told: [] };
    lint(['site'], { translated: false }, contextFor(folder, said));
    expect(said.printed.join('\n')).toContain('site/old.rst skipped: reStructuredText is not read');
  });

  test('mean no document if there are none, so no README runs by accident', () => {
    expect(select([])).toMatchObject({ pages: ['attach'], files: [] });
  });

  test.each([
    ['is not there', ['none.md', 'README.md']],
    ['is no Markdown', ['docs/x.txt']],
    ['is in the content folder', ['content/en/notes.md']],
  ])('that match nothing are an error: what %s', (_what, paths) => {
    expect(() => select(paths)).toThrow(expect.objectContaining({ code: 'nothing-to-run' }));
  });

  test('mean pages only for commands that are about captures', () => {
    const context = contextFor(folder);
    expect(() => selectAny(readWorkspace(context), ['README.md'], undefined, context)).toThrow(
      'no page matches README.md',
    );
  });

  test.each<[string, string[], Partial<MarkdownOptions>]>([
    ['--update without a document', ['attach'], { update: true }],
    ['--update with a page', ['README.md', 'attach'], { update: true }],
    ['--image without a document', [], { images: ['alpine'] }],
    ['an image that does not exist', ['README.md'], { images: ['alpin'] }],
  ])('do not go with %s', (_what, paths, options) => {
    expect(() => select(paths, { ...ASKED, ...options })).toThrow(expect.objectContaining({ code: 'option-invalid' }));
  });

  test('never mean what is in a content folder that is named by a link to it', () => {
    symlinkSync(folder.content, join(folder.home, 'link'));
    const context = { ...contextFor(folder), contentFolder: join(folder.home, 'link') };
    for (const path of ['content', 'content/en/attach.mdx', 'content/en/notes.md'])
      expect(() => selectAny(readWorkspace(context), [path], ASKED, context)).toThrow(
        expect.objectContaining({ code: 'nothing-to-run' }),
      );
  });

  test('may be links, but links cannot lead into the content folder either', () => {
    symlinkSync(folder.home, join(folder.home, 'loop.md'));
    expect(select(['loop.md']).files).toEqual([
      'loop.md/README.md',
      'loop.md/docs/a.markdown',
      'loop.md/docs/b.md',
      'loop.md/site/guide.mdx',
    ]);
  });
});

describe('the images of a document', () => {
  const imagesOf = (text: string, images: readonly string[] = []) => {
    writeFileSync(join(folder.home, 'README.md'), text);
    return select(['README.md'], { images, update: false }).markdown[0]?.document.lab.images;
  };

  test('are those that its commands name', () => expect(imagesOf(TEXT)).toEqual(['nginx']));
  test('include those of the option', () => expect(imagesOf(TEXT, ['alpine'])).toEqual(['nginx', 'alpine']));
  test('are those that it declares', () => {
    expect(imagesOf(`<!-- snippets lab: {images: [alpine]} -->\n\n${TEXT}`, ['alpine'])).toEqual(['alpine']);
    expect(imagesOf(`<!-- snippets lab: {images: []} -->\n\n${TEXT}`)).toEqual([]);
  });
});

describe('lint', () => {
  test('reports mistakes and skipped blocks of documents, and nothing about other pages', () => {
    writeFileSync(
      join(folder.home, 'README.md'),
      `\`\`\`sh\n./x\n\`\`\`\n\n${TEXT.replace('console', 'console exit=x')}`,
    );
    const said: Said = { printed: [], told: [] };
    expect(lint(['README.md', 'docs'], { translated: false }, contextFor(folder, said))).toBe(1);
    expect(said.printed.join('\n')).toMatch(
      /^README\.md:1:1 skipped: .*\n(?:\S+:\d:1 note: .*\n){3}README\.md:5:17 exit: .* attribute-invalid\n.*\n\n1 problem in 1 file\n1 block or line skipped\nhint .*$/u,
    );
  });

  test('of documents without a block that can be run is an error that names the skipped blocks', () => {
    writeFileSync(join(folder.home, 'README.md'), '```\ndocker run nginx\n```\n');
    writeFileSync(join(folder.home, 'docs/b.md'), 'Nothing.');
    const said: Said = { printed: [], told: [] };
    const run = () => lint(['README.md', 'docs/b.md'], { translated: false }, contextFor(folder, said));
    expect(run).toThrow(expect.objectContaining({ code: 'nothing-to-run' }));
    expect(said.printed).toEqual([expect.stringMatching(/^README\.md:1:1 skipped: /u)]);
  });

  test('counts the skipped blocks of documents that have others', () => {
    writeFileSync(join(folder.home, 'README.md'), `${TEXT}\n    docker run nginx\n\n\`\`\`sh\n./x\n\`\`\`\n`);
    const said: Said = { printed: [], told: [] };
    expect(lint(['README.md'], { translated: false }, contextFor(folder, said))).toBe(0);
    expect(said.printed.at(-1)).toMatch(
      /^no problems\n2 blocks or lines skipped\nhint where every line is a command, write <!-- snippets: commands -->/u,
    );
  });
});

describe('lint of a document with a prompt that is not known', () => {
  const text = '```\n[bay]🚩 > docker ps\n```\n\n```\n$ docker ps\n```\n';
  const lintOf = (config = '') => {
    writeFileSync(join(folder.home, 'README.md'), text);
    writeFileSync(join(folder.home, 'snippets.yaml'), config);
    const said: Said = { printed: [], told: [] };
    lint(['README.md'], { translated: false }, contextFor(folder, said));
    return said.printed;
  };

  test('says where to write it', () => {
    const hint = 'if what a block begins with is the prompt of its shell, write it in snippets.yaml';
    expect(lintOf()).toEqual([
      'README.md:1:1 skipped: the block begins with "[bay]🚩 >", which is no prompt that is known',
      `no problems\n1 block or line skipped\nhint ${hint}, with the blank at its end: prompts: ["demo> "]`,
    ]);
  });

  test('reads the block where that is done', () => expect(lintOf('prompts: ["[bay]🚩 > "]')).toEqual(['no problems']));
});

describe('verify', () => {
  const options = {
    jobs: 1,
    bail: false,
    allowSkips: false,
    changed: false,
    shard: undefined,
    reporters: [],
    markdown: ASKED,
  };

  test('of documents without a block that can be run is an error that names the skipped blocks', async () => {
    writeFileSync(join(folder.home, 'README.md'), '```sh\n./x\n```\n');
    writeFileSync(join(folder.home, 'docs/b.md'), 'Nothing.');
    const said: Said = { printed: [], told: [] };
    await expect(verify(['README.md', 'docs/b.md'], options, contextFor(folder, said))).rejects.toMatchObject({
      code: 'nothing-to-run',
    });
    expect(said.printed).toEqual([expect.stringMatching(/^README\.md:1:1 skipped: /u)]);
  });
});

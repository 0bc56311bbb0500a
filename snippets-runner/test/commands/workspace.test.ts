import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readWorkspace, select, sourcesOf, type Workspace } from '../../commands/workspace.ts';
import { processorTime } from '../base/processor-time.ts';
import { type ContentFolder, contentFolder, contextFor, mdx, snippet } from './content-folder.ts';

const PAGE = mdx(snippet('one', '$ docker ps'));

let folder: ContentFolder;
let workspace: Workspace;
beforeEach(() => {
  folder = contentFolder({
    'en/attach.mdx': PAGE,
    'en/bridge/default.mdx': PAGE,
    'en/bridge/user-defined.mdx': PAGE,
    'en/bridge-notes.mdx': PAGE,
    'zh-cn/attach.mdx': mdx('', 'translated: []\n'),
    'en/notes.txt': 'no page',
    'drafts/draft.mdx': PAGE,
    'captures/attach.yaml': 'no capture: [',
  });
  workspace = readWorkspace(contextFor(folder));
});
afterEach(() => folder[Symbol.dispose]());

const chosen = (...paths: string[]) => select(workspace, paths, folder.home).map(({ file }) => file);
const ALL = [
  'content/en/attach.mdx',
  'content/en/bridge-notes.mdx',
  'content/en/bridge/default.mdx',
  'content/en/bridge/user-defined.mdx',
  'content/zh-cn/attach.mdx',
];

describe('a workspace', () => {
  test('has the pages of every locale, and nothing else', () => {
    expect(workspace.pageFiles.map(({ file, slug, locale }) => `${file} ${locale} ${slug}`)).toEqual([
      'content/en/attach.mdx en attach',
      'content/en/bridge-notes.mdx en bridge-notes',
      'content/en/bridge/default.mdx en bridge/default',
      'content/en/bridge/user-defined.mdx en bridge/user-defined',
      'content/zh-cn/attach.mdx zh-cn attach',
    ]);
  });

  test('knows captures that cannot be read by their slug', () => {
    expect([...workspace.invalid.keys()]).toEqual(['attach']);
  });

  test('names files relative to the working directory', () => {
    const [first] = readWorkspace({ ...contextFor(folder), cwd: join(folder.content, 'en') }).pageFiles;
    expect(first?.file).toBe('attach.mdx');
  });

  test('reads a document when it is first asked for, and once', () => {
    folder.write({ 'en/attach.mdx': mdx(snippet('two', '$ docker ps')) });
    const [attach] = workspace.pageFiles;
    expect(attach?.page?.snippets.map(({ id }) => id)).toEqual(['two']);
    folder.write({ 'en/attach.mdx': mdx(snippet('exit=x', '$ docker ps')) });
    expect(attach?.page?.snippets.map(({ id }) => id)).toEqual(['two']);
    expect(attach?.problems).toEqual([]);
  });

  test('reports a missing content folder', () => {
    const context = { ...contextFor(folder), contentFolder: join(folder.home, 'none') };
    expect(() => readWorkspace(context)).toThrow(expect.objectContaining({ code: 'nothing-to-run' }));
  });
});

describe('a selection', () => {
  test('without arguments is all', () => {
    expect(chosen()).toEqual(ALL);
  });

  test.each([
    ['a file', ['content/en/attach.mdx'], ['content/en/attach.mdx']],
    ['a folder, without others whose names begin alike', ['content/en/bridge'], ALL.slice(2, 4)],
    ['a folder with a slash at the end', ['content/en/bridge/'], ALL.slice(2, 4)],
    ['the folder of a locale', ['content/zh-cn'], ['content/zh-cn/attach.mdx']],
    ['the content folder', ['content'], ALL],
    ['a slug, in every language', ['attach'], ['content/en/attach.mdx', 'content/zh-cn/attach.mdx']],
    ['a slug of a folder', ['bridge/default'], ['content/en/bridge/default.mdx']],
    [
      'several, each once, in their own order',
      ['bridge/default', 'content/en/attach.mdx', 'attach'],
      [ALL[0], ALL[2], ALL[4]],
    ],
  ])('of %s', (_what, paths, files) => {
    expect(chosen(...paths)).toEqual(files);
  });

  test('of an absolute path', () => {
    expect(chosen(join(folder.content, 'en/attach.mdx'))).toEqual(['content/en/attach.mdx']);
  });

  test('names every argument that matches no page, and the existing pages', () => {
    expect(() => chosen('attach', 'atach', 'content/captures')).toThrow(
      expect.objectContaining({
        code: 'nothing-to-run',
        message: 'no page matches atach; did you mean "attach"?\n  no page matches content/captures',
        hint: expect.stringContaining('attach, bridge-notes, bridge/default, bridge/user-defined'),
      }),
    );
  });

  test('of a translation runs its source', () => {
    const documents = select(workspace, ['content/zh-cn/attach.mdx'], folder.home);
    expect(sourcesOf(workspace, documents).map(({ file }) => file)).toEqual(['content/en/attach.mdx']);
  });

  test('in an empty folder is an error', () => {
    using empty = contentFolder();
    expect(() => select(readWorkspace(contextFor(empty)), [], empty.home)).toThrow(
      expect.objectContaining({ code: 'nothing-to-run', message: 'there are no pages' }),
    );
  });
});

test('a thousand pages that are named one by one, as a shell does, are found as quickly as all', () => {
  const names = Array.from({ length: 1_000 }, (_, index) => `en/many/page-${index}.mdx`);
  folder.write(Object.fromEntries(names.map((name) => [name, PAGE])));
  workspace = readWorkspace(contextFor(folder));
  const spentMs = processorTime();
  expect(chosen(...names.map((name) => `content/${name}`))).toHaveLength(names.length);
  expect(spentMs()).toBeLessThan(1_000);
});

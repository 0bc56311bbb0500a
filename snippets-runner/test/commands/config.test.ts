/** The `snippets.yaml` of a repository, and `--set`, as commands use them. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ConfigChoice } from '../../commands/config.ts';
import { lint } from '../../commands/lint.ts';
import { list } from '../../commands/list.ts';
import { selectAny } from '../../commands/markdown.ts';
import { verify } from '../../commands/verify.ts';
import { readWorkspace } from '../../commands/workspace.ts';
import { type ContentFolder, contentFolder, contextFor, mdx, type Said, snippet } from './content-folder.ts';
import { consoleBlock } from './documents.ts';

let folder: ContentFolder;
beforeEach(() => {
  folder = contentFolder({ 'en/attach.mdx': mdx(snippet('one', '$ docker ps')), 'images/nginx/image.yaml': '' });
  write({ 'README.md': consoleBlock('$ ping <your-address>'), 'docs/a.md': consoleBlock('demo> echo a') });
});
afterEach(() => folder[Symbol.dispose]());

/** @param files by paths below the working directory */
function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder.home, name)), { recursive: true });
    writeFileSync(join(folder.home, name), text);
  }
}

function contextIn(cwd = '.', choice: ConfigChoice = {}, said?: Said) {
  return { ...contextFor(folder, said), cwd: join(folder.home, cwd), choice };
}

function select(paths: readonly string[], cwd = '.', choice: ConfigChoice = {}) {
  const context = contextIn(cwd, choice);
  const { pageFiles, markdown, configProblems } = selectAny(
    readWorkspace(context),
    paths,
    { images: [], update: false },
    context,
  );
  return {
    pages: pageFiles.map(({ slug }) => slug),
    files: markdown.map(({ document }) => document.file),
    limits: markdown.flatMap(({ document }) => document.snippets.map(({ timeoutMs }) => timeoutMs)),
    documents: markdown.map(({ document }) => document),
    problems: configProblems.map(({ file, position, code }) => `${file}:${position?.line}:${position?.column} ${code}`),
  };
}

describe('the file', () => {
  const DEMO = 'prompts: ["demo> "]\n';

  test('is looked for from the working directory upward', () => {
    write({ 'snippets.yaml': `${DEMO}timeout: 2s` });
    expect(select(['docs/a.md']).limits).toEqual([2000]);
    expect(select(['a.md'], 'docs').limits).toEqual([2000]);
  });

  test('is the nearest to the working directory, not to the document', () => {
    write({ 'snippets.yaml': `${DEMO}timeout: 2s`, 'docs/snippets.yaml': `${DEMO}timeout: 3s` });
    expect(select(['docs/a.md']).limits).toEqual([2000]);
    expect(select(['a.md'], 'docs').limits).toEqual([3000]);
  });

  test.each([
    ['a repository', '.git/HEAD'],
    ['a work tree', '.git'],
  ])('is not looked for above %s', (_what, git) => {
    write({ 'snippets.yaml': DEMO, [`docs/${git}`]: '' });
    expect(select(['a.md'], 'docs').limits).toEqual([]);
    write({ 'docs/snippets.yaml': DEMO });
    expect(select(['a.md'], 'docs').limits).toEqual([60_000]);
  });

  test('may be named, or not be used', () => {
    write({ 'snippets.yaml': `${DEMO}timeout: 2s`, 'other/mine.yaml': `${DEMO}timeout: 4s` });
    expect(select(['docs/a.md'], '.', { config: 'other/mine.yaml' }).limits).toEqual([4000]);
    expect(select(['docs/a.md'], '.', { config: false }).limits).toEqual([]);
  });

  test.each([
    ['is not there', 'none.yaml', 'option-invalid'],
    ['is a folder', 'docs', 'document-not-readable'],
    ['is a link', 'link.yaml', 'document-not-readable'],
  ])('cannot be one that %s', (_what, config, code) => {
    write({ 'mine.yaml': DEMO });
    symlinkSync(join(folder.home, 'mine.yaml'), join(folder.home, 'link.yaml'));
    expect(() => select(['docs/a.md'], '.', { config })).toThrow(expect.objectContaining({ code }));
  });

  test('has its images in each lab, and unknown ones are a mistake', () => {
    write({ 'snippets.yaml': `${DEMO}images: [ngin, nginx, redis:7]` });
    const { documents, problems } = select(['docs']);
    expect(documents[0]?.lab).toMatchObject({ images: ['nginx'], references: ['redis:7'] });
    expect(problems).toEqual(['snippets.yaml:2:10 image-unknown']);
  });

  test('keeps everything from running if it has a mistake, and all mistakes are reported', async () => {
    write({
      'snippets.yaml': 'file: x\ntimeout: 5',
      'docs/b.md': consoleBlock('$ a').replace('console', 'console exit=x'),
    });
    const run = { jobs: 1, bail: false, allowSkips: false, changed: false, shard: undefined, reporters: [] };
    for (const command of [
      (context: ReturnType<typeof contextIn>) => lint(['docs'], { translated: false }, context),
      (context: ReturnType<typeof contextIn>) => list(['docs'], { json: false }, context),
      (context: ReturnType<typeof contextIn>) =>
        verify(['docs'], { ...run, markdown: { images: [], update: false } }, context),
    ]) {
      const said: Said = { printed: [], told: [] };
      expect(await command(contextIn('.', {}, said))).toBe(1);
      const text = [...said.printed, ...said.told].join('\n');
      expect(text).toMatch(/^snippets\.yaml:1:1 file is not a known key config-invalid\n.*Did you mean "files"\?$/mu);
      expect(text).toMatch(/^snippets\.yaml:2:10 timeout must be text, but is a number config-invalid$/mu);
      expect(text).toMatch(/^docs\/b\.md:1:17 .* attribute-invalid$/mu);
    }
    expect(select(['attach']).problems).toEqual([]);
  });
});

describe('without paths', () => {
  beforeEach(() => write({ 'docs/old/b.md': 'x', 'docs/c.txt': 'x', 'node_modules/d.md': 'x', '.github/e.md': 'x' }));

  test('the files that it names are meant, and the pages that are in its folder', () => {
    write({ 'snippets.yaml': 'files: {include: [docs, "*.md"], exclude: [docs/old]}', 'content/en/x.md': 'x' });
    expect(select([])).toMatchObject({ pages: ['attach'], files: ['README.md', 'docs/a.md'] });
    expect(select([], 'docs')).toMatchObject({ pages: ['attach'], files: ['../README.md', 'a.md'] });
  });

  test('pages elsewhere are not meant', () => {
    write({ 'docs/snippets.yaml': 'files: {exclude: [old]}' });
    expect(select([], 'docs')).toMatchObject({ pages: [], files: ['a.md'] });
  });

  test('only the pages are meant if it names no files', () => {
    write({ 'snippets.yaml': 'timeout: 2s' });
    expect(select([])).toMatchObject({ pages: ['attach'], files: [] });
  });

  test('it is an error if no file is there', () => {
    write({ 'snippets.yaml': 'files: {include: [doc]}' });
    expect(() => select([])).toThrow(/no document matches the files of .*snippets\.yaml/u);
  });

  test('a link leads to no file', () => {
    symlinkSync('/', join(folder.home, 'docs/root'));
    symlinkSync(join(folder.home, 'README.md'), join(folder.home, 'docs/link.md'));
    write({ 'snippets.yaml': 'files: {include: [docs]}' });
    expect(select([]).files).toEqual(['docs/a.md', 'docs/old/b.md']);
  });
});

describe('--set', () => {
  const values = (set: readonly string[]) => select(['README.md'], '.', { set }).documents[0]?.values;

  test('gives a placeholder a value, before that of the file', () => {
    expect(select(['README.md']).documents[0]?.snippets).toHaveLength(0);
    expect(values(['your-address=10.0.0.2'])).toEqual({ 'your-address': '10.0.0.2' });
    write({ 'snippets.yaml': 'values: {your-address: 10.0.0.3, other: x}' });
    expect(values([])).toEqual({ 'your-address': '10.0.0.3' });
    expect(values(['your-address=a=b'])).toEqual({ 'your-address': 'a=b' });
    expect(values(['your-address=x', 'your-address=y'])).toEqual({ 'your-address': 'y' });
  });

  test.each([
    ['has no value', 'your-address', 'the value is not one line of text'],
    ['has an empty value', 'your-address=', 'the value is not one line of text'],
    ['has two lines', 'your-address=a\nb', 'the value is not one line of text'],
    ['has no name', '=x', 'the name cannot stand between < and >'],
    ['has brackets', '<your-address>=x', 'the name cannot stand between < and >'],
    ['is in no document', 'your-adress=x', 'no document has <your-adress>; did you mean "your-address"?'],
  ])('is refused if it %s', (_what, setting, message) => {
    expect(() => values([setting])).toThrow(expect.objectContaining({ code: 'option-invalid' }));
    expect(() => values([setting])).toThrow(message);
  });
});

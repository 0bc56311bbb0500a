import { describe, expect, test } from 'vitest';
import { capture } from '../../commands/capture.ts';
import { lint } from '../../commands/lint.ts';
import { exitCodeOf, reportOf as reportAfter } from '../../commands/run.ts';
import { verify } from '../../commands/verify.ts';
import { readWorkspace } from '../../commands/workspace.ts';
import { SnippetsError } from '../../model/error.ts';
import type { PageOutcome } from '../../model/outcome.ts';
import { mergedReport } from '../../report/merge.ts';
import { captureText } from '../../tutorial/capture/write.ts';
import { reportOf } from '../report/sample-report.ts';
import { recordingOf, samplePage } from '../tutorial/capture/sample.ts';
import { captureOf, parsedSource } from '../tutorial/lint/lint-sources.ts';
import { contentFolder, contextFor, mdx, type Said, snippet } from './content-folder.ts';

const PAGE = samplePage();
const VERIFY = {
  jobs: 1,
  bail: false,
  allowSkips: false,
  changed: false,
  shard: undefined,
  reporters: [],
  markdown: { images: [], update: false },
};
const parsedPage = (slug: string, text: string) => parsedSource(`en/${slug}.mdx`, text);
const CAPTURE = { jobs: 1, bail: false, allowSkips: false, force: false, dryRun: false, reporters: [] };

function ran(isRight: boolean): PageOutcome {
  const [first] = PAGE.snippets;
  return {
    kind: 'ran',
    page: PAGE,
    engine: 'native',
    recording: recordingOf(PAGE),
    snippets: first ? [{ snippet: first, faults: isRight ? [] : [{ kind: 'no-capture' }], durationMs: 1 }] : [],
    drift: [],
    leaks: [],
    stale: new Set(),
    toCaptured: (text) => text,
    durationMs: 1,
  };
}
const page = (front = '') => mdx(snippet('one', '$ docker ps'), front);
const skipped: PageOutcome = { kind: 'skipped', page: PAGE, reason: '' };
const empty: PageOutcome = { kind: 'empty', page: PAGE };
const error = new SnippetsError('engine-lost', '', '');
const broken: PageOutcome = { kind: 'broken', page: PAGE, engine: 'native', error, durationMs: 1 };

/** A page with two snippets, and what is wrong with the capture of another order, or of more snippets. */
const TWO = mdx(snippet('one', '$ docker ps') + snippet('two', '$ docker version'));
const THREE = mdx(
  snippet('two', '$ docker version') + snippet('one', '$ docker ps') + snippet('three', '$ docker info'),
);

describe('a capture with snippets that the page does not have, or in another order', () => {
  const files = { 'en/a.mdx': TWO, 'captures/a.yaml': captureText(captureOf(parsedPage('a', THREE))) };

  test('fails without a run', async () => {
    using folder = contentFolder(files);
    const said: Said = { printed: [], told: [] };
    expect(await verify([], VERIFY, contextFor(folder, said))).toBe(1);
    const printed = said.printed.join('\n');
    expect(printed).toMatch(
      /^content\/captures\/a\.yaml .*"three", but content\/en\/a\.mdx does not capture-orphaned$/mu,
    );
    expect(printed).toMatch(/^content\/en\/a\.mdx:6:1 .*"one" was captured at another place .* capture-outdated$/mu);
    expect(printed).toContain('Run: npx snippets capture content/en/a.mdx');
  });

  test('is what a new capture mends', async () => {
    using folder = contentFolder(files);
    await expect(capture([], CAPTURE, contextFor(folder))).rejects.toMatchObject({ code: 'engine-unreachable' });
  });
});

test('a capture that cannot be read is captured anew with --force', async () => {
  using folder = contentFolder({ 'en/a.mdx': TWO, 'captures/a.yaml': 'schema: 7' });
  const forced = capture([], { ...CAPTURE, force: true }, contextFor(folder));
  await expect(forced).rejects.toMatchObject({ code: 'engine-unreachable' });
});

describe('the exit code', () => {
  test.each([
    [0, 'all passed', [ran(true), ran(true)]],
    [0, 'all passed earlier', [{ kind: 'unchanged', page: PAGE }]],
    [1, 'one failed', [ran(true), ran(false)]],
    [2, 'one could not run', [ran(true), broken]],
    [2, 'one could not run and another failed', [broken, ran(false)]],
    [1, 'one was skipped and another failed', [skipped, ran(false)]],
    [0, 'a document has no commands', [empty, ran(true)]],
    [2, 'one did not run, though nothing says why', [ran(true), { kind: 'not-run', page: PAGE }]],
  ] satisfies [number, string, PageOutcome[]][])('is %i where %s', (code, _when, pages) => {
    expect(exitCodeOf(reportOf({ pages }), false)).toBe(code);
  });

  test('is 1 where a document could not be updated, also in a merged report', () => {
    const problem = {
      code: 'output-not-showable',
      file: 'a.md',
      position: undefined,
      message: 'm',
      hint: 'h',
    } as const;
    const report = reportOf({ pages: [ran(true)], problems: [problem] });
    expect(exitCodeOf(report, false)).toBe(1);
    const merged = mergedReport([{ file: '1.json', report }]);
    expect(merged.kind === 'merged' && exitCodeOf(merged.report, false)).toBe(1);
  });

  test('is that of an error if a page was skipped, and the message names the option that accepts it', () => {
    const report = reportOf({ pages: [skipped, ran(true), { kind: 'unchanged', page: PAGE }] });
    const message = '1 page was skipped, so not everything was run';
    const hint = expect.stringContaining('--allow-skips');
    expect(() => exitCodeOf(report, false)).toThrow(expect.objectContaining({ code: 'pages-skipped', message, hint }));
    expect(exitCodeOf(report, true)).toBe(0);
  });

  test('of a shard without a page that can run is no error: another shard has one', () => {
    const shard = { index: 4, count: 4, checkout: '', pages: ['a'] };
    expect(exitCodeOf(reportOf({ pages: [], shard }), false)).toBe(0);
    expect(exitCodeOf(reportOf({ pages: [skipped], shard }), true)).toBe(0);
    expect(() => exitCodeOf(reportOf({ pages: [skipped], shard }), false)).toThrow('1 page was skipped');
    expect(exitCodeOf(reportOf({ pages: [ran(false)], shard }), false)).toBe(1);
  });

  test.each([
    ['every page was skipped', [skipped]],
    ['there was no page', []],
    ['no document has a command', [empty]],
  ])('is that of an error if %s, whatever is accepted', (_when, pages) => {
    const error = expect.objectContaining({ code: 'nothing-to-run' });
    for (const allowSkips of [false, true]) expect(() => exitCodeOf(reportOf({ pages }), allowSkips)).toThrow(error);
  });
});

describe.each([
  ['verify', (paths: string[], context: ReturnType<typeof contextFor>) => verify(paths, VERIFY, context)],
  ['capture', (paths: string[], context: ReturnType<typeof contextFor>) => capture(paths, CAPTURE, context)],
])('%s', (_name, run) => {
  test('starts nothing while a page has mistakes, and reports them', async () => {
    using folder = contentFolder({
      'en/a.mdx': mdx(snippet('one nod=x', '$ docker ps')),
      'en/b.mdx': mdx(snippet('one', 'docker ps')),
    });
    const said: Said = { printed: [], told: [] };
    // No daemon is at its address, so an attempt to reach it would be an error.
    expect(await run([], contextFor(folder, said))).toBe(1);
    expect(said.printed.join('\n').split('\n')).toEqual([
      expect.stringMatching(/^content\/en\/a\.mdx:6:24 .* attribute-unknown$/),
      expect.stringMatching(/^ {2}hint /),
      '',
      expect.stringMatching(/^content\/en\/b\.mdx:7:1 .* prompt-missing$/),
      expect.stringMatching(/^ {2}hint /),
      '',
      '2 problems in 2 files',
    ]);
  });

  test('starts nothing while a capture cannot be read', async () => {
    using folder = contentFolder({ 'en/a.mdx': mdx(snippet('one', '$ docker ps')), 'captures/a.yaml': 'schema: 7' });
    const said: Said = { printed: [], told: [] };
    expect(await run([], contextFor(folder, said))).toBe(1);
    expect(said.printed.join('\n')).toContain('capture-invalid');
  });

  test('starts nothing while a capture has a broken seal, and names the file as a person types it', async () => {
    const page = mdx(snippet('one', '$ docker ps'));
    const text = captureText(captureOf(parsedPage('a', page)));
    using folder = contentFolder({
      'en/a.mdx': page,
      'captures/a.yaml': text.replace('text: docker ps', 'text: docker'),
    });
    const said: Said = { printed: [], told: [] };
    expect(await run([], contextFor(folder, said))).toBe(1);
    expect(said.printed.join('\n')).toMatch(/^content\/captures\/a\.yaml:4:1 the seal .* capture-unsealed$/mu);
  });

  test.each([
    [
      'an image that does not exist',
      { 'en/a.mdx': page('lab:\n  images: [alpin]\n') },
      ['en/a.mdx:5:12', 'image-unknown'],
    ],
    [
      'the path of an image',
      { 'en/a.mdx': page('lab:\n  images: [../x]\n') },
      ['en/a.mdx:5:12', 'front-matter-invalid'],
    ],
    ['a translation without a source', { 'zh-cn/a.mdx': mdx('散文。') }, ['zh-cn/a.mdx', 'page-without-source']],
    ['a page that is no slug', { 'en/My page.mdx': page() }, ['en/My page.mdx', 'page-name-invalid']],
    [
      'a node that is too long',
      { 'en/a.mdx': page(`lab: {nodes: [${'n'.repeat(64)}]}\n`) },
      ['en/a.mdx:4:15', 'front-matter-invalid'],
    ],
  ])('starts nothing for %s, and says what lint says', async (_what, files, [place = '', code = '']) => {
    using folder = contentFolder({ 'images/alpine/image.yaml': '', ...files });
    const said: Said = { printed: [], told: [] };
    expect(await run([], contextFor(folder, said))).toBe(1);
    expect(said.told).toEqual([]);
    const [first = '', hint = ''] = said.printed.join('\n').split('\n');
    expect([first.startsWith(`content/${place} `), first.endsWith(code), hint.startsWith('  hint ')]).toEqual([
      true,
      true,
      true,
    ]);
    const linted: Said = { printed: [], told: [] };
    expect(lint([], { translated: false }, contextFor(folder, linted))).toBe(1);
    expect(linted.printed.join('\n')).toContain(`${first}\n${hint}\n`);
  });

  test('runs despite mistakes on other pages', async () => {
    using folder = contentFolder({
      'en/a.mdx': mdx(snippet('one nod=x', '$ docker ps')),
      'en/b.mdx': mdx(snippet('one', '$ docker ps')),
    });
    await expect(run(['b'], contextFor(folder))).rejects.toMatchObject({ code: 'engine-unreachable' });
  });

  test('of pages without a snippet is an error, not a success', async () => {
    using folder = contentFolder({ 'en/a.mdx': mdx('Prose.') });
    await expect(run([], contextFor(folder))).rejects.toMatchObject({ code: 'nothing-to-run' });
  });
});

test('the report of a run that failed, and after which a file could not be written, has both errors', () => {
  const failed = { kind: 'failed', error: new SnippetsError('engine-lost', 'it went away', 'start it') } as const;
  const outcome = { pages: [], durationMs: 1, ending: failed };
  using folder = contentFolder({ 'en/a.mdx': page() });
  const workspace = readWorkspace(contextFor(folder));
  const result = { started: new Date(0), shard: undefined, workspace, markdown: [], problems: [], outcome };
  const full = new SnippetsError('capture-not-writable', 'the disk is full', 'free some space');
  const { ending } = reportAfter('capture', result, { written: [], problems: [], error: full });
  expect(ending).toEqual({
    kind: 'failed',
    error: { code: 'engine-lost', message: 'it went away\nthe disk is full', hint: 'start it' },
  });
});

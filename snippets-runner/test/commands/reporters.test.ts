import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { capture } from '../../commands/capture.ts';
import { mergeReports } from '../../commands/merge-reports.ts';
import { openReports } from '../../commands/reporters.ts';
import { verify } from '../../commands/verify.ts';
import { runReportSchema } from '../../model/report.ts';
import { jsonReport } from '../../report/json.ts';
import { reportOf } from '../report/sample-report.ts';
import { ranOutcome } from '../report/sample-run.ts';
import { samplePage } from '../tutorial/capture/sample.ts';
import { type ContentFolder, contentFolder, contextFor, mdx, type Said, snippet } from './content-folder.ts';

let folder: ContentFolder;
let said: Said;
beforeEach(() => {
  folder = contentFolder({ 'en/a.mdx': mdx(snippet('one', '$ docker ps')) });
  said = { printed: [], told: [] };
});
afterEach(() => folder[Symbol.dispose]());

const REPORT = reportOf({ pages: [ranOutcome(samplePage())] });
const open = (...reporters: string[]) => openReports(reporters, contextFor(folder, said));
const read = (name: string) => readFileSync(join(folder.home, name), 'utf8');

test('without a reporter, a run is printed for people', () => {
  const { io, deliver } = open();
  io.print('passed a page');
  deliver(REPORT);
  expect(said).toEqual({ printed: ['passed a page', '1 page passed; 2 snippets in 0.0 s'], told: [] });
});

test('with a reporter on standard output, nothing else is printed there', () => {
  const { io, deliver } = open('json');
  io.print('passed a page');
  deliver(REPORT);
  expect(said.told).toEqual(['passed a page']);
  expect(said.printed.map((text) => runReportSchema.parse(JSON.parse(text)))).toEqual([REPORT]);
});

test('/dev/stdout is standard output: nothing else is printed there', () => {
  const { io, deliver } = open('json:/dev/stdout');
  io.print('passed a page');
  deliver(REPORT);
  expect(said.told).toEqual(['passed a page']);
  expect(said.printed.map((text) => runReportSchema.parse(JSON.parse(text)))).toEqual([REPORT]);
  expect(() => open('json', 'junit:/dev/stdout')).toThrow('write to the same place: standard output');
});

test('files are written, and their folders made, in addition to the text for people', () => {
  const { deliver } = open('junit:reports/deep/junit.xml', 'json:run.json', 'pretty:log.txt', 'github:g.txt');
  deliver(REPORT);
  expect(said.printed).toEqual(['1 page passed; 2 snippets in 0.0 s']);
  expect(read('reports/deep/junit.xml')).toMatch(/^<\?xml [\s\S]*<\/testsuites>\n$/u);
  expect(runReportSchema.parse(JSON.parse(read('run.json')))).toEqual(REPORT);
  expect(read('log.txt')).toBe('passed bridge/sample.mdx 2 snippets, 1.2 s\n1 page passed; 2 snippets in 0.0 s\n');
  expect(readdirSync(folder.home).sort()).toEqual(['content', 'g.txt', 'log.txt', 'reports', 'run.json']);
});

test('all mistakes in the options are reported at once, and no file is made', () => {
  writeFileSync(join(folder.home, 'file'), '');
  mkdirSync(join(folder.home, 'folder'));
  const wrong = () =>
    open('jsn', 'json:', 'json', 'github', 'junit:x.xml', 'pretty:./x.xml', 'json:file/a', 'json:folder');
  expect.assertions(1);
  try {
    wrong();
  } catch (error) {
    expect((error as Error).message.split('\n  ')).toEqual([
      'there is no reporter "jsn"; did you mean "json"?',
      '--reporter json: names no file after the colon',
      'reporters "json" and "github" write to the same place: standard output',
      `reporters "junit" and "pretty" write to the same place: ${folder.home}/x.xml`,
      expect.stringMatching(/^report .*\/file\/a cannot be written: /u),
      expect.stringMatching(/^report .*\/folder cannot be written: it is a folder$/u),
    ]);
  }
});

test('if one report cannot be written, the others are', () => {
  const { deliver } = open('json:gone/a.json', 'json:b.json');
  rmSync(join(folder.home, 'gone'), { recursive: true });
  expect(() => deliver(REPORT)).toThrow(expect.objectContaining({ code: 'report-not-writable' }));
  expect(existsSync(join(folder.home, 'b.json'))).toBe(true);
});

test('the file of an earlier run stays until the new one is complete', () => {
  writeFileSync(join(folder.home, 'run.json'), 'before');
  const { deliver } = open('json:run.json');
  expect(read('run.json')).toBe('before');
  deliver(REPORT);
  expect(read('run.json')).not.toBe('before');
});

test('GitHub gets paths relative to the repository', () => {
  const pages = [{ kind: 'skipped' as const, page: samplePage(), reason: 'no' }];
  const context = contextFor(folder, said);
  const env = { GITHUB_WORKSPACE: join(folder.home, '..') };
  openReports(['github'], { ...context, env }).deliver(reportOf({ pages }));
  const below = folder.home.slice(folder.home.lastIndexOf('/') + 1);
  expect(said.printed.join('\n').split('\n')).toEqual([
    `::warning file=${below}/bridge/sample.mdx,line=1,col=1,title=skipped::no`,
    '::warning title=skipped pages::1 of 1 page skipped: not everything was run',
  ]);
});

describe('a run that the tool could not do', () => {
  const options = {
    jobs: 1,
    bail: false,
    allowSkips: false,
    changed: false,
    shard: undefined,
    markdown: { images: [], update: false },
  };
  const run = () => verify([], { ...options, reporters: ['json:run.json'] }, contextFor(folder, said));
  const written = () => runReportSchema.parse(JSON.parse(read('run.json')));

  test('is reported with the reason and the pages that did not run', async () => {
    await expect(run()).rejects.toMatchObject({ code: 'engine-unreachable' });
    expect(written()).toMatchObject({
      ending: { kind: 'failed', error: { code: 'engine-unreachable' } },
      counts: { notRun: 1, passed: 0 },
      pages: [{ result: 'not-run', slug: 'a' }],
    });
  });

  test('because of mistakes is reported with them', async () => {
    folder.write({ 'en/a.mdx': mdx(snippet('one nod=x', '$ docker ps')) });
    expect(await run()).toBe(1);
    expect(written()).toMatchObject({ ending: { kind: 'refused' }, problems: [{ code: 'attribute-unknown' }] });
  });

  test('does not begin if a reporter is wrong', async () => {
    const wrong = verify([], { ...options, reporters: ['xml'] }, contextFor(folder, said));
    await expect(wrong).rejects.toMatchObject({ code: 'option-invalid' });
  });
});

describe('a report', () => {
  const options = { jobs: 1, bail: false, allowSkips: false, changed: false, shard: undefined };
  const markdown = { images: [], update: false };
  const files = {
    'README.md': '```console\n$ true\n```\n',
    'snippets.yaml': 'timeout: 10s\n',
  };
  beforeEach(() => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder.home, name), text);
    folder.write({ 'captures/a.yaml': '', 'zh-cn/a.mdx': mdx('') });
    symlinkSync('README.md', join(folder.home, 'link'));
  });
  const refusal = (file: string) =>
    expect.objectContaining({
      code: 'option-invalid',
      message: `--reporter json:${join(folder.home, file)} would replace a file that is read in this run`,
    });

  test.each([
    ['a document', 'README.md', 'README.md'],
    ['a document, through a link', 'README.md', 'link'],
    ['snippets.yaml', 'README.md', 'snippets.yaml'],
    ['a page', 'a', 'content/en/a.mdx'],
    ['the source of a translation', 'content/zh-cn/a.mdx', 'content/en/a.mdx'],
    ['a capture', 'a', 'content/captures/a.yaml'],
  ])('does not replace %s', async (_what, path, file) => {
    const before = read(file);
    const run = verify([path], { ...options, markdown, reporters: [`json:${file}`] }, contextFor(folder, said));
    await expect(run).rejects.toThrow(refusal(file));
    expect(read(file)).toBe(before);
  });

  test('of capture does not replace the page', async () => {
    const run = capture(
      ['a'],
      { ...options, force: true, dryRun: true, reporters: ['json:content/en/a.mdx'] },
      contextFor(folder, said),
    );
    await expect(run).rejects.toThrow(refusal('content/en/a.mdx'));
  });

  test.each([
    ['itself', 'r.json'],
    ['through a link', 'link-to-r'],
  ])('of merge-reports does not replace what it merges: %s', (_how, file) => {
    const text = jsonReport(REPORT);
    writeFileSync(join(folder.home, 'r.json'), text);
    symlinkSync('r.json', join(folder.home, 'link-to-r'));
    const options = { allowSkips: false, reporters: [`json:${file}`] };
    expect(() => mergeReports(['r.json'], options, contextFor(folder, said))).toThrow(refusal(file));
    expect(read('r.json')).toBe(text);
  });
});

test('a shard without a page says so, and succeeds', async () => {
  const options = { jobs: 1, bail: false, allowSkips: false, changed: false, markdown: { images: [], update: false } };
  const shard = { index: 2, count: 2 };
  // No daemon is at its address, so an attempt to reach it would be an error.
  expect(await verify([], { ...options, shard, reporters: [] }, contextFor(folder, said))).toBe(0);
  expect(said.printed[0]).toBe('shard 2/2 has nothing to run: there is 1 page in 2 shards');
});

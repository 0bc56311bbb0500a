/** One run in several report formats, and the merged report of shards. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { doctorReportSchema } from '../../model/examination.ts';
import { type RunReport, runReportSchema } from '../../model/report.ts';
import { type ContentFolder, mdx, snippet } from '../commands/content-folder.ts';
import { e2eFolder, SLOW } from './pages.ts';
import { snippets, start } from './snippets.ts';

const RETRIED = snippet('retried retry-until="3"', '$ echo x >> /tmp/lines; wc -l < /tmp/lines');
const page = (...bodies: string[]) => mdx(bodies.join('\n'), 'lab:\n  images: []\n');

let folder: ContentFolder;
beforeAll(async () => {
  folder = e2eFolder({
    'en/e2e/reports/a.mdx': page(snippet('hello', '$ echo hello')),
    'en/e2e/reports/b.mdx': page(RETRIED),
    'en/e2e/slow.mdx': SLOW,
  });
  expect(await call('capture', 'e2e/reports/a', 'e2e/reports/b')).toMatchObject({ exit: 0 });
  // It fails although the page does not expect that, and prints characters that XML does not allow.
  folder.write({ 'en/e2e/reports/a.mdx': page(snippet('hello', "$ printf 'a\\033[31m\\007b <&\\n'; false")) });
});
afterAll(() => folder[Symbol.dispose]());

const call = (...args: string[]) => snippets(args, { cwd: folder.home });
const read = (name: string) => readFileSync(join(folder.home, name), 'utf8');
const report = (name: string): RunReport => runReportSchema.parse(JSON.parse(read(name)));

test('every reporter reports the run', async () => {
  const files = ['json:out/run.json', 'junit:out/junit.xml', 'pretty:out/log.txt'].flatMap((each) => [
    '--reporter',
    each,
  ]);
  const { exit, stdout } = await call('verify', 'content/en/e2e/reports', '--reporter', 'github', ...files);
  expect(exit).toBe(1);
  const place = 'file=content/en/e2e/reports/a.mdx,line=9';
  const lines = stdout.trimEnd().split('\n');
  expect(
    lines.filter((line) => !line.startsWith(`::error ${place}`) && !line.includes('its commands have changed')),
  ).toEqual([]);
  expect(stdout).toContain('title=hello on host%3A expected exit code 0%2C got 1::');
  expect(report('out/run.json')).toMatchObject({
    ending: { kind: 'complete' },
    counts: { passed: 1, failed: 1 },
    pages: [
      { result: 'failed', slug: 'e2e/reports/a' },
      { result: 'passed', slug: 'e2e/reports/b', snippets: [{ id: 'retried', attempts: 3, retryUntil: '"3"' }] },
    ],
  });
  expect(read('out/junit.xml')).toMatch(/<testsuites [^>]*tests="2" failures="1" errors="0"/u);
  expect(read('out/log.txt')).toContain('failed content/en/e2e/reports/a.mdx');
});

test('the output of a page is no command in a log of GitHub Actions', async () => {
  folder.write({
    'en/e2e/reports/masking.mdx': page(snippet('mask', '$ printf "::add-mask::hello\\n##[error]no\\n"; false')),
  });
  const env = { GITHUB_ACTIONS: 'true' };
  const said = await snippets(['verify', 'e2e/reports/masking', '--reporter', 'github'], { cwd: folder.home, env });
  const isCommand = (line: string) => line.trimStart().startsWith('::') || line.includes('##[');
  expect(said.stderr.split('\n').filter(isCommand)).toEqual([]);
  expect(said.stderr).toMatch(/add-mask::hello\n.*\[error\]no\n/u);
  expect(
    said.stdout
      .trimEnd()
      .split('\n')
      .filter((line) => !line.startsWith('::error file=')),
  ).toEqual([]);
  rmSync(join(folder.content, 'en/e2e/reports/masking.mdx'));
});

test('reports of shards are merged into one', async () => {
  const exits: (number | null)[] = [];
  for (const index of [1, 2, 3]) {
    const shard = ['--shard', `${index}/3`, '--reporter', `json:${index}.json`];
    exits.push((await call('verify', 'content/en/e2e/reports', ...shard)).exit);
  }
  // One shard has the failing page, one has no page.
  expect(exits.sort()).toEqual([0, 0, 1]);
  const whole = await call('merge-reports', '1.json', '2.json', '3.json', '--reporter', 'json:all.json');
  expect(whole).toMatchObject({ exit: 1, stdout: expect.stringContaining('1 page passed, 1 page failed; 2 snippets') });
  expect(report('all.json').pages.map(({ slug }) => slug)).toEqual(['e2e/reports/a', 'e2e/reports/b']);

  const missing = await call('merge-reports', '1.json', '3.json');
  expect(missing).toMatchObject({
    exit: 2,
    stdout: expect.stringContaining('incomplete the report of shard 2 is missing, with '),
  });
  const doubled = await call('merge-reports', '1.json', '2.json', '2.json', '3.json');
  expect(doubled).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining('shard 2/3 is given twice: 2.json, 2.json'),
  });
});

test('a run that is interrupted reports the pages so far', async () => {
  const run = start(['verify', 'e2e/reports/b', 'e2e/slow', '--jobs', '1', '-v', '--reporter', 'json:cut.json'], {
    cwd: folder.home,
  });
  await run.says('wait on host');
  run.kill('SIGINT');
  expect(await run.ended).toMatchObject({ exit: 130 });
  expect(report('cut.json')).toMatchObject({
    ending: { kind: 'interrupted' },
    pages: [{ result: 'passed' }, { result: 'not-run', slug: 'e2e/slow' }],
  });
});

test('a dry run of capture writes nothing, and shows what it would write', async () => {
  folder.write({ 'en/e2e/reports/a.mdx': page(snippet('hello', '$ echo goodbye')) });
  const before = read('content/captures/e2e/reports/a.yaml');
  const { exit, stdout } = await call('capture', 'e2e/reports/a', '--dry-run');
  expect(exit).toBe(0);
  expect(stdout).toMatch(/^would write .*a\.yaml hello$/mu);
  expect(stdout).toMatch(/^ {2}- +output: hello$/mu);
  expect(stdout).toMatch(/^ {2}\+ +output: goodbye$/mu);
  expect(read('content/captures/e2e/reports/a.yaml')).toBe(before);
});

test('doctor examines the engine', async () => {
  const { stdout } = await call('doctor', '--json');
  const [engine] = doctorReportSchema.parse(JSON.parse(stdout)).engines;
  expect(engine?.images).toContainEqual({ name: 'node', state: expect.stringMatching(/registry|stand-in/u) });
  expect(engine?.disk?.freeBytes).toBeGreaterThan(0);
  expect(engine?.disk?.bytes).toBeGreaterThan(engine?.disk?.freeBytes ?? 0);
});

import { describe, expect, test } from 'vitest';
import { exitCodeOf } from '../../commands/run.ts';
import { SnippetsError } from '../../model/error.ts';
import type { RunReport } from '../../model/report.ts';
import { junitReport } from '../../report/junit.ts';
import { mergedReport } from '../../report/merge.ts';
import { runSummary } from '../../report/run.ts';
import type { RunToReport } from '../../report/run-report.ts';
import { createStyle } from '../../report/style.ts';
import { pageOf } from '../run/pages.ts';
import { reportOf } from './sample-report.ts';
import { ranOutcome } from './sample-run.ts';

const PAGES = ['a', 'b', 'c', 'd'];
const outcome = (slug: string) => ranOutcome(pageOf('```console snippet=one\n$ docker ps\n```\n', { slug }));

function shard(index: number, slugs: readonly string[], more: Partial<RunToReport> = {}): RunReport {
  return reportOf({ pages: slugs.map(outcome), shard: { index, count: 3, checkout: 'abc', pages: PAGES }, ...more });
}
const SHARDS = [shard(1, ['c']), shard(2, ['a', 'd']), shard(3, ['b'])];

const merged = (reports: readonly RunReport[]) =>
  mergedReport(reports.map((report, index) => ({ file: `${index + 1}.json`, report })));
const report = (reports: readonly RunReport[]) => {
  const result = merged(reports);
  if (result.kind !== 'merged') throw new TypeError(result.mistakes.join('\n'));
  return result.report;
};

test('all shards are the whole run, with the pages in its order', () => {
  const whole = report(SHARDS.toReversed());
  expect(whole.pages.map(({ slug }) => slug)).toEqual(PAGES);
  expect(whole).toMatchObject({ ending: { kind: 'complete' }, counts: { passed: 4, snippets: 4 } });
  expect(whole.shard).toBeUndefined();
});

test('its duration is from the first start to the last end', () => {
  const at = (time: string) => new Date(`2026-11-24T04:00:${time}Z`);
  const reports = [
    shard(1, ['c'], { started: at('10'), durationMs: 5000 }),
    shard(2, ['a', 'd'], { started: at('00'), durationMs: 8000 }),
    shard(3, ['b'], { started: at('02'), durationMs: 20_000 }),
  ];
  expect(report(reports)).toMatchObject({ started: '2026-11-24T04:00:00.000Z', durationMs: 22_000 });
});

test('a missing shard is named, with its pages, and the other shards are reported', () => {
  expect(report(SHARDS.slice(1))).toMatchObject({
    ending: { kind: 'shards-missing', shards: [1], pages: ['c'] },
    counts: { passed: 3 },
  });
});

test('a page that the report of its shard has lost is named, also if the result is merged again', () => {
  const ending = { kind: 'pages-missing', pages: ['d'] };
  const first = report([shard(1, ['c']), shard(2, ['a']), shard(3, ['b'])]);
  expect(first).toMatchObject({ ending, counts: { passed: 3 } });
  expect(report([first, reportOf({ pages: [outcome('z')] })])).toMatchObject({ ending });
  expect(exitCodeOf(first, true)).toBe(2);
  expect(runSummary(first, createStyle(false))).toContain('\nincomplete no report has d, although the reports of all');
  expect(junitReport(first)).toContain('<error type="pages-missing"');
});

test('the error that ended one shard ends the merged run', () => {
  const error = new SnippetsError('engine-unreachable', 'no daemon', 'start one');
  const pages = [{ kind: 'not-run' as const, page: outcome('b').page }];
  const failed = shard(3, [], { pages, ending: { kind: 'failed', error } });
  expect(report([...SHARDS.slice(0, 2), failed])).toMatchObject({ ending: { kind: 'failed' }, counts: { notRun: 1 } });
});

test('runs of different pages can be merged without being shards', () => {
  const [a, b] = [reportOf({ pages: [outcome('a')] }), reportOf({ pages: [outcome('b')] })];
  expect(report([a, b]).pages.map(({ slug }) => slug)).toEqual(['a', 'b']);
});

describe('it is refused, with every mistake, if', () => {
  test.each<[string, RunReport[], string[]]>([
    ['a shard is given twice', [...SHARDS, shard(2, ['a', 'd'])], ['shard 2/3 is given twice: 2.json, 4.json']],
    [
      'a page is given twice',
      [reportOf({ pages: [outcome('a')] }), reportOf({ pages: [outcome('a')] })],
      ['page a is given twice: 1.json, 2.json'],
    ],
    [
      'one is a whole run',
      [shard(1, ['c']), reportOf({ pages: [outcome('z')] })],
      ['2.json is a whole run, 1.json is shard 1/3'],
    ],
    [
      'they are shards of different pages',
      [shard(1, ['c']), shard(2, ['a'], { shard: { index: 2, count: 3, checkout: 'abc', pages: ['a'] } })],
      ['2.json and 1.json are shards of different pages'],
    ],
    [
      'they are shards of different checkouts',
      [shard(1, ['c']), shard(2, ['a'], { shard: { index: 2, count: 3, checkout: 'def', pages: PAGES } })],
      ['2.json and 1.json are shards of different checkouts'],
    ],
    ['a shard has a page of another run', [shard(1, ['c', 'z'])], ['1.json has page z, which is not in its run']],
    [
      'they are of different commands',
      [shard(1, ['c']), shard(2, ['a'], { command: 'capture' })],
      ['2.json is a report of capture, 1.json of verify'],
    ],
  ])('%s', (_when, reports, mistakes) => {
    expect(merged(reports)).toEqual({ kind: 'impossible', mistakes });
  });
});

test('two reports cannot have one file under two slugs', () => {
  const { file } = outcome('a').page;
  const [a, b] = [reportOf({ pages: [outcome('a')] }), reportOf({ pages: [outcome('b')] })];
  const same = { ...b, pages: b.pages.map((page) => ({ ...page, file })) };
  expect(merged([a, same])).toEqual({
    kind: 'impossible',
    mistakes: [`${file} is the file of a in 1.json, b in 2.json`],
  });
});

import { expect, test } from 'vitest';
import { knownAfter, lastLines } from '../../../scripts/serving/results.ts';
import { verifiedHereSchema } from '../../../site/data/verified-here.ts';
import { SnippetsError } from '../../model/error.ts';
import type { PageOutcome } from '../../model/outcome.ts';
import { reportOf } from '../report/sample-report.ts';
import { ranOutcome } from '../report/sample-run.ts';
import { pageOf } from '../run/pages.ts';

const page = (slug: string) => pageOf('```console snippet=one\n$ docker ps\n```\n', { slug });
const passed = (slug: string): PageOutcome => ranOutcome(page(slug));
const failed = (slug: string): PageOutcome => ranOutcome(page(slug), [[{ kind: 'no-capture' }]]);
const skipped = (slug: string): PageOutcome => ({ kind: 'skipped', page: page(slug), reason: 'no ipvs' });
const unchanged = (slug: string): PageOutcome => ({ kind: 'unchanged', page: page(slug) });
const notRun = (slug: string): PageOutcome => ({ kind: 'not-run', page: page(slug) });
const broken = (slug: string): PageOutcome => ({
  kind: 'broken',
  page: page(slug),
  engine: 'native',
  durationMs: 1,
  error: new SnippetsError('engine-lost', 'the Docker daemon went away', 'start it'),
});

const URL = 'http://127.0.0.1:4321/';
const said = (...pages: PageOutcome[]) => lastLines(reportOf({ pages, durationMs: 61_000 }), URL);
const END = '(1 min 01 s); details: http://127.0.0.1:4321/en/verified/#here';

test.each<[string, PageOutcome[], string[]]>([
  ['all hold', [passed('a'), unchanged('b/c')], [`all 2 tutorials hold on this machine ${END}`]],
  [
    'one no longer holds',
    [passed('a'), failed('b/c')],
    [
      'no longer holds: http://127.0.0.1:4321/en/b/c/',
      `1 of 2 tutorials holds on this machine, 1 no longer holds ${END}`,
    ],
  ],
  [
    'two cannot be run here, and one breaks',
    [passed('a'), skipped('b'), skipped('c'), broken('d')],
    [
      'could not be run: http://127.0.0.1:4321/en/d/',
      `1 of 4 tutorials holds on this machine, 1 could not be run, 2 were skipped ${END}`,
    ],
  ],
])('the last lines where %s', (_when, pages, lines) => {
  expect(said(...pages)).toEqual(lines);
});

test('the last line of an interrupted run says how far it came', () => {
  const report = reportOf({ pages: [passed('a'), notRun('b')], ending: { kind: 'interrupted' }, durationMs: 61_000 });
  expect(lastLines(report, URL)).toEqual([
    `1 of 2 tutorials holds on this machine, 1 did not run: the run was interrupted ${END}`,
  ]);
});

test('the last line of a run that was refused says why', () => {
  const problem = { code: 'page-name-invalid', file: 'a.mdx', position: undefined, message: 'm', hint: 'h' } as const;
  const report = reportOf({ ending: { kind: 'refused' }, problems: [problem] });
  expect(lastLines(report, URL)).toEqual(['the tutorials were not verified: they have 1 mistake']);
});

test('the last line of a run that no daemon served says so, without what was printed before', () => {
  const error = new SnippetsError('engine-unreachable', 'no Docker daemon answers\n  tried x', 'start Docker');
  const report = reportOf({ pages: [notRun('a')], ending: { kind: 'failed', error } });
  expect(lastLines(report, URL)).toEqual(['the tutorials were not verified: no Docker daemon answers']);
});

test('what is known of a page stays until it runs again', () => {
  const first = reportOf({ pages: [passed('a'), failed('b'), skipped('c'), broken('d')] });
  const known = knownAfter({}, first);
  expect(verifiedHereSchema.parse(known)).toEqual(known);
  const at = '2026-11-24T04:00:00.001Z';
  const engine = expect.objectContaining({ version: expect.any(String), kernel: expect.any(String) });
  expect(known).toEqual({
    a: { result: 'passed', at, engine },
    b: { result: 'failed', at, engine },
    c: { result: 'skipped', at, reason: 'no ipvs' },
    d: { result: 'broken', at, reason: 'the Docker daemon went away' },
  });
  const second = reportOf({
    started: new Date('2026-11-25T04:00:00Z'),
    pages: [unchanged('a'), notRun('b'), passed('c'), unchanged('e')],
  });
  const later = '2026-11-25T04:00:00.001Z';
  expect(knownAfter(known, second)).toEqual({
    a: known.a,
    b: known.b,
    c: { result: 'passed', at: later, engine },
    e: { result: 'passed', at: later },
  });
});

import { expect, test } from 'vitest';
import type { PageThatRan, ReportedFault, RunReport } from '../../model/report.ts';
import { contradictionsIn } from '../../report/contradictions.ts';
import { countsOf } from '../../report/run-report.ts';
import { pageOf } from '../run/pages.ts';
import { reportOf } from './sample-report.ts';
import { everythingRun, ranOutcome } from './sample-run.ts';

const PAGE = pageOf('```console snippet=one\n$ docker ps\n```\n', { slug: 'a' });
const PLACE = { position: { line: 1, column: 1 } };

test('the report of a run does not contradict itself', () => {
  expect(contradictionsIn(everythingRun())).toEqual([]);
  expect(contradictionsIn(reportOf({}))).toEqual([]);
});

/** A report of one page that passed, with other values. Its counts are right unless they are given. */
function changed(page: Partial<PageThatRan>, report: Partial<RunReport> = {}): readonly string[] {
  const good = reportOf({ pages: [ranOutcome(PAGE)] });
  const pages = [{ ...good.pages[0], ...page } as PageThatRan];
  return contradictionsIn({ ...good, pages, counts: countsOf(pages), ...report });
}
function withFault(fault: ReportedFault, result: PageThatRan['result'] = 'failed'): readonly string[] {
  const [snippet] = (reportOf({ pages: [ranOutcome(PAGE)] }).pages[0] as PageThatRan).snippets;
  if (!snippet) throw new TypeError('no snippet');
  return changed({ result, snippets: [{ ...snippet, faults: [fault] }] });
}
const differed = (step: number, span: [number, number]): ReportedFault => ({
  kind: 'differed',
  ...PLACE,
  step,
  lines: [{ kind: 'printed', text: 'NAME', spans: [span] }],
});
const sample = () => reportOf({ pages: [ranOutcome(PAGE)] });
const [{ snippets: SNIPPETS }] = sample().pages as [PageThatRan];
const LEAK = { node: 'host', kind: 'containers' as const, names: ['web'] };
const PROBLEM = { code: 'page-name-invalid' as const, file: 'x.mdx', message: 'm', hint: 'h' };

test.each<[string, readonly string[]]>([
  ['its counts are not those of its pages', changed({}, { counts: { ...sample().counts, passed: 2 } })],
  ['there is no shard 4 of 3', changed({}, { shard: { index: 4, count: 3, checkout: 'abc', pages: ['a'] } })],
  ['no page was run because of mistakes, but it has no mistake', changed({}, { ending: { kind: 'refused' } })],
  [
    'no page was run because of mistakes, but pages have run',
    changed({}, { ending: { kind: 'refused' }, problems: [PROBLEM] }),
  ],
  ['a: snippet one is given more than once', changed({ snippets: [...SNIPPETS, ...SNIPPETS] })],
  ['a: it has run, but it has no snippet', changed({ snippets: [] })],
  ['a: it has passed, but it has faults', changed({ leaks: [LEAK] })],
  ['a: it has passed, but it has faults', withFault(differed(0, [0, 4]), 'passed')],
  ['a: it has failed, but it has no fault', changed({ result: 'failed' })],
  ['a: it has no snippet two that could be captured anew', changed({ stale: ['two'] }, { command: 'capture' })],
  [
    'a: one: it has passed, but it did not run',
    changed({ snippets: SNIPPETS.map((each) => ({ ...each, attempts: 0 })) }),
  ],
  ['a: one: there is no step 2', withFault(differed(1, [0, 4]))],
  ['a: one: a difference marks characters that its line does not have', withFault(differed(0, [0, 5]))],
  ['a: one: a difference marks characters that its line does not have', withFault(differed(0, [3, 2]))],
  ['it has stopped early, but no page is left', changed({}, { ending: { kind: 'bailed' } })],
  [
    'shards are missing, but it names none',
    changed({}, { ending: { kind: 'shards-missing', shards: [], pages: ['b'] } }),
  ],
  ['pages are missing, but it names none', changed({}, { ending: { kind: 'pages-missing', pages: [] } })],
  [
    'its shard names a page twice',
    changed({}, { shard: { index: 1, count: 3, checkout: 'abc', pages: ['a', 'b', 'a'] } }),
  ],
  [
    'it has written content/captures/b.yaml, which is of no page that has run',
    changed({}, { written: [{ file: 'content/captures/b.yaml', snippets: ['one'] }] }),
  ],
  [
    'it has written snippet two of content/captures/a.yaml, which has none',
    changed({}, { written: [{ file: 'content/captures/a.yaml', snippets: ['one', 'two'] }] }),
  ],
  ['a: it has passed with the same Docker and images, but would be captured anew', changed({ stale: ['one'] })],
  ['a: one: it has no step', changed({ snippets: SNIPPETS.map((each) => ({ ...each, steps: [] })) })],
  [
    'a: one: it ran more than once, but has no retry-until',
    changed({ snippets: SNIPPETS.map((each) => ({ ...each, attempts: 2 })) }),
  ],
  [
    'a: one: its outputs were not compared, although it has a capture',
    changed({ snippets: SNIPPETS.map((each) => ({ ...each, outputsCompared: false })) }),
  ],
  [
    'a: one: the exit code 1 is right, but it is a fault',
    withFault({ kind: 'wrong-exit', ...PLACE, step: 0, expected: 1, actual: 1, output: '' }),
  ],
  ['a: one: an output differed, but no line shows it', withFault({ kind: 'differed', ...PLACE, step: 0, lines: [] })],
])('%s', (sentence, found) => {
  expect(found).toEqual([sentence]);
});

test('pages that did not run are no part of a complete run', () => {
  const report = reportOf({ pages: [{ kind: 'not-run', page: PAGE }] });
  expect(contradictionsIn(report)).toEqual(['it is complete, but pages did not run']);
  expect(contradictionsIn({ ...report, ending: { kind: 'bailed' } })).toEqual([]);
});

test('a page is given once, and a file is of one page', () => {
  const { pages, ...report } = reportOf({ pages: [ranOutcome(PAGE)] });
  const [page] = pages as [PageThatRan];
  const twice = (other: Partial<PageThatRan>) => {
    const both = [page, { ...page, ...other }];
    return contradictionsIn({ ...report, pages: both, counts: countsOf(both) });
  };
  expect(twice({ file: 'content/en/b.mdx' })).toEqual(['page a is given more than once']);
  expect(twice({ slug: 'b' })).toEqual([`${page.file} is the file of more than one page`]);
});

test('with another Docker, a page may pass and be captured anew', () => {
  const drift = [{ what: 'engine version', captured: '28.5.2', now: '29.0.0' }];
  expect(changed({ stale: ['one'], drift })).toEqual([]);
  expect(changed({ stale: ['one'] }, { command: 'capture' })).toEqual([]);
});

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
  ['a: it has no snippet two that could be captured anew', changed({ stale: ['two'] })],
  [
    'a: one: it has passed, but it did not run',
    changed({ snippets: SNIPPETS.map((each) => ({ ...each, attempts: 0 })) }),
  ],
  ['a: one: there is no step 2', withFault(differed(1, [0, 4]))],
  ['a: one: a difference marks characters that its line does not have', withFault(differed(0, [0, 5]))],
  ['a: one: a difference marks characters that its line does not have', withFault(differed(0, [3, 2]))],
])('%s', (sentence, found) => {
  expect(found).toEqual([sentence]);
});

test('pages that did not run are no part of a complete run', () => {
  const report = reportOf({ pages: [{ kind: 'not-run', page: PAGE }] });
  expect(contradictionsIn(report)).toEqual(['it is complete, but pages did not run']);
  expect(contradictionsIn({ ...report, ending: { kind: 'bailed' } })).toEqual([]);
});

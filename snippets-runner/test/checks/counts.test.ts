/** Tests of the counts of `scripts/checks.ts`. */
import { describe, expect, test } from 'vitest';
import { type Counts, countsOf, exitCodeOf, slowest, sum, tally } from '../../../scripts/checks/counts.ts';
import { SnippetsError } from '../../model/error.ts';
import { jsonReport } from '../../report/json.ts';
import { parseMarkdown } from '../../tutorial/markdown/parse-markdown.ts';
import { reportOf } from '../report/sample-report.ts';
import { everythingRun, ranOutcome } from '../report/sample-run.ts';
import { pageOf } from '../run/pages.ts';
import { samplePage } from '../tutorial/capture/sample.ts';

const counts = (given: Partial<Counts>): Counts => ({
  passed: 0,
  failed: 0,
  failures: [],
  skipped: [],
  timed: [],
  notRun: [],
  ...given,
});

describe('a check without a report', () => {
  test('is one that passed or failed', () => {
    expect(countsOf('none', 0, '')).toEqual(counts({ passed: 1 }));
    expect(countsOf('none', 2, '')).toEqual(counts({ failed: 1 }));
  });
});

describe('tests', () => {
  /** In the form of vitest's JSON reporter. */
  const report = (...tests: readonly (readonly [status: string, skipReason?: string])[]) =>
    JSON.stringify({
      numTotalTests: tests.length,
      testResults: [
        {
          status: 'passed',
          assertionResults: tests.map(([status, skipReason], index) => ({
            ancestorTitles: ['', 'a disk'],
            title: `test ${index}`,
            status,
            failureMessages: status === 'failed' ? ['AssertionError: expected 1 to be 2', '    at a.test.ts:1:1'] : [],
            meta: skipReason === undefined ? {} : { skipReason },
          })),
        },
      ],
    });

  test('are each passed, failed, or skipped with a reason', () => {
    expect(countsOf('vitest', 1, report(['passed'], ['failed'], ['passed'], ['skipped', 'it needs root']))).toEqual(
      counts({
        passed: 2,
        failed: 1,
        failures: [{ name: 'a disk > test 1', detail: 'AssertionError: expected 1 to be 2\n    at a.test.ts:1:1' }],
        skipped: [{ name: 'a disk > test 3', reason: 'it needs root' }],
      }),
    );
  });

  test('that ran have taken some time', () => {
    const timed = [{ ...JSON.parse(report(['passed'], ['skipped', 'it needs root'])).testResults[0] }];
    for (const test of timed[0].assertionResults) if (test.status === 'passed') test.duration = 12.5;
    expect(countsOf('vitest', 0, JSON.stringify({ testResults: timed })).timed).toEqual([
      { name: 'a disk > test 0', durationMs: 12.5 },
    ]);
  });

  test.each(['skipped', 'todo', 'pending'])('that are %s without a reason have failed', (status) => {
    expect(countsOf('vitest', 0, report(['passed'], [status]))).toEqual(
      counts({ passed: 1, failed: 1, notRun: ['a disk > test 1'] }),
    );
  });

  test('have failed if all of them were skipped', () => {
    expect(countsOf('vitest', 0, report(['skipped', 'it needs root']))).toMatchObject({ passed: 0, failed: 1 });
  });

  test('have failed if vitest fails without a failed test', () => {
    expect(countsOf('vitest', 1, report(['passed']))).toEqual(counts({ passed: 1, failed: 1 }));
  });

  test.each([
    ['is not there', ''],
    ['is cut', report(['passed']).slice(0, -1)],
    ['is in another form', '{"testResults":[{"tests":1}]}'],
    ['has no test', report()],
  ])('have failed if the report %s', (_how, text) => {
    expect(countsOf('vitest', 0, text)).toEqual(counts({ failed: 1 }));
  });
});

describe('pages', () => {
  const reason = 'the kernel of engine native lacks ipvs';
  const SAMPLE = { name: 'bridge/sample.mdx', durationMs: 1234 };
  const skipped = { kind: 'skipped', page: pageOf('', { slug: 'swarm/mesh' }), reason } as const;

  test('are each passed, failed or skipped', () => {
    const report = reportOf({ pages: [ranOutcome(samplePage()), skipped] });
    expect(countsOf('verify', 0, jsonReport(report))).toEqual(
      counts({ passed: 1, skipped: [{ name: 'swarm/mesh.mdx', reason }], timed: [SAMPLE] }),
    );
  });

  test('have failed if they could not run, or did not', () => {
    const report = everythingRun();
    const { passed, unchanged, failed, broken, notRun } = report.counts;
    expect([unchanged, broken, notRun]).toEqual([1, 1, 1]);
    expect(countsOf('verify', 2, jsonReport(report))).toMatchObject({
      passed: passed + unchanged,
      failed: failed + broken + notRun,
      skipped: [{ reason }],
    });
  });

  test('that failed say why, as the report for people does', () => {
    const { failed, failures } = countsOf('verify', 2, jsonReport(everythingRun()));
    expect(failures).toHaveLength(failed);
    expect(failures.map(({ detail }) => detail.split(' ')[0]).sort()).toEqual(['could', 'failed', 'not']);
    expect(failures.map(({ detail }) => detail).join()).toContain('expected exit code');
  });

  test('that were refused, or not run because of an error, have failed and say why', () => {
    const problem = {
      code: 'image-unknown',
      file: 'a.mdx',
      position: { line: 5, column: 12 },
      message: 'content/images has no image "x"',
      hint: 'Write it.',
    } as const;
    const refused = reportOf({ problems: [problem], ending: { kind: 'refused' } });
    expect(countsOf('verify', 1, jsonReport(refused))).toEqual(
      counts({ failed: 1, failures: [{ name: 'a.mdx:5:12', detail: `${problem.message}\nhint Write it.` }] }),
    );
    const error = new SnippetsError('engine-unreachable', 'no daemon', 'start one');
    expect(countsOf('verify', 2, jsonReport(reportOf({ ending: { kind: 'failed', error } })))).toEqual(
      counts({ failed: 1, failures: [{ name: 'engine-unreachable', detail: 'no daemon\nhint start one' }] }),
    );
  });

  test('are not skipped if they have nothing to run', () => {
    const { document } = parseMarkdown({ file: 'a.md', text: '', images: [], knownImages: [] });
    const report = reportOf({ pages: [ranOutcome(samplePage()), { kind: 'empty', page: document }] });
    expect(countsOf('verify', 0, jsonReport(report))).toEqual(counts({ passed: 1, timed: [SAMPLE] }));
  });

  test('have failed if all of them were skipped, or if the report cannot be read', () => {
    expect(countsOf('verify', 0, jsonReport(reportOf({ pages: [skipped] })))).toMatchObject({ passed: 0, failed: 1 });
    expect(countsOf('verify', 0, '{}')).toEqual(counts({ failed: 1 }));
  });
});

test('what took longest comes first', () => {
  const timed = [30, 10, 20].map((durationMs) => ({ name: String(durationMs), durationMs }));
  expect(slowest(timed, 2).map(({ name }) => name)).toEqual(['30', '20']);
});

test('skipped tests are named in the last line only if there are any', () => {
  const one = counts({ passed: 3, failed: 1 });
  const other = counts({ passed: 2, skipped: [{ name: 'a', reason: 'it needs root' }] });
  expect(tally(sum([one, one]))).toBe('6 passed, 2 failed');
  expect(tally(sum([one, other]))).toBe('5 passed, 1 failed, 1 skipped');
});

test.each([
  [0, 0, 0, 0],
  [0, 1, 0, 2],
  [1, 0, 1, 1],
  [1, 1, 1, 1],
])(
  'with %i failed and %i skipped, the exit code is %i, and %i if nothing may be skipped',
  (failed, skips, exit, strict) => {
    const skipped = Array.from({ length: skips }, () => ({ name: 'a', reason: 'it needs root' }));
    const total = counts({ passed: 3, failed, skipped });
    expect([exitCodeOf(total, false), exitCodeOf(total, true)]).toEqual([exit, strict]);
  },
);

/**
 * Counts what a check has done, from its exit code and from the report that it wrote.
 *
 * Invariant: nothing is left out. A check fails if nothing passed in it, if its report cannot be read, or if its
 * exit code is not 0. A test that did not run needs a reason; without one, it counts as failed.
 */
import * as z from 'zod';
import { type ReportedPage, type RunReport, runReportSchema } from '../../snippets-runner/model/report.ts';
import { pageReport } from '../../snippets-runner/report/page.ts';
import { createStyle } from '../../snippets-runner/report/style.ts';

export interface Counts {
  readonly passed: number;
  /** Includes `notRun`. */
  readonly failed: number;
  /** The tests and pages that failed and said why. */
  readonly failures: readonly Failure[];
  readonly skipped: readonly Skipped[];
  /** The tests and pages that ran, and how long each took. */
  readonly timed: readonly Timed[];
  /** Names of tests that did not run and give no reason, such as those of a group whose set-up failed. */
  readonly notRun: readonly string[];
}

export interface Timed {
  readonly name: string;
  readonly durationMs: number;
}

/** A test or a page that failed. */
export interface Failure {
  readonly name: string;
  /** What it said, in one or more lines. */
  readonly detail: string;
}

/** A test or a page that cannot run on this machine. It is neither passed nor failed. */
export interface Skipped {
  readonly name: string;
  readonly reason: string;
}

/** `none`: the check writes no report, and counts as one. */
export type ReportKind = 'vitest' | 'verify' | 'none';

/** Each reads the text of a report; they throw if it is not one. */
const READERS = { vitest: countTests, verify: countPages, none: () => PASSED } satisfies Record<
  ReportKind,
  (report: string) => Counts
>;
const NOTHING: Counts = { passed: 0, failed: 0, failures: [], skipped: [], timed: [], notRun: [] };
const PASSED: Counts = { ...NOTHING, passed: 1 };

/** @param report text of the report; empty if there is none */
export function countsOf(kind: ReportKind, exit: number, report: string): Counts {
  const counts = read(kind, report);
  const isFailed = exit !== 0 || counts.passed === 0;
  if (!isFailed || counts.failed > 0) return counts;
  return { ...(kind === 'none' ? NOTHING : counts), failed: 1 };
}

/** Returns nothing, which has failed, if the report cannot be read. */
function read(kind: ReportKind, report: string): Counts {
  try {
    return READERS[kind](report);
  } catch {
    return NOTHING;
  }
}

/** The part of vitest's JSON report that is counted. `skipIf` in `snippets-runner/test/skip.ts` gives the reasons. */
const vitestReportSchema = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(
        z.object({
          ancestorTitles: z.array(z.string()),
          title: z.string(),
          status: z.string(),
          duration: z.number().nullish(),
          failureMessages: z.array(z.string()).default([]),
          meta: z.object({ skipReason: z.string().optional() }),
        }),
      ),
    }),
  ),
});

function countTests(report: string): Counts {
  const { testResults } = vitestReportSchema.parse(JSON.parse(report));
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const all = tests.map(
    ({ ancestorTitles, title, status, duration, failureMessages, meta: { skipReason } }): Counts => {
      // The file is the first group, and has no title.
      const name = [...ancestorTitles, title].filter((each) => each !== '').join(' > ');
      const timed = typeof duration === 'number' ? [{ name, durationMs: duration }] : [];
      if (status === 'passed') return { ...PASSED, timed };
      if (status === 'failed') {
        return { ...NOTHING, failed: 1, failures: [{ name, detail: failureMessages.join('\n') }], timed };
      }
      if (skipReason === undefined) return { ...NOTHING, failed: 1, notRun: [name] };
      return { ...NOTHING, skipped: [{ name, reason: skipReason }] };
    },
  );
  return sum(all);
}

function countPages(report: string): Counts {
  const { counts, pages, problems, ending } = runReportSchema.parse(JSON.parse(report));
  const others = [...problems.map(mistakeOf), ...errorOf(ending)];
  return {
    passed: counts.passed + counts.unchanged,
    failed: counts.failed + counts.broken + counts.notRun + others.length,
    failures: [...pages.flatMap((page) => (FAILED.has(page.result) ? [failureOf(page)] : [])), ...others],
    skipped: pages.flatMap((page) => (page.result === 'skipped' ? [{ name: page.file, reason: page.reason }] : [])),
    timed: pages.flatMap((page) =>
      'durationMs' in page && page.durationMs !== undefined ? [{ name: page.file, durationMs: page.durationMs }] : [],
    ),
    notRun: [],
  };
}

const FAILED: ReadonlySet<ReportedPage['result']> = new Set(['failed', 'broken', 'not-run']);
const PLAIN = createStyle(false);

function failureOf(page: ReportedPage): Failure {
  return { name: page.file, detail: pageReport(page, PLAIN) };
}

/** A mistake because of which no page was run. */
function mistakeOf({ file, position, message, hint }: RunReport['problems'][number]): Failure {
  const place = position ? `${file}:${position.line}:${position.column}` : file;
  return { name: place, detail: `${message}\nhint ${hint}` };
}

/** The error that ended the whole run. */
function errorOf(ending: RunReport['ending']): readonly Failure[] {
  if (ending.kind !== 'failed') return [];
  const { code, message, hint } = ending.error;
  return [{ name: code, detail: `${message}\nhint ${hint}` }];
}

export function sum(all: readonly Counts[]): Counts {
  return {
    passed: all.reduce((total, { passed }) => total + passed, 0),
    failed: all.reduce((total, { failed }) => total + failed, 0),
    failures: all.flatMap(({ failures }) => failures),
    skipped: all.flatMap(({ skipped }) => skipped),
    timed: all.flatMap(({ timed }) => timed),
    notRun: all.flatMap(({ notRun }) => notRun),
  };
}

/** Returns those that took longest, the longest first. */
export function slowest<Each extends Timed>(timed: readonly Each[], count: number): readonly Each[] {
  return timed.toSorted((a, b) => b.durationMs - a.durationMs).slice(0, count);
}

/** Returns the exit code: 1 if anything failed, 2 if something was skipped that must not be. */
export function exitCodeOf({ failed, skipped }: Counts, forbidsSkips: boolean): 0 | 1 | 2 {
  if (failed > 0) return 1;
  return forbidsSkips && skipped.length > 0 ? 2 : 0;
}

/** Formats the counts: `12 passed, 0 failed`, and `, 1 skipped` after it if anything was skipped. */
export function tally({ passed, failed, skipped }: Counts): string {
  const end = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
  return `${passed} passed, ${failed} failed${end}`;
}

/** A report with defaults: a complete run of `verify` without pages. */
import type { RunReport } from '../../model/report.ts';
import { type RunToReport, runReport } from '../../report/run-report.ts';

export function reportOf(run: Partial<RunToReport>): RunReport {
  return runReport({
    command: 'verify',
    started: new Date('2026-11-24T04:00:00Z'),
    durationMs: 1,
    ending: { kind: 'complete' },
    pages: [],
    shard: undefined,
    problems: [],
    written: [],
    ...run,
  });
}

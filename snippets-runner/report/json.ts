/** A run for programs: `model/report.ts` is the definition. */
import type { RunReport } from '../model/report.ts';

export function jsonReport(report: RunReport): string {
  return JSON.stringify(report, null, 2);
}

/** The report as JSON. Its schema is in `model/report.ts`. */
import type { RunReport } from '../model/report.ts';

export function jsonReport(report: RunReport): string {
  return JSON.stringify(report, null, 2);
}

/** Values as JSON for programs. It has no character that a terminal or the log of GitHub Actions would obey. */
import { visibleJson } from '../base/visible.ts';
import type { RunReport } from '../model/report.ts';

/** The report of a run as JSON. Its schema is in `model/report.ts`. */
export function jsonReport(report: RunReport): string {
  return jsonText(report);
}

/** @param indent width of the indentation; 0 for a single line */
export function jsonText(value: unknown, indent = 2): string {
  return visibleJson(JSON.stringify(value, null, indent)).replaceAll('##[', '#\\u0023[');
}

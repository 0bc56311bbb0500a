import { relative, resolve } from 'node:path';
import * as z from 'zod';
import { COMMAND } from '../base/installation.ts';
import { LARGEST_RECORD, readText } from '../base/read-file.ts';
import { repeatedKey } from '../base/repeated-key.ts';
import { SnippetsError } from '../model/error.ts';
import { REPORT_SCHEMA_VERSION, type RunReport, runReportSchema } from '../model/report.ts';
import { contradictionsIn } from '../report/contradictions.ts';
import { mergedReport } from '../report/merge.ts';
import { pageReport } from '../report/page.ts';
import { endingText } from '../report/run.ts';
import type { CommandContext, ExitCode } from './command.ts';
import { whyUnreadable } from './readable.ts';
import { openReports } from './reporters.ts';
import { exitCodeOf } from './run.ts';

export interface MergeOptions {
  /** Succeed although pages were skipped. */
  readonly allowSkips: boolean;
  /** As `openReports` reads them. */
  readonly reporters: readonly string[];
}

/**
 * Merges the JSON reports of several runs into one.
 * @throws SnippetsError `option-invalid`, `report-invalid`
 */
export function mergeReports(
  files: readonly string[],
  { allowSkips, reporters }: MergeOptions,
  context: CommandContext,
): ExitCode {
  const reports = openReports(reporters, context);
  reports.checkApart(files.map((file) => resolve(context.cwd, file)));
  const { io } = reports;
  const read = files.map((file) => readReport(file, context.cwd));
  const invalid = read.flatMap((each) => (typeof each === 'string' ? each : []));
  if (invalid.length > 0) throw new SnippetsError('report-invalid', invalid.join('\n  '), INVALID_HINT);
  const merged = mergedReport(read.filter((each) => typeof each !== 'string'));
  if (merged.kind === 'impossible') throw new SnippetsError('report-invalid', merged.mistakes.join('\n  '), MERGE_HINT);
  const { report } = merged;
  for (const page of report.pages) io.print(pageReport(page, io.style, io.verbosity === 'verbose'));
  reports.deliver(report);
  return exitOf(report, allowSkips, io.tell);
}

const INVALID_HINT = `write reports with \`${COMMAND} verify --reporter json:FILE\`, all with this version of snippets`;
const MERGE_HINT = 'name each report of one run once';

/** @returns the report, or a message if it is invalid */
function readReport(file: string, cwd: string): { readonly file: string; readonly report: RunReport } | string {
  try {
    const text = readText(resolve(cwd, file), { largest: LARGEST_RECORD, acceptsPipes: true });
    // Some programs write a byte order mark before JSON.
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/u, ''));
    const repeated = repeatedKey(text);
    if (repeated !== undefined) return `${file} contradicts itself: it has the key "${repeated}" twice in one object`;
    const version = z.looseObject({ schema: z.number() }).safeParse(value).data?.schema;
    if (version !== undefined && version !== REPORT_SCHEMA_VERSION) {
      return `${file} has report schema ${version}, but this version of snippets reads ${REPORT_SCHEMA_VERSION}`;
    }
    const { success, data, error } = runReportSchema.safeParse(value);
    if (!success) {
      const [issue] = error.issues;
      return `${file} is not a report: ${issue?.path.join('.') || 'report'}: ${issue?.message}`;
    }
    const [contradiction] = contradictionsIn(data);
    if (contradiction !== undefined) return `${file} contradicts itself: ${contradiction}`;
    return { file: relative(cwd, resolve(cwd, file)), report: data };
  } catch (error) {
    return `${file} cannot be read: ${whyUnreadable(error, resolve(cwd, file)) ?? (error as Error).message}`;
  }
}

/** Prints why a run did not complete. It is not thrown, because it was not this command that failed. */
function exitOf(report: RunReport, allowSkips: boolean, tell: (text: string) => void): ExitCode {
  const { ending } = report;
  if (ending.kind !== 'failed' && ending.kind !== 'interrupted') return exitCodeOf(report, allowSkips);
  tell(`error a run did not complete: ${endingText(ending)}`);
  return 2;
}

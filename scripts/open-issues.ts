/**
 * Opens an issue on GitHub for each page that failed in a run, unless one with the same title is open.
 *
 *   open-issues.ts REPORT      the JSON report of `snippets verify`
 *
 * Needs the `gh` command, with GH_TOKEN or a login. RUN_URL: the page of the run, to which the issues link. Exit code 2
 * if an issue could not be opened.
 */
import { LARGEST_RECORD, readText } from '../snippets-runner/base/read-file.ts';
import { runReportSchema } from '../snippets-runner/model/report.ts';
import { githubIssues } from './issues/github.ts';
import { issuesOf, openMissing } from './issues/issues.ts';

const [file] = process.argv.slice(2);
try {
  if (file === undefined) throw new Error('name the report: open-issues.ts REPORT');
  const report = runReportSchema.parse(JSON.parse(readText(file, { largest: LARGEST_RECORD })));
  const opened = await openMissing(issuesOf(report, process.env.RUN_URL), githubIssues);
  for (const { title, result } of opened) process.stdout.write(`${result}: ${title}\n`);
  if (opened.length === 0) process.stdout.write('no page failed\n');
} catch (error) {
  process.stderr.write(`error: ${(error as Error).message}\n`);
  process.exitCode = 2;
}

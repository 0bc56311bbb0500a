/** From a report to issues about the pages that no longer hold. */
import { backticksFor } from '../../snippets-runner/base/backticks.ts';
import { visible } from '../../snippets-runner/base/visible.ts';
import type { PageThatRan, RunReport } from '../../snippets-runner/model/report.ts';
import { pageReport } from '../../snippets-runner/report/page.ts';
import { hasRun } from '../../snippets-runner/report/run-report.ts';
import { createStyle } from '../../snippets-runner/report/style.ts';

export interface Issue {
  /** The same in each run, so that it tells whether the page has an issue. */
  readonly title: string;
  /** Markdown. */
  readonly body: string;
}

/** Where issues are. */
export interface Issues {
  openTitles(): Promise<readonly string[]>;
  open(issue: Issue): Promise<void>;
}

export interface OpenedIssue {
  readonly title: string;
  readonly result: 'opened' | 'already open';
}

/** In UTF-16 code units. GitHub takes 65,536 characters in all. */
const LONGEST_REPORT = 60_000;

const PLAIN = createStyle(false);

/**
 * Returns an issue for each page that failed. A page that could not be run has shown nothing about itself: it only
 * fails the run.
 * @param runUrl of the run on GitHub
 */
export function issuesOf({ pages, started }: RunReport, runUrl: string | undefined): readonly Issue[] {
  const failed = pages.filter(hasRun).filter(({ result }) => result === 'failed');
  return failed.map((page) => ({ title: `${page.slug} no longer holds`, body: bodyOf(page, started, runUrl) }));
}

/** One after the other, because GitHub asks programs that write to do so. */
export async function openMissing(wanted: readonly Issue[], issues: Issues): Promise<readonly OpenedIssue[]> {
  if (wanted.length === 0) return [];
  const known = new Set(await issues.openTitles());
  const opened: OpenedIssue[] = [];
  for (const issue of wanted) {
    const { title } = issue;
    const isOpen = known.has(title);
    if (!isOpen) await issues.open(issue);
    known.add(title);
    opened.push({ title, result: isOpen ? 'already open' : 'opened' });
  }
  return opened;
}

function bodyOf(page: PageThatRan, started: string, runUrl: string | undefined): string {
  const { version, kernel, arch } = page.docker;
  const run = runUrl === undefined ? 'run' : `[run](${runUrl})`;
  return [
    `A ${run} of all pages found on ${started.slice(0, 10)} that this page does not show what Docker prints. It ran with Docker ${version} on Linux ${kernel}, ${arch}.`,
    fenced(shortened(visible(pageReport(page, PLAIN)))),
    `\`npx snippets verify ${page.slug}\` shows it on your machine. If the new output is right, read the text of the page in both languages, and then run \`npx snippets capture ${page.slug}\`.`,
  ].join('\n\n');
}

function shortened(text: string): string {
  if (text.length <= LONGEST_REPORT) return text;
  return `${text.slice(0, LONGEST_REPORT).toWellFormed()}\n… the rest is in the report of the run`;
}

/** In a fence that no line of the text closes, nothing is a link, a mention of a person, or HTML. */
function fenced(text: string): string {
  const fence = backticksFor(text, 3);
  return `${fence}text\n${text}\n${fence}`;
}

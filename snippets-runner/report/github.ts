/**
 * The report for GitHub Actions: workflow commands, which GitHub shows as annotations on the lines of the
 * pages (https://docs.github.com/actions/reference/workflow-commands). They are escaped as in GitHub's
 * toolkit (https://github.com/actions/toolkit, packages/core/src/command.ts).
 */
import { visible } from '../base/visible.ts';
import type { PageThatRan, ReportedPage, RunReport } from '../model/report.ts';
import type { Position } from '../tutorial/page.ts';
import { faultText, faultTitle, leakHint, leakText } from './faults.ts';
import { acceptingHint } from './page.ts';
import { endingText } from './run.ts';
import { count, createStyle } from './style.ts';

const PLAIN = createStyle(false);

interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly file?: string;
  readonly line?: number;
  readonly col?: number;
  readonly title: string;
  readonly message: string;
}

/** @param inRepository returns a file's path in the repository, as GitHub needs it */
export function githubReport(report: RunReport, inRepository: (file: string) => string): string {
  const annotations = [
    ...report.pages.flatMap(annotationsOf),
    ...report.problems.map((problem) => errorAt(problem, problem.code, problem)),
    ...skipAnnotations(report),
    ...endingAnnotations(report),
  ];
  return annotations
    .map(({ file, ...annotation }) =>
      commandText(file === undefined ? annotation : { file: inRepository(file), ...annotation }),
    )
    .join('\n');
}

interface Place {
  readonly file: string;
  /** Default: the beginning of the file. */
  readonly position?: Position | undefined;
}

interface Told {
  readonly message: string;
  readonly hint: string;
}

function errorAt({ file, position }: Place, title: string, { message, hint }: Told): Annotation {
  const { line, column: col } = position ?? { line: 1, column: 1 };
  return { level: 'error', file, line, col, title, message: `${message}\nhint ${hint}` };
}

function annotationsOf(page: ReportedPage): readonly Annotation[] {
  const { file } = page;
  const whole = { file, line: 1, col: 1 };
  switch (page.result) {
    case 'skipped':
      return [{ level: 'warning', ...whole, title: 'skipped', message: page.reason }];
    case 'broken':
      return [errorAt(page, `could not run: ${page.error.code}`, page.error)];
    case 'passed':
    case 'failed':
      return [...faultAnnotations(page), ...leakAnnotations(page), ...driftAnnotations(page)];
    default:
      return [];
  }
}

/** Leaves out snippets that did not run: GitHub shows only ten annotations of each step. */
function faultAnnotations(page: PageThatRan): readonly Annotation[] {
  return page.snippets.flatMap((snippet) =>
    snippet.faults
      .filter(({ kind }) => kind !== 'not-run')
      .map((fault): Annotation => {
        const { line, column } = fault.position;
        const hint = fault.kind === 'differed' ? `\n${acceptingHint(page)}` : '';
        return {
          level: 'error',
          file: page.file,
          line,
          col: column,
          title: `${snippet.id} on ${snippet.node}: ${faultTitle(fault, page.kind)}`,
          message: `${faultText(fault, snippet, page.kind, PLAIN)}${hint}`,
        };
      }),
  );
}

function leakAnnotations(page: PageThatRan): readonly Annotation[] {
  const { file, leaks } = page;
  if (leaks.length === 0) return [];
  const message = [...leaks.map((leak) => leakText(leak, PLAIN)), leakHint(page)].join('\n');
  return [{ level: 'error', file, line: 1, col: 1, title: 'the page leaves something behind', message }];
}

function driftAnnotations({ file, drift }: PageThatRan): readonly Annotation[] {
  if (drift.length === 0) return [];
  const lines = drift.map(({ what, captured, now }) => `${what}: captured with ${captured}, now ${now}`);
  return [{ level: 'notice', file, line: 1, col: 1, title: 'drift', message: lines.join('\n') }];
}

/** GitHub shows only ten annotations of each step, so the number of skipped pages has an annotation of its own. */
function skipAnnotations({ counts: { skipped }, pages }: RunReport): readonly Annotation[] {
  if (skipped === 0) return [];
  const message = `${skipped} of ${count(pages.length, 'page')} skipped: not everything was run`;
  return [{ level: 'warning', title: 'skipped pages', message }];
}

function endingAnnotations({ ending }: RunReport): readonly Annotation[] {
  const message = endingText(ending);
  if (message === undefined || ending.kind === 'refused' || ending.kind === 'bailed') return [];
  const hint = ending.kind === 'failed' ? `\nhint ${ending.error.hint}` : '';
  return [{ level: 'error', title: 'incomplete', message: message + hint }];
}

function commandText({ level, message, ...properties }: Annotation): string {
  const given = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(String(value))}`);
  return `::${level} ${given.join(',')}::${escapedData(message)}`;
}

function escapedData(text: string): string {
  return text
    .split('\r')
    .map(visible)
    .join('\r')
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

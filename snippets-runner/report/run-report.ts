/** Turns the outcome of a run into its report, the value that all reporters format. */
import type { Cause, Fault, PageOutcome, RunEnding, SnippetOutcome } from '../model/outcome.ts';
import { hasPassed } from '../model/outcome.ts';
import type { SnippetRecording } from '../model/recording.ts';
import {
  type PageThatRan,
  REPORT_SCHEMA_VERSION,
  type ReportEnding,
  type ReportedFault,
  type ReportedPage,
  type ReportedSnippet,
  type RunReport,
} from '../model/report.ts';
import type { Page, Position, Snippet, Step } from '../tutorial/page.ts';
import type { Problem } from '../tutorial/problem.ts';
import { patternText } from '../tutorial/snippet/pattern.ts';
import { seconds } from './style.ts';

export interface RunToReport {
  readonly command: RunReport['command'];
  readonly started: Date;
  readonly durationMs: number;
  readonly ending: RunEnding | { readonly kind: 'refused' };
  readonly pages: readonly PageOutcome[];
  readonly shard: RunReport['shard'];
  readonly problems: readonly Problem[];
  readonly written: RunReport['written'];
}

export function runReport(run: RunToReport): RunReport {
  const { command, started, durationMs, shard, problems, written } = run;
  const pages = run.pages.map(reportedPage);
  return {
    schema: REPORT_SCHEMA_VERSION,
    command,
    started: started.toISOString(),
    durationMs: Math.round(durationMs),
    ending: reportedEnding(run.ending),
    ...(shard && { shard }),
    counts: countsOf(pages),
    pages,
    problems: problems.map(({ position, ...problem }) => ({ ...problem, ...(position && { position }) })),
    written,
  };
}

export function countsOf(pages: readonly ReportedPage[]): RunReport['counts'] {
  const number = (result: ReportedPage['result']) => pages.filter((page) => page.result === result).length;
  return {
    passed: number('passed'),
    failed: number('failed'),
    skipped: number('skipped'),
    empty: number('empty'),
    broken: number('broken'),
    unchanged: number('unchanged'),
    notRun: number('not-run'),
    snippets: pages.flatMap((page) => (hasRun(page) ? page.snippets : [])).length,
    leftOut: pages.flatMap(({ leftOut }) => leftOut).length,
  };
}

export function hasRun(page: ReportedPage): page is PageThatRan {
  return page.result === 'passed' || page.result === 'failed';
}

type PageBase = Pick<ReportedPage, 'slug' | 'file' | 'kind' | 'needs' | 'leftOut'>;

export function reportedPage(outcome: PageOutcome): ReportedPage {
  const { page } = outcome;
  const base: PageBase = {
    slug: page.slug,
    file: page.file,
    kind: page.kind,
    needs: [...page.lab.needs],
    leftOut: page.kind === 'document' ? page.leftOut.map(({ position, reason }) => ({ position, reason })) : [],
  };
  const snippets = page.snippets.map(({ id, node, position }) => ({ id, node, position }));
  switch (outcome.kind) {
    case 'ran':
      return { result: hasPassed(outcome) ? 'passed' : 'failed', ...base, ...whatRan(outcome) };
    case 'skipped':
      return { result: 'skipped', ...base, reason: outcome.reason, snippets };
    case 'broken': {
      const { engine, durationMs, error } = outcome;
      return {
        result: 'broken',
        ...base,
        engine,
        durationMs: Math.round(durationMs),
        error: plain(error),
        ...(error.position && { position: error.position }),
        snippets,
      };
    }
    default:
      return { result: outcome.kind, ...base, snippets };
  }
}

function whatRan(outcome: Extract<PageOutcome, { kind: 'ran' }>): Omit<PageThatRan, keyof PageBase | 'result'> {
  const { page, engine, recording, snippets, drift, leaks, stale, durationMs } = outcome;
  const recorded = new Map(recording.snippets.map((each) => [each.id, each]));
  return {
    engine,
    docker: { ...recording.engine },
    images: { ...recording.images },
    durationMs: Math.round(durationMs),
    snippets: snippets.map((each) => reportedSnippet(each, recorded.get(each.snippet.id), page)),
    drift: [...drift],
    leaks: leaks.map((leak) => ({ ...leak, names: [...leak.names] })),
    stale: [...stale],
  };
}

function reportedSnippet(
  { snippet, faults, durationMs, cause, hostInText }: SnippetOutcome,
  recorded: SnippetRecording | undefined,
  page: Page,
): ReportedSnippet {
  const { id, node, position, retryUntil } = snippet;
  return {
    id,
    node,
    position,
    durationMs: Math.round(durationMs),
    attempts: recorded?.attempts ?? 0,
    ...(retryUntil && { retryUntil: patternText(retryUntil) }),
    outputsCompared: page.kind === 'page' || page.shown.some((shown) => shown.id === id && shown.steps !== undefined),
    steps: snippet.steps.map((step, index) => ({
      typed: typedText(step),
      position: step.position,
      exit: recorded?.steps[index]?.exit ?? null,
      durationMs: Math.round(recorded?.steps[index]?.durationMs ?? 0),
    })),
    faults: faults.map((fault) => reportedFault(fault, snippet)),
    ...(cause && { cause: reportedCause(cause) }),
    ...(hostInText && { hostInText: { ...hostInText } }),
  };
}

function reportedCause(cause: Cause): NonNullable<ReportedSnippet['cause']> {
  if ('unset' in cause) return { unset: [...cause.unset] };
  return 'inShell' in cause ? { inShell: { ...cause.inShell } } : cause;
}

function reportedFault(fault: Fault, snippet: Snippet): ReportedFault {
  const { position } = snippet;
  switch (fault.kind) {
    case 'no-capture':
    case 'not-run':
      return { kind: fault.kind, position };
    case 'other-attributes':
    case 'other-commands':
    case 'other-values':
    case 'other-beginning':
    case 'no-topology':
      return { kind: fault.kind, position, lines: reportedLines(fault.lines) };
    case 'other-topology': {
      const { kind, lines, ...follower } = fault;
      return { kind, position, lines: reportedLines(lines), ...follower };
    }
    case 'differed': {
      const { part, ...rest } = fault;
      const place = placeOf(snippet, fault.step);
      return { ...rest, position: place, lines: reportedLines(fault.lines), ...(part && { part: { ...part } }) };
    }
    case 'wrong-exit':
    case 'check-passed':
      return { ...fault, position: placeOf(snippet, fault.step) };
    case 'unmet':
    case 'pattern-failed':
      return { ...fault, position, pattern: patternText(fault.pattern) };
    case 'ended-early': {
      const { ending, output } = fault;
      const step = Math.max(0, snippet.steps.indexOf(ending.step));
      const reason = endingText(ending);
      return { kind: 'ended-early', position: placeOf(snippet, step), step, why: ending.kind, reason, output };
    }
  }
}

function placeOf({ steps, position }: Snippet, step: number): Position {
  return steps[step]?.position ?? position;
}

function reportedLines(lines: Extract<Fault, { kind: 'differed' }>['lines']) {
  return lines.map(({ kind, text, spans, note }) => ({
    kind,
    text,
    spans: spans.map(([start, end]): [number, number] => [start, end]),
    ...(note !== undefined && { note }),
  }));
}

function endingText(ending: Extract<Fault, { kind: 'ended-early' }>['ending']): string {
  if (ending.kind === 'stuck') return ending.reason;
  const { timeoutMs, waitedFor, quietMs } = ending;
  const since =
    quietMs === undefined || quietMs < LONG_QUIET_MS
      ? ''
      : `; no output for the last ${seconds(quietMs)} (${INPUT_HINT})`;
  return `timed out after ${seconds(timeoutMs)}, waiting for ${waitedFor}${since}`;
}

/** A program that prints nothing for this long may be waiting for input. */
const LONG_QUIET_MS = 5_000;
const INPUT_HINT = 'if it waits for input, the page must type that, or end the program with <Ctrl-D> or <Ctrl-C>';

function typedText(step: Step): string {
  const prompt = step.kind === 'command' ? '$ ' : (step.prompt ?? '');
  const keys = step.kind === 'input' ? step.keys.map((key) => `<${key}>`).join('') : '';
  return `${prompt}${step.text}${keys}`;
}

function reportedEnding(ending: RunToReport['ending']): ReportEnding {
  return ending.kind === 'failed' ? { kind: 'failed', error: plain(ending.error) } : ending;
}

function plain({ code, message, hint }: Extract<RunEnding, { kind: 'failed' }>['error']) {
  return { code, message, hint };
}

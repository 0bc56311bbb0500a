/** Formats the progress of a run: lines that a terminal redraws, or one plain line for each event. */
import { COMMAND } from '../base/installation.ts';
import { visibleLine } from '../base/visible.ts';
import type { RunEvent } from '../model/event.ts';
import type { Page } from '../tutorial/page.ts';
import { pageReport } from './page.ts';
import { reportedPage } from './run-report.ts';
import { count, type Style, seconds } from './style.ts';

type Activity =
  | { readonly kind: 'booting' }
  | { readonly kind: 'running'; readonly snippet: string; readonly index: number };

interface Running {
  readonly page: Page;
  readonly activity: Activity;
  readonly since: number;
}

/** The pages that run. Immutable: `nextProgress` returns the progress after an event. */
export interface Progress {
  readonly running: readonly Running[];
  readonly done: number;
  readonly all: number;
  readonly message: string | undefined;
}

export const NO_PROGRESS: Progress = { running: [], done: 0, all: 0, message: undefined };

/** @param now in milliseconds, on any clock that never goes back */
export function nextProgress(progress: Progress, event: RunEvent, now: number): Progress {
  const without = (page: Page) => progress.running.filter((running) => running.page !== page);
  const at = (page: Page, activity: Activity): Progress => {
    const since = progress.running.find((running) => running.page === page)?.since ?? now;
    return { ...progress, message: undefined, running: [...without(page), { page, activity, since }] };
  };
  switch (event.kind) {
    case 'planned':
      return { ...progress, all: event.pages.length };
    case 'preparing':
      return { ...progress, message: event.message };
    case 'lab-booting':
      return at(event.page, { kind: 'booting' });
    case 'lab-ready':
      return { ...progress, message: undefined };
    case 'lab-left':
      return progress;
    case 'snippet-started':
      return at(event.page, { kind: 'running', snippet: event.snippet.id, index: event.index });
    case 'engine-lost':
      return { ...progress, running: without(event.page) };
    case 'page-ended':
      return { ...progress, done: progress.done + 1, running: without(event.outcome.page) };
  }
}

/** Returns the lines that a terminal shows now. */
export function progressLines({ running, done, all, message }: Progress, now: number, style: Style): string {
  const lines = running.map(({ page, activity, since }) => {
    const elapsed = style.dim(seconds(now - since));
    const file = visibleLine(page.file);
    if (activity.kind === 'booting') return `${style.cyan('booting')} ${file}: ${page.lab.nodes.join(', ')} ${elapsed}`;
    return `${style.cyan('running')} ${file}: ${activity.snippet} ${activity.index + 1}/${page.snippets.length} ${elapsed}`;
  });
  if (message !== undefined) lines.push(`${style.cyan('preparing')} ${message}`);
  if (all > 1) lines.push(style.dim(`${done} of ${count(all, 'page')}`));
  return lines.join('\n');
}

/** Returns the line that is printed for an event; undefined for an event that only changes the progress. */
export function eventLine(event: RunEvent, verbose: boolean, style: Style): string | undefined {
  switch (event.kind) {
    case 'page-ended':
      if (event.outcome.kind === 'not-run') return undefined;
      return pageReport(reportedPage(event.outcome), style, verbose);
    case 'preparing':
      return event.message;
    case 'engine-lost':
      return `${style.yellow('lost')} engine ${event.engine}: ${event.error.message}\n  ${event.page.file} will run on another engine`;
    case 'lab-left':
      return `${style.yellow('left')} lab ${event.labId}: ${event.error.message}\n  ${style.cyan('hint')} \`${COMMAND} clean\` removes it after this run`;
    case 'lab-ready':
      return verbose ? `lab of ${event.page.file} ready in ${seconds(event.durationMs)}` : undefined;
    case 'snippet-started':
      return verbose ? `${event.page.file}: ${event.snippet.id} on ${event.snippet.node}` : undefined;
    default:
      return undefined;
  }
}

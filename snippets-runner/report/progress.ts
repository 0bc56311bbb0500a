/** What is going on in a run: lines that are redrawn on a terminal, a plain line an event elsewhere. */
import type { RunEvent } from '../model/event.ts';
import type { Page } from '../tutorial/page.ts';
import { pageReport } from './page.ts';
import { reportedPage } from './run-report.ts';
import { count, type Style, seconds } from './style.ts';

type Stage =
  | { readonly kind: 'booting' }
  | { readonly kind: 'running'; readonly snippet: string; readonly index: number };

interface Running {
  readonly page: Page;
  readonly stage: Stage;
  readonly since: number;
}

/** The pages under way. A value: `next` makes the one after an event. */
export interface Progress {
  readonly running: readonly Running[];
  readonly done: number;
  readonly all: number;
  readonly message: string | undefined;
}

export const NO_PROGRESS: Progress = { running: [], done: 0, all: 0, message: undefined };

/** @param now in milliseconds, of any clock that only goes forward */
export function nextProgress(progress: Progress, event: RunEvent, now: number): Progress {
  const without = (page: Page) => progress.running.filter((running) => running.page !== page);
  const at = (page: Page, stage: Stage): Progress => {
    const since = progress.running.find((running) => running.page === page)?.since ?? now;
    return { ...progress, message: undefined, running: [...without(page), { page, stage, since }] };
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
    case 'snippet-started':
      return at(event.page, { kind: 'running', snippet: event.snippet.id, index: event.index });
    case 'engine-lost':
      return { ...progress, running: without(event.page) };
    case 'page-ended':
      return { ...progress, done: progress.done + 1, running: without(event.outcome.page) };
  }
}

/** What a terminal shows of it now. */
export function progressLines({ running, done, all, message }: Progress, now: number, style: Style): string {
  const lines = running.map(({ page, stage, since }) => {
    const elapsed = style.dim(seconds(now - since));
    if (stage.kind === 'booting')
      return `${style.cyan('booting')} ${page.file}: ${page.lab.nodes.join(', ')} ${elapsed}`;
    return `${style.cyan('running')} ${page.file}: ${stage.snippet} ${stage.index + 1}/${page.snippets.length} ${elapsed}`;
  });
  if (message !== undefined) lines.push(`${style.cyan('preparing')} ${message}`);
  if (all > 1) lines.push(style.dim(`${done} of ${count(all, 'page')}`));
  return lines.join('\n');
}

/** The line that an event leaves behind, on a terminal and elsewhere; undefined for what only moves. */
export function eventLine(event: RunEvent, verbose: boolean, style: Style): string | undefined {
  switch (event.kind) {
    case 'page-ended':
      if (event.outcome.kind === 'not-run') return undefined;
      return pageReport(reportedPage(event.outcome), style, verbose);
    case 'preparing':
      return event.message;
    case 'engine-lost':
      return `${style.yellow('lost')} engine ${event.engine}: ${event.error.message}\n  ${event.page.file} goes to another`;
    case 'lab-ready':
      return verbose ? `lab of ${event.page.file} ready in ${seconds(event.durationMs)}` : undefined;
    case 'snippet-started':
      return verbose ? `${event.page.file}: ${event.snippet.id} on ${event.snippet.node}` : undefined;
    default:
      return undefined;
  }
}

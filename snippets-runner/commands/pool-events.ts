/** What the engines of a run tell besides its pages, and what is said at the end of a run that was interrupted. */
import { SnippetsError } from '../model/error.ts';
import type { RunEvent } from '../model/event.ts';
import { eventLine } from '../report/progress.ts';
import type { Io } from './command.ts';

export type PoolEvent = Extract<RunEvent, { kind: 'preparing' | 'lab-left' }>;

/** For commands that show no progress. */
export function tellPoolEvent(event: PoolEvent, io: Io): void {
  const line = eventLine(event, false, io.style);
  if (line !== undefined) io.tell(line);
}

export function interrupted(): SnippetsError {
  return new SnippetsError(
    'interrupted',
    'interrupted',
    'no lab of this run is left, except those that are named above',
  );
}

/**
 * Labels on everything that a lab makes on the engine. With them a later run, or `clean`, knows what belongs to
 * a lab, and whether the process that made it is still alive.
 */
import { processIdentity, processState } from '../base/process-identity.ts';
import type { LabOrigin } from '../model/lab.ts';

const PREFIX = 'snippets.lab';

export const LAB_ID = `${PREFIX}.id`;
const PAGE = `${PREFIX}.page`;
const OWNER = `${PREFIX}.owner`;
const STARTED = `${PREFIX}.started`;

export type Labels = Readonly<Record<string, string>>;

export function labelsFor(labId: string, page: string): Labels {
  return { [LAB_ID]: labId, [PAGE]: page, [OWNER]: processIdentity(process.pid), [STARTED]: new Date().toISOString() };
}

/** Reads the labels; undefined if they are not a lab's. */
export function originOf(labels: Labels | undefined): LabOrigin | undefined {
  const labId = labels?.[LAB_ID];
  if (labels === undefined || labId === undefined) return undefined;
  return {
    labId,
    page: labels[PAGE] ?? '?',
    started: labels[STARTED] ?? '?',
    ownerState: processState(labels[OWNER] ?? ''),
  };
}

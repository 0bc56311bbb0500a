/**
 * Where another version of Docker prints something in another way, a page says with `expect` what its text depends on.
 * In a run with another version, outputs that have it may differ from the capture: that is drift, and no fault.
 */
import type { DiffLine, Drift, Fault, SnippetOutcome } from '../../model/outcome.ts';
import type { Recording } from '../../model/recording.ts';
import type { Capture } from '../../tutorial/capture/capture.ts';
import { isOtherRelease } from './drift.ts';

export interface ExcusedOutputs {
  readonly snippets: readonly SnippetOutcome[];
  readonly drift: readonly Drift[];
}

/** Turns outputs that may differ with another version into drift. All other faults stay. */
export function excuseOtherVersion(
  snippets: readonly SnippetOutcome[],
  capture: Capture | undefined,
  recording: Recording,
): ExcusedOutputs {
  if (!capture || !isOtherRelease(capture, recording)) return { snippets, drift: [] };
  const excused = new Set(snippets.filter(isExcused));
  return {
    snippets: snippets.map((outcome) => (excused.has(outcome) ? { ...outcome, faults: [] } : outcome)),
    drift: [...excused].map(driftOf),
  };
}

/**
 * Returns whether nothing but its outputs differs, and the page says what they must have. A snippet that tries
 * connections has its results in the exit codes, which may not differ.
 */
function isExcused({ snippet, faults }: SnippetOutcome): boolean {
  return (
    !snippet.tries && snippet.expect.length > 0 && faults.length > 0 && faults.every(({ kind }) => kind === 'differed')
  );
}

function driftOf({ snippet, faults }: SnippetOutcome): Drift {
  const lines = faults.flatMap(linesOf);
  const firstOf = (kind: DiffLine['kind']) => {
    const text = lines.find((line) => line.kind === kind && line.text.trim() !== '')?.text.trim();
    return text === undefined ? 'no such line' : `\`${shortened(text)}\``;
  };
  return { what: `output of ${snippet.id}`, captured: firstOf('captured'), now: firstOf('printed') };
}

function linesOf(fault: Fault): readonly DiffLine[] {
  return fault.kind === 'differed' ? fault.lines : [];
}

const SHOWN = 60;

function shortened(text: string): string {
  const characters = [...text];
  return characters.length > SHOWN ? `${characters.slice(0, SHOWN).join('')}…` : text;
}

/** Compares the recording of one snippet with what the page expects, and with the capture. */

import type { DiffLine, Fault, SnippetOutcome } from '../../model/outcome.ts';
import type { SnippetRecording, StepRecording } from '../../model/recording.ts';
import type { CapturedSnippet, CapturedStep } from '../../tutorial/capture/capture.ts';
import { hasSameCommands } from '../../tutorial/capture/page-match.ts';
import type { Pattern, Snippet, Step } from '../../tutorial/page.ts';
import { meetingOf } from '../../tutorial/snippet/pattern.ts';
import type { Order } from '../outputs/listings.ts';
import { unifyOutputs } from '../outputs/unify.ts';
import type { Comparison } from '../tokens/match.ts';
import { commandDifference } from './commands.ts';
import { passedCheck, wrongExits } from './exits.ts';
import { attributeFaults, valueFaults } from './repeated.ts';
import { type TopologyPair, topologyFaults } from './topologies.ts';

export interface SnippetRequest {
  readonly snippet: Snippet;
  readonly recorded: SnippetRecording | undefined;
  readonly captured: CapturedSnippet | undefined;
  /** Undefined if the snippet changes the topology neither in the run nor in the capture. */
  readonly topologies: TopologyPair | undefined;
  readonly comparison: Comparison;
}

export function compareSnippet({
  snippet,
  recorded,
  captured,
  topologies,
  comparison,
}: SnippetRequest): SnippetOutcome {
  if (!recorded) return { snippet, faults: [{ kind: 'not-run' }], durationMs: 0 };
  const completed = completedSteps(recorded);
  const own = comparisonOf(snippet, comparison);
  return {
    snippet,
    faults: [
      ...endedEarly(recorded),
      ...wrongExits(snippet, completed, recorded.ending.kind === 'completed'),
      ...passedCheck(snippet, completed),
      ...unmet(snippet, recorded),
      ...captureFaults(snippet, recorded, captured, own),
      ...(captured && topologies ? topologyFaults(topologies, comparison) : []),
    ],
    durationMs: recorded.durationMs,
  };
}

/** Returns the comparison with the snippet's own tolerance. */
export function comparisonOf({ tolerance }: Snippet, comparison: Comparison): Comparison {
  if (tolerance === undefined) return comparison;
  return { ...comparison, tolerance: { ...comparison.tolerance, widening: tolerance } };
}

/** Returns the steps before the one at which the snippet ended early, or all steps. */
export function completedSteps({ steps, ending }: SnippetRecording): readonly StepRecording[] {
  const end = ending.kind === 'completed' ? -1 : steps.findIndex(({ step }) => step === ending.step);
  return end === -1 ? steps : steps.slice(0, end);
}

export function endedEarly({ ending, steps }: SnippetRecording): Fault[] {
  if (ending.kind === 'completed') return [];
  return [{ kind: 'ended-early', ending, output: steps.at(-1)?.output ?? '' }];
}

export function unmet({ expect }: Snippet, { steps, ending }: Pick<SnippetRecording, 'steps' | 'ending'>): Fault[] {
  if (ending.kind !== 'completed') return [];
  const output = steps.map((step) => step.output).join('\n');
  return expect.flatMap((pattern) => patternFaults(pattern, output));
}

function patternFaults(pattern: Pattern, output: string): Fault[] {
  const meeting = meetingOf(output, pattern);
  switch (meeting.kind) {
    case 'met':
      return [];
    case 'unmet':
      return [{ kind: 'unmet', attribute: 'expect', pattern, output }];
    case 'failed':
      return [{ kind: 'pattern-failed', attribute: 'expect', pattern, reason: meeting.reason, output }];
  }
}

function captureFaults(
  snippet: Snippet,
  recorded: SnippetRecording,
  captured: CapturedSnippet | undefined,
  comparison: Comparison,
): Fault[] {
  if (!captured) return [{ kind: 'no-capture' }];
  const repeated = [...commandFaults(snippet, recorded, captured, comparison), ...attributeFaults(captured, snippet)];
  // If steps were added or removed, it is unknown which output belongs to which step.
  if (captured.steps.length !== snippet.steps.length) return repeated;
  const differed = completedSteps(recorded).flatMap((step, index): Fault[] => {
    const lines = differences(captured.steps[index], step, comparison);
    return lines.length > 0 ? [{ kind: 'differed', step: index, lines }] : [];
  });
  return [...repeated, ...differed];
}

/** Other commands may have other placeholders, so only those of the same commands are compared. */
function commandFaults(
  snippet: Snippet,
  { values }: SnippetRecording,
  captured: CapturedSnippet,
  comparison: Comparison,
): Fault[] {
  return hasSameCommands(captured, snippet)
    ? valueFaults(snippet, captured.values, values, comparison)
    : [{ kind: 'other-commands', lines: commandDifference(snippet, captured) }];
}

function differences(captured: CapturedStep | undefined, step: StepRecording, comparison: Comparison): DiffLine[] {
  const { lines } = unifyOutputs(captured?.output ?? '', step.output, comparison, orderOf(step.step));
  return [...lines, ...exitDifference(captured?.exit ?? null, step.exit)];
}

/** Matches a template over the containers of a network. Docker lists them in the order of their ids. */
const BY_ID = /\{\{-?\s*range\b[^{}]*\.Containers\b/u;

/** Matches a command that sorts its lines. They may begin with ids, which sort differently in each run. */
const SORTED = /\|\s*sort(?:\s[^|;&]*)?(?:\|\s*uniq(?:\s[^|;&]*)?)?$/u;

/** Returns the order of the lines that a command prints, judged by the text of the command. */
export function orderOf({ text }: Step): Order {
  return BY_ID.test(text) || SORTED.test(text) ? 'by-id' : 'kept';
}

/** Compares exit codes. A program that has not ended yet has none. */
function exitDifference(captured: number | null, printed: number | null): DiffLine[] {
  if (captured === printed) return [];
  const note = captured === null ? 'the captured step has no exit code' : `the captured exit code is ${captured}`;
  return [exitLine('captured', captured, undefined), exitLine('printed', printed, note)];
}

function exitLine(kind: 'captured' | 'printed', code: number | null, note: string | undefined): DiffLine {
  if (code === null) return { kind, text: 'no exit code', spans: [], note };
  const label = 'exit code ';
  return { kind, text: `${label}${code}`, spans: [[label.length, label.length + String(code).length]], note };
}

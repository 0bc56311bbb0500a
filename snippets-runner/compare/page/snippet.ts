/** One snippet held against what the page announces and what its capture has. */

import type { DiffLine, Fault, SnippetOutcome } from '../../model/outcome.ts';
import type { SnippetRecording, StepRecording } from '../../model/recording.ts';
import type { CapturedSnippet, CapturedStep } from '../../tutorial/capture/capture.ts';
import type { Snippet, Step } from '../../tutorial/page.ts';
import { outputHas } from '../../tutorial/snippet/pattern.ts';
import { snippetHash } from '../../tutorial/snippet/snippet-hash.ts';
import type { Order } from '../outputs/listings.ts';
import { unifyOutputs } from '../outputs/unify.ts';
import type { Comparison } from '../tokens/match.ts';
import { commandDifference } from './commands.ts';
import { wrongExits } from './exits.ts';
import { type TopologyPair, topologyFaults } from './topologies.ts';

export interface SnippetRequest {
  readonly snippet: Snippet;
  readonly recorded: SnippetRecording | undefined;
  readonly captured: CapturedSnippet | undefined;
  /** Undefined where neither the run nor the capture has another one than before. */
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
  const whole = wholeSteps(recorded);
  return {
    snippet,
    faults: [
      ...endedEarly(recorded),
      ...wrongExits(snippet, whole, recorded.ending.kind === 'completed'),
      ...unmet(snippet, recorded),
      ...captureFaults(snippet, whole, captured, comparison),
      ...(captured && topologies ? topologyFaults(topologies, comparison) : []),
    ],
    durationMs: recorded.durationMs,
  };
}

/** The steps that came to their end: where a snippet ended early, not the one it ended with. */
export function wholeSteps({ steps, ending }: SnippetRecording): readonly StepRecording[] {
  const end = ending.kind === 'completed' ? -1 : steps.findIndex(({ step }) => step === ending.step);
  return end === -1 ? steps : steps.slice(0, end);
}

export function endedEarly({ ending, steps }: SnippetRecording): Fault[] {
  if (ending.kind === 'completed') return [];
  return [{ kind: 'ended-early', ending, output: steps.at(-1)?.output ?? '' }];
}

export function unmet({ expect }: Snippet, { steps, ending }: SnippetRecording): Fault[] {
  if (ending.kind !== 'completed') return [];
  const output = steps.map((step) => step.output).join('\n');
  return expect
    .filter((pattern) => !outputHas(output, pattern))
    .map((pattern) => ({ kind: 'unmet', attribute: 'expect', pattern, output }));
}

function captureFaults(
  snippet: Snippet,
  steps: readonly StepRecording[],
  captured: CapturedSnippet | undefined,
  comparison: Comparison,
): Fault[] {
  if (!captured) return [{ kind: 'no-capture' }];
  const isOther = captured.hash !== snippetHash(snippet);
  const other: Fault[] = isOther ? [{ kind: 'other-commands', lines: commandDifference(snippet, captured) }] : [];
  // Steps that were added or taken away have no counterpart to be held against.
  if (captured.steps.length !== snippet.steps.length) return other;
  const differed = steps.flatMap((step, index): Fault[] => {
    const lines = differences(captured.steps[index], step, comparison);
    return lines.length > 0 ? [{ kind: 'differed', step: index, lines }] : [];
  });
  return [...other, ...differed];
}

function differences(captured: CapturedStep | undefined, step: StepRecording, comparison: Comparison): DiffLine[] {
  const { lines } = unifyOutputs(captured?.output ?? '', step.output, comparison, orderOf(step.step));
  return [...lines, ...exitDifference(captured?.exit ?? null, step.exit)];
}

/** A template goes through a network's containers in the order of their ids. */
const BY_ID = /\{\{-?\s*range\b[^}]*\.Containers\b/u;

/** The end of a command that sorts its lines, of which each may begin with what is another in each run. */
const SORTED = /\|\s*sort(?:\s[^|;&]*)?(?:\|\s*uniq(?:\s[^|;&]*)?)?$/u;

/** What a command says of the order of its output's lines. */
export function orderOf({ text }: Step): Order {
  return BY_ID.test(text) || SORTED.test(text) ? 'by-id' : 'kept';
}

/** Without an exit code on one side there is nothing to compare: a program may just not have ended yet. */
function exitDifference(captured: number | null, printed: number | null): DiffLine[] {
  if (captured === null || printed === null || captured === printed) return [];
  return [
    exitLine('captured', captured, undefined),
    exitLine('printed', printed, `the captured exit code is ${captured}`),
  ];
}

function exitLine(kind: 'captured' | 'printed', code: number, note: string | undefined): DiffLine {
  const label = 'exit code ';
  return { kind, text: `${label}${code}`, spans: [[label.length, label.length + String(code).length]], note };
}

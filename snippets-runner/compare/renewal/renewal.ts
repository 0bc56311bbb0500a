/**
 * Decides which snippets of a capture a run renews: as few as possible. If the partly renewed capture would not be
 * one consistent run, all snippets are renewed. For example, an address that is new in this run may already belong to
 * another container in the capture, or the run may have another kernel.
 */
import { type PageComparison, REPAIRED_BY_CAPTURE, type SnippetOutcome } from '../../model/outcome.ts';
import type { Recording, SnippetRecording } from '../../model/recording.ts';
import type { Capture, CapturedSnippet } from '../../tutorial/capture/capture.ts';
import { rewriteTopology } from '../../tutorial/capture/topologies.ts';
import type { SitePage } from '../../tutorial/page.ts';
import { unifyOutputs } from '../outputs/unify.ts';
import { isOtherSource, isSameSource } from '../page/drift.ts';
import { createPageComparison } from '../page/page.ts';
import { valueFaults } from '../page/repeated.ts';
import { comparisonOf, orderOf } from '../page/snippet.ts';
import { beginningFaults, topologyFaults, topologyPairs } from '../page/topologies.ts';
import type { Comparison } from '../tokens/match.ts';
import { withCapturedIdentities } from '../tokens/rewrite.ts';
import { nextBegins } from './next-begins.ts';

export interface RenewalRequest {
  readonly page: SitePage;
  readonly capture: Capture | undefined;
  readonly recording: Recording;
  /** The outcomes of comparing the recording with the capture. */
  readonly snippets: readonly SnippetOutcome[];
  /** The comparison that led to the outcomes, with the identities it has bound. */
  readonly comparison: Comparison;
}

export type Renewal = Pick<PageComparison, 'stale' | 'toCaptured'>;

/** Decides which of the completed snippets to renew. If all are renewed, the capture gets this run's identities. */
export function renewal({ page, capture, recording, snippets, comparison }: RenewalRequest): Renewal {
  const completed = recording.snippets.filter(({ ending }) => ending.kind === 'completed').map(({ id }) => id);
  const everything: Renewal = { stale: new Set(completed), toCaptured: (text) => text };
  if (!capture || isOtherSource(capture, recording)) return everything;
  const valid = new Set(snippets.filter(isStillValid).map(({ snippet }) => snippet.id));
  const stale = new Set(completed.filter((id) => !valid.has(id)));
  const part: Renewal = { stale, toCaptured: (text) => withCapturedIdentities(text, comparison.substitution) };
  if (stale.size === 0) return part;
  const isPart = stale.size < completed.length && isSameSource(capture, recording);
  return isPart && isConsistent(page, capture, recording, part) ? part : everything;
}

/** Returns whether the capture of a snippet still shows what the run printed. Its attributes are replaced in any case. */
function isStillValid({ faults }: SnippetOutcome): boolean {
  return faults.every(({ kind }) => kind === 'other-attributes' || !REPAIRED_BY_CAPTURE.has(kind));
}

/** Returns whether the partly renewed capture matches the recording from which it was made. */
function isConsistent(page: SitePage, capture: Capture, recording: Recording, { stale, toCaptured }: Renewal): boolean {
  const before = new Map(capture.snippets.map((snippet) => [snippet.id, snippet]));
  const renewed: Capture = {
    ...capture,
    ...(recording.begun && { begins: nextBegins({ page, recording, rewrite: toCaptured, previous: undefined }) }),
    snippets: recording.snippets.flatMap((snippet) =>
      stale.has(snippet.id) ? renewedSnippet(snippet, toCaptured) : (before.get(snippet.id) ?? []),
    ),
  };
  const comparison = createPageComparison(page, renewed, recording);
  const captured = new Map(renewed.snippets.map((snippet) => [snippet.id, snippet]));
  const topologies = topologyPairs(renewed, recording);
  if (page.beginning && beginningFaults(renewed, recording, comparison).length > 0) return false;
  return recording.snippets
    .filter(({ ending }) => ending.kind === 'completed')
    .every(({ id, steps, values }) => {
      const pair = topologies.get(id);
      const typed = { steps: steps.map(({ step }) => step) };
      const snippet = page.snippets.find((each) => each.id === id);
      const own = snippet ? comparisonOf(snippet, comparison) : comparison;
      if (valueFaults(typed, captured.get(id)?.values, values, own).length > 0) return false;
      const hasOutputs = steps.every(
        ({ output, step }, index) =>
          unifyOutputs(captured.get(id)?.steps[index]?.output ?? '', output, own, orderOf(step)).matches,
      );
      return hasOutputs && (!pair || topologyFaults(pair, comparison).length === 0);
    });
}

/** Returns a snippet with only those fields filled in that are compared. */
function renewedSnippet(
  { id, values, steps, topology }: SnippetRecording,
  rewrite: (text: string) => string,
): CapturedSnippet {
  const renewedValues = Object.entries(values).map(([name, value]) => [name, rewrite(value)] as const);
  return {
    id,
    node: '',
    hash: '',
    captured: '',
    exit: 0,
    output: 'show',
    hidden: false,
    values: Object.fromEntries(renewedValues),
    steps: steps.map(({ output }) => ({ prompt: '', text: '', output: rewrite(output), exit: null, duration: 0 })),
    topology: topology && rewriteTopology(topology, rewrite),
  };
}

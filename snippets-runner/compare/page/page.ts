/**
 * A page's recording held against its capture. One substitution goes through the whole page, so an id
 * that one snippet printed must be the id that the next one shows. All that is wrong is found at once.
 */

import type { PageComparison, SnippetOutcome } from '../../model/outcome.ts';
import type { Recording, SnippetRecording } from '../../model/recording.ts';
import type { Capture, CapturedSnippet } from '../../tutorial/capture/capture.ts';
import { rewriteTopology } from '../../tutorial/capture/topologies.ts';
import type { Page, SitePage } from '../../tutorial/page.ts';
import { unifyOutputs } from '../outputs/unify.ts';
import { Substitution } from '../substitution/substitution.ts';
import { bindLiterals } from '../tokens/literals.ts';
import { type Comparison, createComparison, matchTexts, NO_CONTEXT } from '../tokens/match.ts';
import { inWordsOfCapture } from '../tokens/rewrite.ts';
import { compareDocument } from './document.ts';
import { driftedReleases, driftOf, isOtherSource } from './drift.ts';
import { compareSnippet, isHeld, orderOf } from './snippet.ts';
import { topologyFaults, topologyPairs } from './topologies.ts';

export function compareRecording(page: Page, capture: Capture | undefined, recording: Recording): PageComparison {
  return page.kind === 'document' ? compareDocument(page, recording) : comparePage(page, capture, recording);
}

function comparePage(page: SitePage, capture: Capture | undefined, recording: Recording): PageComparison {
  const comparison = comparisonFor(page, capture, recording);
  const recorded = byId(recording.snippets);
  const captured = byId(capture?.snippets ?? []);
  const topologies = topologyPairs(capture, recording);
  const snippets = page.snippets.map((snippet) => {
    const { id } = snippet;
    return compareSnippet({
      snippet,
      recorded: recorded.get(id),
      captured: captured.get(id),
      topologies: topologies.get(id),
      comparison,
    });
  });
  const drift = capture ? driftOf(capture, recording) : [];
  return { snippets, drift, ...renewal(page, capture, recording, snippets, comparison) };
}

function byId<T extends { readonly id: string }>(all: readonly T[]): ReadonlyMap<string, T> {
  return new Map(all.map((one) => [one.id, one]));
}

/** Starts from what is known before anything was printed: the lab's addresses, saved values, and what the commands say. */
function comparisonFor(page: Page, capture: Capture | undefined, recording: Recording): Comparison {
  const substitution = new Substitution();
  const releases = capture ? driftedReleases(capture, recording) : NO_CONTEXT.releases;
  bindValues(capture, recording, createComparison(substitution));
  const commands = page.snippets.flatMap(({ steps }) => steps.map(({ text }) => text));
  return createComparison(substitution, { ...NO_CONTEXT, literals: bindLiterals(commands, substitution), releases });
}

function bindValues(capture: Capture | undefined, recording: Recording, comparison: Comparison): void {
  const captured = byId(capture?.snippets ?? []);
  for (const { id, values } of recording.snippets) {
    for (const [name, now] of Object.entries(values)) {
      const before = captured.get(id)?.values?.[name];
      if (before === undefined) continue;
      comparison.substitution.attempt(() =>
        matchTexts(comparison.captured(before, 'typed'), comparison.printed(now, 'typed'), comparison),
      );
    }
  }
}

type Renewal = Pick<PageComparison, 'stale' | 'toCaptured'>;

/**
 * Renews as little as can be. Where a partly renewed capture would no longer be one consistent run (a
 * new address that the capture has for something else, say), everything is renewed, in this run's words.
 */
function renewal(
  page: Page,
  capture: Capture | undefined,
  recording: Recording,
  outcomes: readonly SnippetOutcome[],
  { substitution }: Comparison,
): Renewal {
  const completed = recording.snippets.filter(({ ending }) => ending.kind === 'completed').map(({ id }) => id);
  const everything: Renewal = { stale: new Set(completed), toCaptured: (text) => text };
  if (!capture || isOtherSource(capture, recording)) return everything;
  const held = new Set(outcomes.filter(isHeld).map(({ snippet }) => snippet.id));
  const stale = new Set(completed.filter((id) => !held.has(id)));
  const part: Renewal = { stale, toCaptured: (text) => inWordsOfCapture(text, substitution) };
  if (stale.size === 0) return part;
  return stale.size < completed.length && isConsistent(page, capture, recording, part) ? part : everything;
}

function isConsistent(page: Page, capture: Capture, recording: Recording, { stale, toCaptured }: Renewal): boolean {
  const before = byId(capture.snippets);
  const renewed: Capture = {
    ...capture,
    snippets: recording.snippets.flatMap((snippet) =>
      stale.has(snippet.id) ? renewedSnippet(snippet, toCaptured) : (before.get(snippet.id) ?? []),
    ),
  };
  const comparison = comparisonFor(page, renewed, recording);
  const captured = byId(renewed.snippets);
  const topologies = topologyPairs(renewed, recording);
  return recording.snippets
    .filter(({ ending }) => ending.kind === 'completed')
    .every(({ id, steps }) => {
      const pair = topologies.get(id);
      const hasOutputs = steps.every(
        ({ output, step }, index) =>
          unifyOutputs(captured.get(id)?.steps[index]?.output ?? '', output, comparison, orderOf(step)).matches,
      );
      return hasOutputs && (!pair || topologyFaults(pair, comparison).length === 0);
    });
}

/** No more of it than is compared. */
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

/**
 * Compares a page's recording with its capture. One substitution serves the whole page: if one snippet printed an id,
 * the next one must show the same id. All faults are reported at once.
 */
import { ownMember } from '../../base/own-member.ts';
import type { SnippetOutcome } from '../../model/outcome.ts';
import type { Recording } from '../../model/recording.ts';
import type { Capture } from '../../tutorial/capture/capture.ts';
import type { SitePage } from '../../tutorial/page.ts';
import { Substitution } from '../substitution/substitution.ts';
import { bindLiterals } from '../tokens/literals.ts';
import { type Comparison, createComparison, NO_CONTEXT } from '../tokens/match.ts';
import { driftedReleases } from './drift.ts';
import { factsOfBoth } from './facts.ts';
import { isSameValue } from './repeated.ts';
import { compareSnippet } from './snippet.ts';
import { beginningFaults, topologyPairs } from './topologies.ts';

/** Returns one outcome for each snippet of the page, in the page's order. */
export function comparePage(
  page: SitePage,
  capture: Capture | undefined,
  recording: Recording,
  comparison: Comparison,
): SnippetOutcome[] {
  const recorded = new Map(recording.snippets.map((snippet) => [snippet.id, snippet]));
  const captured = new Map(capture?.snippets.map((snippet) => [snippet.id, snippet]));
  const topologies = topologyPairs(capture, recording);
  const atBeginning = page.beginning ? beginningFaults(capture, recording, comparison) : [];
  return page.snippets.map((snippet, index) => {
    const { id } = snippet;
    const outcome = compareSnippet({
      snippet,
      recorded: recorded.get(id),
      captured: captured.get(id),
      topologies: topologies.get(id),
      comparison,
    });
    const isFirst = index === 0 && recorded.has(id);
    return isFirst ? { ...outcome, faults: [...atBeginning, ...outcome.faults] } : outcome;
  });
}

/**
 * Binds what is known before any output is compared: the values of the placeholders (addresses of the lab, saved
 * values), and the identities in the page's commands.
 */
export function createPageComparison(page: SitePage, capture: Capture | undefined, recording: Recording): Comparison {
  const substitution = new Substitution();
  const releases = capture ? driftedReleases(capture, recording) : NO_CONTEXT.releases;
  bindValues(capture, recording, createComparison(substitution));
  const commands = page.snippets.flatMap(({ steps }) => steps.map(({ text }) => text));
  const literals = bindLiterals(commands, substitution);
  return createComparison(substitution, { ...NO_CONTEXT, literals, releases, facts: factsOfBoth(capture, recording) });
}

function bindValues(capture: Capture | undefined, recording: Recording, comparison: Comparison): void {
  const captured = new Map(capture?.snippets.map((snippet) => [snippet.id, snippet]));
  bindEach(capture?.begins?.values, recording.begun ?? {}, comparison);
  for (const { id, values } of recording.snippets) bindEach(captured.get(id)?.values, values, comparison);
}

type Values = Readonly<Record<string, string>>;

function bindEach(captured: Values | undefined, recorded: Values, comparison: Comparison): void {
  for (const [name, now] of Object.entries(recorded)) {
    const before = ownMember(captured, name);
    if (before === undefined) continue;
    isSameValue(before, now, comparison);
  }
}

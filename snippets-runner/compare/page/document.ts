/**
 * Compares a run of a Markdown document with the outputs that the document itself shows: these are the captured side.
 * An id in one output is the same id in all of them.
 */
import type { Fault, PageComparison, SnippetOutcome } from '../../model/outcome.ts';
import type { Recording, SnippetRecording, StepRecording } from '../../model/recording.ts';
import { advertisedAddresses, withoutPrintedIds } from '../../tutorial/markdown/printed-ids.ts';
import type { MarkdownDocument, ShownSnippet, Snippet } from '../../tutorial/page.ts';
import { shownIdsIn } from '../outputs/cuts.ts';
import { hasElision } from '../outputs/elisions.ts';
import { type PartialUnification, unifyShown } from '../outputs/shown-part.ts';
import { unifyOutputs } from '../outputs/unify.ts';
import { Substitution } from '../substitution/substitution.ts';
import { bindLiterals } from '../tokens/literals.ts';
import { DOCUMENT_TOLERANCE } from '../tokens/magnitudes.ts';
import { type Comparison, createComparison, NO_CONTEXT } from '../tokens/match.ts';
import { withCapturedIdentities } from '../tokens/rewrite.ts';
import { withCauses } from './causes.ts';
import { type WrongExit, wrongExits } from './exits.ts';
import { factsOf } from './facts.ts';
import { markFollowers } from './followers.ts';
import { withoutRulesOfLab } from './lab-rules.ts';
import { shownValues, valuesIn, withValues } from './placeholders.ts';
import { shownOutput } from './shown-comments.ts';
import { comparisonOf, completedSteps, endedEarly, orderOf, unmet } from './snippet.ts';
import {
  endsByKey,
  isIdOfNew,
  isToldBelow,
  leavesShell,
  mostBlankLines,
  needNotBeShown,
  type ShownBlock,
  withoutEcho,
  withoutGreeting,
  withoutJobNotices,
  withoutMoreBlankLines,
  withoutPassword,
  withoutProgress,
  withoutPull,
  withoutWaiting,
} from './tolerated.ts';

export function compareDocument(document: MarkdownDocument, recording: Recording): PageComparison {
  const { snippets } = document;
  const values = valuesIn(document, recording);
  const shown = withValues(document.shown, values);
  const substitution = new Substitution();
  const commands = snippets.flatMap(({ steps }) => steps.map(({ text }) => text));
  const advertised = new Set([...commands, ...outputsOf(shown)].flatMap(advertisedAddresses));
  const typed = snippets.flatMap(({ steps }, index) => {
    const before = outputsOf(shown.slice(0, index + 1));
    return steps.map(({ text }) => withoutPrintedIds(text, before, advertised));
  });
  const literals = bindLiterals([...typed, ...shownValues(document.shown, values)], substitution);
  const outputs = outputsOf(shown);
  const comparison = createComparison(substitution, {
    ...NO_CONTEXT,
    literals,
    elides: true,
    tolerance: DOCUMENT_TOLERANCE,
    shownIds: shownIdsIn(outputs),
    facts: {
      captured: factsOf(outputs, []),
      printed: factsOf(
        recording.snippets.flatMap(({ steps }) => steps.map(({ output }) => output)),
        [],
      ),
    },
  });
  const most = mostBlankLines(document.shown);
  const recorded = new Map(recording.snippets.map((one) => [one.id, one]));
  const compared = snippets.map((snippet, index) =>
    compareShown({ snippet, shown: shown[index] }, blockBefore(index, snippets, shown), recorded.get(snippet.id), {
      ...comparison,
      mostBlankLines: most,
    }),
  );
  const texts = [...commands, ...outputs].join('\n');
  const outcomes = withHostsInText(
    withCauses(markFollowers(compared), { shown, leftOut: document.leftOut }, recording),
    shown,
  );
  return {
    snippets: outcomes,
    drift: [],
    stale: new Set(outcomes.filter(isStale).map(({ snippet }) => snippet.id)),
    toCaptured: (text) => withCapturedIdentities(text, substitution, (captured) => texts.includes(captured)),
  };
}

function withHostsInText(
  outcomes: readonly SnippetOutcome[],
  shown: readonly ShownSnippet[],
): readonly SnippetOutcome[] {
  return outcomes.map((outcome, index) => {
    const hostInText = outcome.faults.length > 0 ? shown[index]?.hostInText : undefined;
    return hostInText ? { ...outcome, hostInText } : outcome;
  });
}

function outputsOf(shown: readonly ShownSnippet[]): readonly string[] {
  return shown.flatMap(({ steps = [] }) => steps.map(({ output }) => output));
}

function isStale({ faults }: SnippetOutcome): boolean {
  return faults.some(({ kind }) => kind === 'differed');
}

interface DocumentComparison extends Comparison {
  /** In a row, in all outputs of the document. */
  readonly mostBlankLines: number;
}

/** Returns the block before one on its node. */
function blockBefore(
  index: number,
  snippets: readonly Snippet[],
  shown: readonly ShownSnippet[],
): ShownBlock | undefined {
  const before = snippets.slice(0, index).findLastIndex(({ node }) => node === snippets[index]?.node);
  const snippet = snippets[before];
  return snippet && { snippet, shown: shown[before] };
}

function compareShown(
  block: ShownBlock,
  earlier: ShownBlock | undefined,
  recorded: SnippetRecording | undefined,
  comparison: DocumentComparison,
): SnippetOutcome {
  const { snippet, shown } = block;
  if (!recorded) return { snippet, faults: [{ kind: 'not-run' }], durationMs: 0 };
  const completed = completedSteps(recorded);
  const own = { ...comparison, ...comparisonOf(snippet, comparison) };
  const outputs = completed.map(({ output }, index) => outputAt(index, shown, output));
  const differed = completed.flatMap((step, index) => differenceAt(index, outputs[index], step, own));
  const exits = wrongExits(snippet, completed, recorded.ending.kind === 'completed');
  const isAnnounced = ({ step }: WrongExit) =>
    failsAsShown(step, outputs[step], snippet, shown, differed) && !completed.slice(step, step + 1).some(isIdOfNew);
  return {
    snippet,
    faults: [
      ...endedEarly(recorded),
      ...exits.filter((exit) => !isAnnounced(exit) && !isRight(exit, block, earlier)),
      ...unmet(snippet, recorded),
      ...differed,
    ],
    durationMs: recorded.durationMs,
  };
}

/** Returns whether an exit code other than the announced one is what keys, a shell or the document give the command. */
function isRight(exit: WrongExit, block: ShownBlock, earlier: ShownBlock | undefined): boolean {
  return endsByKey(exit, block.snippet) || leavesShell(exit, block, earlier) || isToldBelow(exit, block);
}

type Differed = Extract<Fault, { kind: 'differed' }>;

/** Returns what the document shows for a step, given what it has printed. Undefined if the block shows no outputs. */
function outputAt(index: number, shown: ShownSnippet | undefined, printed: string): string | undefined {
  const step = shown?.steps?.[index];
  return step && shownOutput(step, withoutBlankEnds(printed)).output;
}

function differenceAt(
  index: number,
  shown: string | undefined,
  { step, output, exit }: StepRecording,
  comparison: DocumentComparison,
): Differed[] {
  if (shown === undefined) return [];
  const bare = (text: string) => withoutPassword(withoutWaiting(withoutPull(withoutEcho(text, step), step), step));
  const own = bare(shown);
  const now = withoutProgress(withoutRulesOfLab(withoutGreeting(bare(output), shown), shown, step), step, own);
  if (own === '' && needNotBeShown(step, now)) return [];
  const printed = withoutMoreBlankLines(withoutBlankEnds(withoutJobNotices(now, own)), comparison.mostBlankLines);
  // Where a command fails, the lines that are not shown are its errors.
  const unify = exit === null || exit === 0 ? unifyShown : unifyOutputs;
  const { matches, lines, part }: PartialUnification = unify(own, printed, comparison, orderOf(step));
  return matches ? [] : [{ kind: 'differed', step: index, lines, ...(part && { part }) }];
}

/** Removes blank lines at both ends. In a document they only separate one command from the next. */
export function withoutBlankEnds(output: string): string {
  return output.replace(/^(?:[^\S\n]*\n)+/u, '').trimEnd();
}

/**
 * Returns whether the document announces a failure: it shows all that the failing command prints. Where lines are left
 * out, the error may be among them, so the document may show a success.
 */
function failsAsShown(
  index: number,
  output: string | undefined,
  snippet: Snippet,
  shown: ShownSnippet | undefined,
  differed: readonly Differed[],
): boolean {
  const last = snippet.steps.findLastIndex(({ kind }) => kind === 'command');
  if (shown?.statesExit && index >= last) return false;
  const lines = output?.split('\n') ?? [];
  const saysAll = lines.some((line) => line.trim() !== '') && !hasElision(lines);
  return saysAll && !differed.some(({ step }) => step === index);
}

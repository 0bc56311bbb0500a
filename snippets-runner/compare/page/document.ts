/**
 * Compares a run of a Markdown document with the outputs that the document itself shows: these are the captured side.
 * An id in one output is the same id in all of them.
 */
import type { Fault, PageComparison, SnippetOutcome } from '../../model/outcome.ts';
import type { Recording, SnippetRecording, StepRecording } from '../../model/recording.ts';
import { withoutPrintedIds } from '../../tutorial/markdown/printed-ids.ts';
import type { MarkdownDocument, ShownSnippet, Snippet, Step } from '../../tutorial/page.ts';
import { hasElision } from '../outputs/elisions.ts';
import { unifyOutputs } from '../outputs/unify.ts';
import { Substitution } from '../substitution/substitution.ts';
import { bindLiterals } from '../tokens/literals.ts';
import { DOCUMENT_TOLERANCE } from '../tokens/magnitudes.ts';
import { type Comparison, createComparison, NO_CONTEXT } from '../tokens/match.ts';
import { withCapturedIdentities } from '../tokens/rewrite.ts';
import { withCauses } from './causes.ts';
import { wrongExits } from './exits.ts';
import { factsOf } from './facts.ts';
import { markFollowers } from './followers.ts';
import { shownOutput } from './shown-comments.ts';
import { comparisonOf, completedSteps, endedEarly, orderOf, unmet } from './snippet.ts';

export function compareDocument({ snippets, shown }: MarkdownDocument, recording: Recording): PageComparison {
  const substitution = new Substitution();
  const literals = bindLiterals(
    snippets.flatMap(({ steps }, index) => {
      const before = outputsOf(shown.slice(0, index + 1));
      return steps.map(({ text }) => withoutPrintedIds(text, before));
    }),
    substitution,
  );
  const comparison = createComparison(substitution, {
    ...NO_CONTEXT,
    literals,
    elides: true,
    tolerance: DOCUMENT_TOLERANCE,
    facts: {
      captured: factsOf(outputsOf(shown), []),
      printed: factsOf(
        recording.snippets.flatMap(({ steps }) => steps.map(({ output }) => output)),
        [],
      ),
    },
  });
  const recorded = new Map(recording.snippets.map((one) => [one.id, one]));
  const compared = snippets.map((snippet, index) =>
    compareShown(snippet, shown[index], recorded.get(snippet.id), comparison),
  );
  const outcomes = withCauses(markFollowers(compared), recording);
  return {
    snippets: outcomes,
    drift: [],
    stale: new Set(outcomes.filter(isStale).map(({ snippet }) => snippet.id)),
    toCaptured: (text) => withCapturedIdentities(text, substitution),
  };
}

function outputsOf(shown: readonly ShownSnippet[]): readonly string[] {
  return shown.flatMap(({ steps = [] }) => steps.map(({ output }) => output));
}

function isStale({ faults }: SnippetOutcome): boolean {
  return faults.some(({ kind }) => kind === 'differed');
}

function compareShown(
  snippet: Snippet,
  shown: ShownSnippet | undefined,
  recorded: SnippetRecording | undefined,
  comparison: Comparison,
): SnippetOutcome {
  if (!recorded) return { snippet, faults: [{ kind: 'not-run' }], durationMs: 0 };
  const completed = completedSteps(recorded);
  const own = comparisonOf(snippet, comparison);
  const outputs = completed.map(({ output }, index) => outputAt(index, shown, output));
  const differed = completed.map(withoutEcho).flatMap((step, index) => differenceAt(index, outputs[index], step, own));
  const exits = wrongExits(snippet, completed, recorded.ending.kind === 'completed');
  return {
    snippet,
    faults: [
      ...endedEarly(recorded),
      ...exits.filter(
        (exit) => !failsAsShown(exit.step, outputs[exit.step], snippet, shown, differed) && !endsByKey(exit, snippet),
      ),
      ...unmet(snippet, recorded),
      ...differed,
    ],
    durationMs: recorded.durationMs,
  };
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
  { step, output }: StepRecording,
  comparison: Comparison,
): Differed[] {
  if (shown === undefined || isUnshownId(shown, step, output) || (shown === '' && isInterrupt(step))) return [];
  const printed = withoutBlankEnds(withoutJobNotices(output, shown));
  const { matches, lines } = unifyOutputs(shown, printed, comparison, orderOf(step));
  return matches ? [] : [{ kind: 'differed', step: index, lines }];
}

/** Removes the `^C` that a terminal shows for Ctrl-C: in a document, it is the line that says that it is pressed. */
function withoutEcho(recorded: StepRecording): StepRecording {
  return isInterrupt(recorded.step) ? { ...recorded, output: recorded.output.replace(/^\^C\n?/u, '') } : recorded;
}

function isInterrupt(step: Step): boolean {
  return step.kind === 'input' && step.text === '' && step.keys[0] === 'Ctrl-C';
}

/** Matches what a shell says when a job in the background has ended, which it does at one of the next prompts. */
const JOB_NOTICE = /^\[\d+\][+-]? +(?:Done|Exit \d+|Terminated|Killed|Hangup)\b.*(?:\n|$)/gmu;

/** Removes notices of jobs where the document shows none. */
function withoutJobNotices(output: string, shown: string): string {
  return shown.search(JOB_NOTICE) >= 0 ? output : output.replace(JOB_NOTICE, '');
}

/** Returns whether all that a command prints is the id of what it has made, and the document does not show it. */
function isUnshownId(shown: string, { text }: Step, output: string): boolean {
  return shown === '' && MAKES.test(text) && NEW_ID.test(output.trim());
}

const MAKES = /\bdocker\s[^|;&]*\b(?:run|create)\b/u;
/** Of a container or a network; of a service, a secret or an overlay network. */
const NEW_ID = /^(?:[0-9a-f]{64}|[0-9a-z]{25})$/u;

/** Returns whether a command has the exit code that Ctrl-C gives it: 128 + SIGINT. */
function endsByKey({ step, actual }: WrongExit, { steps }: Snippet): boolean {
  const last = steps[step];
  return last !== undefined && isInterrupt(last) && actual === 130;
}

type WrongExit = Extract<Fault, { kind: 'wrong-exit' }>;

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

/**
 * Decides what has to run after a page was saved again. The answer must be what a run of the whole page would give. So a
 * lab goes on only if everything that has run in it is still what the page does first. Text, expected outputs and the
 * like may change: they are compared with what was recorded.
 */
import { isDeepStrictEqual } from 'node:util';
import type { NextRun, WhyAll } from '../model/next-run.ts';
import type { PagePlan, PlannedSnippet } from '../model/plan.ts';
import type { SnippetRecording } from '../model/recording.ts';
import { PrintedIds } from '../tutorial/markdown/printed-ids.ts';
import type { LabSpec } from '../tutorial/page.ts';
import { givenValues } from '../tutorial/snippet/placeholder.ts';

/** What has run in a lab. */
export interface Ran {
  readonly plan: PagePlan;
  /** How many snippets of the plan have begun, counted from the first. */
  readonly count: number;
  /** What the snippets that have ended printed. */
  readonly recorded: readonly SnippetRecording[];
  /** Questions of programs that a document has answered, or was asked to. */
  readonly questions: readonly Question[];
}

export interface Question {
  /** Place of the snippet in the plan, and of the step in the snippet. From 0. */
  readonly snippet: number;
  readonly step: number;
  readonly text: string;
  /** Undefined if the document shows none. */
  readonly answer: string | undefined;
}

/** @param ran undefined if no lab has run the page */
export function nextRun(ran: Ran | undefined, plan: PagePlan): NextRun {
  if (!ran) return { kind: 'all', why: { kind: 'first' } };
  const what = planDifference(ran.plan, plan);
  if (what.length > 0) return { kind: 'all', why: { kind: 'other-lab', what } };
  const index = firstDifference(ran, plan);
  if (index !== undefined) return { kind: 'all', why: whyDifferent(ran, plan, index) };
  return ran.count === plan.snippets.length || hasStopped(ran)
    ? { kind: 'nothing' }
    : { kind: 'rest', from: ran.count };
}

/** Returns what of a lab that is ready for one plan makes it no lab for the other. */
export function planDifference(a: PagePlan, b: PagePlan): readonly string[] {
  const hasSameBeginning = isDeepStrictEqual(beginningOf(a), beginningOf(b));
  // They are given to the lab's terminals before the first command.
  const hasSameValues = isDeepStrictEqual(givenValues(a.page), givenValues(b.page));
  return [
    ...labDifference(a.page.lab, b.page.lab),
    ...(hasSameBeginning ? [] : ['begins']),
    ...(hasSameValues ? [] : ['values']),
  ];
}

/** Returns all that a lab has done, and had to do, before the page. */
function beginningOf({ beginning = [] }: PagePlan) {
  return beginning.map(({ snippet, steps }) => ({
    ...snippet,
    position: undefined,
    steps: steps.map(({ step, until }) => [{ ...step, position: undefined }, until]),
  }));
}

/** What stays on the nodes is only looked at, so another `leaves` needs no other lab. */
function labDifference(a: LabSpec, b: LabSpec): readonly string[] {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)] as (keyof LabSpec)[]);
  return [...keys].filter((key) => key !== 'leaves' && !isDeepStrictEqual(a[key], b[key]));
}

/** A page ends at the first snippet that does not complete. A document goes on. */
function hasStopped({ plan, recorded }: Ran): boolean {
  return plan.page.kind === 'page' && recorded.some(({ ending }) => ending.kind !== 'completed');
}

function firstDifference(ran: Ran, plan: PagePlan): number | undefined {
  const before = ran.plan.snippets.slice(0, ran.count);
  const index = before.findIndex((snippet, at) => !isSameDoing(snippet, plan.snippets[at]));
  const typed = firstTypedOtherwise(ran, plan);
  const found = [index, typed].filter((each) => each >= 0);
  return found.length > 0 ? Math.min(...found) : undefined;
}

function isSameDoing(before: PlannedSnippet, now: PlannedSnippet | undefined): boolean {
  return now !== undefined && isDeepStrictEqual(doingOf(before), doingOf(now));
}

/** What is only compared, or only shown. All other attributes of a snippet are what it does. */
const NOT_DONE = ['id', 'exit', 'expect', 'tolerance', 'output', 'hidden', 'drawing', 'tries', 'position'];

/** Returns everything of a snippet that its run depends on, but what a document shows. */
function doingOf({ snippet, steps }: PlannedSnippet) {
  const typed = steps.map(({ step, until }) => [{ ...step, position: undefined }, until]);
  // A command that fails for good is not retried, and `exit` says what is a failure. A document learns ids in each try.
  const retried = snippet.retryUntil && [snippet.exit, steps.map(({ inDocument }) => inDocument?.shown)];
  const attributes = Object.entries({ ...snippet, steps: typed }).filter(([name]) => !NOT_DONE.includes(name));
  return [Object.fromEntries(attributes), retried];
}

/**
 * Returns the first snippet into which the new document would have typed something else, because it shows other ids or
 * other answers; -1 for none.
 */
function firstTypedOtherwise({ plan: before, recorded, questions }: Ran, now: PagePlan): number {
  if (before.page.kind !== 'document') return -1;
  const [old, next] = [new PrintedIds(), new PrintedIds()];
  return recorded.findIndex(({ steps, ending }, snippet) =>
    steps.some(({ output }, step) => {
      const was = before.snippets[snippet]?.steps[step];
      const is = now.snippets[snippet]?.steps[step];
      if (!was || !is) return true;
      // The address of the node is the same in both, whichever it is.
      const isTypedOtherwise = old.inCommand(was.step.text, 'ADDRESS') !== next.inCommand(is.step.text, 'ADDRESS');
      old.learn(was.inDocument?.shown ?? '', output, was.step.text);
      next.learn(is.inDocument?.shown ?? '', output, is.step.text);
      const asked = questions.filter((each) => each.snippet === snippet && each.step === step);
      const isAnsweredOtherwise = asked.some(({ text, answer }) => is.inDocument?.attention.answerTo(text) !== answer);
      return isTypedOtherwise || isAnsweredOtherwise || (ending.kind !== 'completed' && isShownOtherwise(was, is));
    }),
  );
}

type Planned = PlannedSnippet['steps'][number];

/** A block that got stuck might have ended with another answer. */
function isShownOtherwise(before: Planned, now: Planned): boolean {
  return before.inDocument?.shown !== now.inDocument?.shown;
}

function whyDifferent({ plan: before }: Ran, plan: PagePlan, index: number): WhyAll {
  const idsOf = ({ snippets }: PagePlan) => snippets.map(({ snippet }) => snippet.id);
  const [was, is] = [idsOf(before), idsOf(plan)];
  const [old = '', now] = [was[index], is[index]];
  if (now === undefined || !is.includes(old)) return { kind: 'removed', snippet: old };
  if (now === old) return { kind: 'changed', snippet: now };
  return { kind: was.includes(now) ? 'moved' : 'inserted', snippet: now };
}

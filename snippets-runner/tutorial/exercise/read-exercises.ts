/** Reads the exercises of a page: a story and a task, then the parts in a fixed order. Reports every mistake in them. */
import type { Nodes } from 'mdast';
import { SNIPPET_ID } from '../names.ts';
import { attributeText, startOf } from '../page/attributes.ts';
import {
  type CheckMessage,
  type Exercise,
  type Locale,
  type Position,
  type Snippet,
  type SnippetReference,
  SOURCE_LOCALE,
  type WrongSolution,
} from '../page.ts';
import type { ReportProblem } from '../source/problem-list.ts';
import { isElement, type JsxElement, type SyntaxNodes } from '../source/syntax-tree.ts';
import { saidBy } from './check-messages.ts';

/** The parts, in their order. */
export const EXERCISE_PARTS = ['SetUp', 'Check', 'Hint', 'Solution', 'CleanUp', 'Wrong'] as const;
export type ExercisePart = (typeof EXERCISE_PARTS)[number];

const FORM =
  'Write the story and the task, then <SetUp>, <Check>, one <Hint> or more, <Solution>, <CleanUp>, and <Wrong message="…"> for each wrong solution.';

export interface ExercisePage {
  readonly locale: Locale;
  /** Of a source page, in its order. */
  readonly snippets: readonly Snippet[];
  /** Of a translation. */
  readonly snippetReferences: readonly SnippetReference[];
}

/** Returns the exercises that have all of their parts, in the order of the page. */
export function readExercises(nodes: SyntaxNodes, page: ExercisePage, report: ReportProblem): readonly Exercise[] {
  const elements = nodes.elements.filter(({ name }) => name === 'Exercise');
  checkPlaces(nodes.elements, elements, report);
  checkSaysPlaces(nodes.elements, page, report);
  const ids = new Set<string>();
  return elements.flatMap((element) => {
    const id = idOf(element, ids, report);
    const parts = partsOf(element, report);
    const title = titleOf(element, nodes, report);
    if (id === undefined || !parts || title === undefined) return [];
    const exercise = { id, title, ...readParts(element, parts, page) };
    checkSnippets(parts, page, report);
    return exercise.check === '' ? [] : [exercise];
  });
}

/** A part belongs directly into an exercise. */
function checkPlaces(all: readonly JsxElement[], exercises: readonly JsxElement[], report: ReportProblem): void {
  const children = new Set<Nodes>(exercises.flatMap((exercise): readonly Nodes[] => exercise.children));
  for (const element of all) {
    if (!isPart(element) || children.has(element)) continue;
    const message = `<${element.name}> is a part of an exercise, but not in one`;
    report('exercise-invalid', startOf(element), message, 'Put it between <Exercise id="…"> and </Exercise>.');
  }
}

/** What a check says is explained in the check, and only in a translation. */
function checkSaysPlaces(all: readonly JsxElement[], { locale }: ExercisePage, report: ReportProblem): void {
  const checks = all.filter(({ name }) => name === 'Check');
  const children = new Set<Nodes>(checks.flatMap((check): readonly Nodes[] => check.children));
  for (const element of all) {
    if (element.name !== 'Says') continue;
    const isSource = locale === SOURCE_LOCALE;
    if (!isSource && children.has(element)) continue;
    const message = isSource ? `<Says> is not for a page in "${SOURCE_LOCALE}"` : '<Says> is not in a check';
    const hint = 'Write it in the <Check> of a translation, on a line of its own, below the snippet.';
    report('exercise-invalid', startOf(element), message, hint);
  }
}

function isPart(node: Nodes): node is JsxElement & { readonly name: ExercisePart } {
  return isElement(node) && EXERCISE_PARTS.some((part) => part === node.name);
}

function idOf(element: JsxElement, ids: Set<string>, report: ReportProblem): string | undefined {
  const id = attributeText(element, 'id') ?? '';
  const fault = !SNIPPET_ID.test(id) ? `the id "${id}" of the exercise is not in kebab-case` : undefined;
  const message = ids.has(id) ? `another exercise of the page has the id "${id}"` : fault;
  ids.add(id);
  if (message === undefined) return id;
  report('exercise-invalid', startOf(element), message, 'Write an id of its own, such as <Exercise id="no-name">.');
  return undefined;
}

/** The heading above an exercise is its title: nothing else stands between two headings that have exercises. */
function titleOf(element: JsxElement, { headings, elements }: SyntaxNodes, report: ReportProblem): string | undefined {
  const { line } = startOf(element);
  const heading = headings.findLast((each) => startOf(each).line < line);
  const from = heading ? startOf(heading).line : 0;
  const isFirst = !elements.some((each) => {
    const at = startOf(each).line;
    return each.name === 'Exercise' && at > from && at < line;
  });
  if (heading && isFirst) return heading.children.map(plainText).join('');
  report(
    'exercise-invalid',
    startOf(element),
    'the exercise has no heading of its own',
    'Write ## and its title above.',
  );
  return undefined;
}

interface Parts {
  readonly text: readonly Nodes[];
  readonly all: readonly (JsxElement & { readonly name: ExercisePart })[];
}

/** Returns undefined if a part is missing, or not at its place, after reporting it. */
function partsOf(element: JsxElement, report: ReportProblem): Parts | undefined {
  const { children } = element;
  const first = children.findIndex(isPart);
  const text = first === -1 ? children : children.slice(0, first);
  const rest = first === -1 ? [] : children.slice(first);
  let isValid = true;
  const refuse = (node: Nodes, message: string) => {
    isValid = false;
    report('exercise-invalid', startOf(node), message, FORM);
  };
  const stray = rest.find((node) => !isPart(node));
  if (stray) refuse(stray, 'this is in no part of the exercise, but after its first one');
  const other = text.find(({ type }) => type !== 'paragraph');
  if (other) refuse(other, 'before the first part of an exercise, there are only paragraphs');
  if (text.length === 0) refuse(element, 'the exercise has no task');
  const all = rest.filter(isPart);
  for (const part of EXERCISE_PARTS) {
    const count = all.filter(({ name }) => name === part).length;
    const [least, most] = COUNTS[part];
    if (count < least) refuse(element, `the exercise has no <${part}>`);
    const surplus = all.filter(({ name }) => name === part)[most];
    if (surplus) refuse(surplus, `the exercise has more than one <${part}>`);
  }
  const places = all.map(({ name }) => EXERCISE_PARTS.indexOf(name));
  const early = all.find((_, index) => (places[index] ?? 0) < (places[index - 1] ?? 0));
  if (early) refuse(early, `<${early.name}> is after a part that it belongs before`);
  return isValid ? { text, all } : undefined;
}

const MANY = Number.POSITIVE_INFINITY;
/** How often each part is there, at least and at most. */
const COUNTS: Readonly<Record<ExercisePart, readonly [least: number, most: number]>> = {
  SetUp: [1, 1],
  Check: [1, 1],
  Hint: [1, MANY],
  Solution: [1, 1],
  CleanUp: [1, 1],
  Wrong: [0, MANY],
};

function readParts(element: JsxElement, { text, all }: Parts, page: ExercisePage): Omit<Exercise, 'id' | 'title'> {
  const written: readonly SnippetReference[] = page.locale === SOURCE_LOCALE ? page.snippets : page.snippetReferences;
  const idsIn = (part: JsxElement) => standingIn(part, written).map(({ id }) => id);
  const named = (name: ExercisePart) => all.filter((part) => part.name === name);
  const idsOf = (name: ExercisePart) => named(name).flatMap(idsIn);
  const paragraphs = text.map(plainText);
  return {
    story: paragraphs.slice(0, -1),
    task: paragraphs.at(-1) ?? '',
    hints: named('Hint').map((hint) => textsOf(hint).join('\n\n')),
    explanation: named('Solution').flatMap(textsOf),
    setUp: idsOf('SetUp'),
    check: idsOf('Check')[0] ?? '',
    messages: named('Check').flatMap((check) => messagesOf(check, page)),
    solution: idsOf('Solution'),
    cleanUp: idsOf('CleanUp'),
    wrong: named('Wrong').map(
      (part): WrongSolution => ({
        snippets: idsIn(part),
        message: attributeText(part, 'message') ?? '',
      }),
    ),
    position: startOf(element),
  };
}

/** In a source page, the command has them; in a translation, the elements that explain them. */
function messagesOf(check: JsxElement, { locale, snippets }: ExercisePage): readonly CheckMessage[] {
  if (locale !== SOURCE_LOCALE) {
    const says = check.children.filter((child): child is JsxElement => isElement(child) && child.name === 'Says');
    return says.map((each) => ({
      text: attributeText(each, 'message') ?? '',
      meaning: attributeText(each, 'means') ?? '',
      position: startOf(each),
    }));
  }
  return standingIn(check, snippets).flatMap(({ steps, position }) =>
    steps.flatMap((step) => saidBy(step.text).map((text) => ({ text, meaning: undefined, position }))),
  );
}

/** Returns those that stand in a part. */
function standingIn<T extends { readonly position: Position }>(part: JsxElement, all: readonly T[]): readonly T[] {
  const [from, to] = [part.position?.start.line ?? 0, part.position?.end.line ?? 0];
  return all.filter(({ position: { line } }) => line >= from && line <= to);
}

/** Checks the snippets of the parts. In a translation, those of its source have been checked. */
function checkSnippets({ all }: Parts, page: ExercisePage, report: ReportProblem): void {
  if (page.locale !== SOURCE_LOCALE) return;
  for (const part of all) {
    const snippets = standingIn(part, page.snippets);
    const refuse = (message: string, hint: string, position = startOf(part)) =>
      report('exercise-invalid', position, message, hint);
    if (part.name === 'Hint') continue;
    if (snippets.length === 0) refuse(`<${part.name}> has no snippet`, 'Write a block ```console snippet=ID in it.');
    if (part.name === 'Wrong' && !attributeText(part, 'message')?.trim()) {
      refuse('<Wrong> has no message', 'Write <Wrong message="…">, with a text that the check prints after it.');
    }
    for (const { saves, position } of part.name === 'Wrong' || part.name === 'Solution' ? [] : snippets) {
      if (saves.length === 0) continue;
      refuse(
        'this snippet is played several times, so it cannot save a value',
        'Use a name or a fixed address.',
        position,
      );
    }
    if (part.name === 'Check') for (const snippet of snippets) checkCheck(snippet, snippets, report);
  }
}

function checkCheck(snippet: Snippet, all: readonly Snippet[], report: ReportProblem): void {
  const { steps, exit, tries, position } = snippet;
  const isOne = all.length === 1 && steps.length === 1 && steps[0]?.kind === 'command';
  if (isOne && exit === 0 && !tries && !snippet.hidden) return;
  const hint = 'Write one command that ends with 0 if the task is done; join several with && or { …; }.';
  const message = isOne
    ? 'a check has no exit=, tries or hidden: it passes with 0, and fails with any other exit code'
    : 'a check is one snippet with one command';
  report('exercise-invalid', position, message, hint);
}

function textsOf({ children }: JsxElement): readonly string[] {
  return children.filter(({ type }) => type === 'paragraph' || type === 'list').map(plainText);
}

/** Returns the text as it is shown in a terminal: `code` keeps its backticks. */
function plainText(node: Nodes): string {
  if (node.type === 'inlineCode') return `\`${node.value}\``;
  if (node.type === 'text') return node.value.replace(/\s*\n\s*/gu, ' ');
  if (node.type === 'list')
    return node.children.map((item) => `- ${item.children.map(plainText).join('\n')}`).join('\n');
  return 'children' in node ? node.children.map(plainText).join('') : '';
}

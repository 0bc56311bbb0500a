/** Reads the snippets of a page, and checks what they share: ids, nodes, running programs and placeholders. */

import { listed, nearest } from '../../base/nearest.ts';
import type { LabSpec, Snippet, UsedPlaceholder } from '../page.ts';
import { typedTry } from '../reach/command.ts';
import type { ReportProblem } from '../source/problem-list.ts';
import { DEFAULT_TIMEOUT_MS, isSnippetAttribute, readAttributes, type SnippetAttributes } from './attributes.ts';
import type { Fence } from './fence.ts';
import { nodePlaceholder, OUTSIDE_PLACEHOLDER, PLACEHOLDER_PATTERN } from './placeholder.ts';
import { type BodyStep, parseSnippetBody, type SnippetBody } from './snippet-body.ts';

const LANGUAGE = 'console';

/**
 * Returns whether a block is a snippet, or was meant to be one: it has attributes of a snippet without an id,
 * or a misspelled `snipet=ping`. Other `console` blocks are examples.
 */
export function isSnippet({ language, meta }: Fence): boolean {
  const names = [...meta.attributes, ...meta.errors].map(({ name }) => name);
  if (names.includes('snippet')) return true;
  return (
    language === LANGUAGE && names.some((name) => isSnippetAttribute(name) || nearest(name, ['snippet']) !== undefined)
  );
}

/** The lab of a page, known before its snippets are read. */
export interface PageLab {
  readonly lab: LabSpec;
  /** False if the page's `lab` has mistakes. Then no snippet is checked against it. */
  readonly labIsValid: boolean;
  /** Takes placeholders without a value, if another page may give them one. Undefined: they are mistakes. */
  readonly elsewhere?: (placeholder: UsedPlaceholder) => void;
}

/** Returns one snippet for each fence, in order. It is undefined if the fence has no valid id. */
export function readSnippets(fences: readonly Fence[], page: PageLab, report: ReportProblem): (Snippet | undefined)[] {
  const state = initialState(page);
  return fences.map((fence) => readSnippet(fence, state, report));
}

/** What is known from the snippets read so far. Later snippets are checked against it. */
export interface SnippetState extends PageLab {
  /** Line of the snippet, by its id. */
  readonly ids: Map<string, number>;
  /** Nodes that have run a command. */
  readonly nodesInUse: Set<string>;
  /** Where the value comes from, such as `the lab`, by the placeholder's name. */
  readonly placeholders: Map<string, string>;
}

export function initialState(page: PageLab): SnippetState {
  return { ...page, ids: new Map(), nodesInUse: new Set(), placeholders: givenPlaceholders(page.lab) };
}

export function givenPlaceholders({ nodes, outside }: LabSpec): Map<string, string> {
  const given = new Map(nodes.map((node) => [nodePlaceholder(node), 'the lab']));
  if (outside) given.set(OUTSIDE_PLACEHOLDER, 'the lab');
  return given;
}

function readSnippet(fence: Fence, state: SnippetState, report: ReportProblem): Snippet | undefined {
  checkLanguage(fence, report);
  const attributes = readAttributes(fence.meta, fence.positionInMeta, report);
  const id = checkId(attributes, fence, state, report);
  const node = checkNode(attributes, state, report);
  const body = readBody(fence, report);
  if (body) {
    checkPrograms(body, node, state, report);
    checkPlaceholders(body.steps, state, report);
    checkTries(body.steps, attributes, report);
  }
  checkSaves(attributes, id, state, report);
  if (id === undefined) return undefined;
  return {
    id,
    node,
    steps: body?.steps.map(({ step }) => step) ?? [],
    exit: attributes.exit ?? 0,
    expect: attributes.expect,
    retryUntil: attributes.retryUntil,
    timeoutMs: attributes.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    ...(attributes.tolerance !== undefined && { tolerance: attributes.tolerance }),
    saves: attributes.saves.map(({ value }) => value),
    output: attributes.output ?? 'show',
    hidden: attributes.hidden,
    ...(attributes.drawing && { drawing: attributes.drawing }),
    tries: attributes.tries !== undefined,
    position: fence.position,
  };
}

function checkLanguage({ language, position }: Fence, report: ReportProblem): void {
  if (language === LANGUAGE) return;
  report(
    'snippet-language',
    position,
    `the language of a snippet is "${LANGUAGE}", but this block has "${language}"`,
    `Write \`\`\`${LANGUAGE} snippet=….`,
  );
}

/** Returns the snippet's id. Reports a missing id or one that is taken, and returns undefined then. */
export function checkId(
  { id }: SnippetAttributes,
  fence: Fence,
  { ids }: SnippetState,
  report: ReportProblem,
): string | undefined {
  if (!id) {
    const { attributes, errors } = fence.meta;
    const wasTried = [...attributes, ...errors].some(({ name }) => nearest(name, ['snippet']) !== undefined);
    if (wasTried) return undefined;
    const message = 'the block has attributes of a snippet but no id, so it does not run';
    const hint = 'Write snippet=ID. If the block is only an example, delete its attributes.';
    report('snippet-id-missing', fence.positionInMeta(0), message, hint);
    return undefined;
  }
  const first = ids.get(id.value);
  if (first === undefined) {
    ids.set(id.value, fence.position.line);
    return id.value;
  }
  const hint = 'Choose another id. Translations and captures refer to a snippet by its id, so it is unique in a page.';
  report('snippet-duplicate', id.position, `the snippet on line ${first} already has the id "${id.value}"`, hint);
  return undefined;
}

/**
 * Returns the name of the snippet's node, and reports a node that the lab does not have.
 * @param where the names of the nodes are written; the hint shows it
 */
export function checkNode(
  { node }: SnippetAttributes,
  { lab, labIsValid }: SnippetState,
  report: ReportProblem,
  where = "the front matter's lab.nodes",
): string {
  if (!node) return lab.nodes[0] ?? '';
  if (labIsValid && !lab.nodes.includes(node.value)) {
    const meant = nearest(node.value, lab.nodes);
    const hint = meant === undefined ? `Name a node of ${where}: ${listed(lab.nodes)}.` : `Did you mean "${meant}"?`;
    report('node-unknown', node.position, `the lab has no node "${node.value}"`, hint);
  }
  return node.value;
}

/** Returns undefined for a block that is not closed: its lines may be the rest of the page. */
function readBody(fence: Fence, report: ReportProblem): SnippetBody | undefined {
  if (!fence.isClosed) {
    reportUnclosed(fence, report);
    return undefined;
  }
  let isValid = true;
  const body = parseSnippetBody(fence.body, (...problem) => {
    isValid = false;
    report(...problem);
  });
  for (const lines of body.strays) {
    const [{ position } = fence] = lines;
    const subject = lines.length === 1 ? 'the line has' : `${lines.length} lines have`;
    const hint = 'Begin a command with "$ ". Delete an output: the site shows the captured one.';
    report('prompt-missing', position, `${subject} no prompt`, hint);
  }
  if (body.steps.length + body.strays.length === 0 && isValid) {
    report(
      'snippet-empty',
      fence.position,
      'the snippet has no command',
      'Write at least one command, on a line that begins with "$ ".',
    );
  }
  return body;
}

export function reportUnclosed({ position, marker }: Fence, report: ReportProblem): void {
  const hint = `End the block with a line ${marker}, indented as its first line is.`;
  report('fence-unclosed', position, 'the code block is not closed', hint);
}

/** Reports input on a node that has run no command. Only the run can tell whether a started program still runs. */
function checkPrograms(
  { steps }: SnippetBody,
  node: string,
  { nodesInUse }: SnippetState,
  report: ReportProblem,
): void {
  const [first] = steps;
  if (first?.step.kind === 'input' && !nodesInUse.has(node)) {
    const hint = `Start the program with a command on "${node}" first. To type into the node's shell, use the prompt "$ ".`;
    const message = `this line is input for a program, but there is no command on "${node}" before it`;
    report('input-without-program', first.step.position, message, hint);
  }
  if (steps.some(({ step }) => step.kind === 'command')) nodesInUse.add(node);
}

function checkPlaceholders(
  steps: readonly BodyStep[],
  { placeholders, labIsValid, elsewhere }: SnippetState,
  report: ReportProblem,
): void {
  for (const { text, position } of steps.flatMap(({ typed }) => typed)) {
    for (const { 1: name = '', index } of text.matchAll(PLACEHOLDER_PATTERN)) {
      if (placeholders.has(name) || (!labIsValid && name.endsWith('_IP'))) continue;
      const used = { name, position: { line: position.line, column: position.column + index } };
      if (elsewhere) elsewhere(used);
      else reportPlaceholder(used, placeholders.keys(), report);
    }
  }
}

/** Reports a placeholder without a value. @param known the names of those that have one */
export function reportPlaceholder(
  { name, position }: UsedPlaceholder,
  known: Iterable<string>,
  report: ReportProblem,
): void {
  const names = [...known];
  const meant = nearest(name, names);
  const all = `The placeholders with a value are ${listed(names)}. To save a value, write save=${name}:/…/ in an earlier snippet.`;
  const hint = meant === undefined ? all : `Did you mean <${meant}>? ${all}`;
  report('placeholder-unknown', position, `the placeholder <${name}> has no value here`, hint);
}

/** Stands for the value of a placeholder, which only a run knows. */
const ANY_VALUE = '192.0.2.1';

/** A command of which nobody knows what its failure means is not allowed to fail. */
function checkTries(steps: readonly BodyStep[], { tries, exit }: SnippetAttributes, report: ReportProblem): void {
  if (!tries) return;
  if (exit !== undefined) {
    const hint = 'Leave one of the two out: with tries, each exit code is the one in the capture.';
    report('attribute-invalid', tries.position, 'a snippet cannot have both tries and exit', hint);
  }
  for (const { step } of steps) {
    if (step.kind === 'command' && typedTry(step.text.replace(PLACEHOLDER_PATTERN, ANY_VALUE))) continue;
    const hint =
      'Write one ping, wget, curl or nc on each line, on the node or behind docker exec or docker run. Other commands go into a snippet of their own.';
    report('try-unreadable', step.position, 'this line tries no connection that can be read from it', hint);
  }
}

/** Adds the placeholders that a snippet saves. Reports one that already has a value. */
export function checkSaves(
  { saves }: SnippetAttributes,
  id: string | undefined,
  { placeholders }: SnippetState,
  report: ReportProblem,
): void {
  for (const { value, position } of saves) {
    const giver = placeholders.get(value.name);
    if (giver === undefined) placeholders.set(value.name, id === undefined ? 'an earlier snippet' : `snippet "${id}"`);
    else {
      const hint = 'Choose another name: a placeholder has one value in the whole page.';
      report('save-duplicate', position, `<${value.name}> already has a value, from ${giver}`, hint);
    }
  }
}

/** The tagged blocks of a page, and what must agree between them: ids, nodes, programs, placeholders. */

import { listed, nearest } from '../../base/nearest.ts';
import type { LabSpec, Snippet } from '../page.ts';
import type { ReportProblem } from '../source/problem-list.ts';
import { DEFAULT_TIMEOUT_MS, isSnippetAttribute, readAttributes, type SnippetAttributes } from './attributes.ts';
import type { Fence } from './fence.ts';
import { nodePlaceholder, OUTSIDE_PLACEHOLDER, PLACEHOLDER_PATTERN } from './placeholder.ts';
import { type BodyStep, parseSnippetBody, type SnippetBody } from './snippet-body.ts';

const LANGUAGE = 'console';

/**
 * Whether a block is a snippet, or was meant to be one: `snipet=ping`, or attributes of a snippet
 * without an id. Other `console` blocks are examples.
 */
export function isSnippet({ language, meta }: Fence): boolean {
  const names = [...meta.attributes, ...meta.errors].map(({ name }) => name);
  if (names.includes('snippet')) return true;
  return (
    language === LANGUAGE && names.some((name) => isSnippetAttribute(name) || nearest(name, ['snippet']) !== undefined)
  );
}

/** What is known of the page before its snippets are read. */
export interface PageLab {
  readonly lab: LabSpec;
  /** False when the front matter has mistakes in it: then nothing is held against it. */
  readonly labIsValid: boolean;
}

/** One snippet a fence, in order; undefined for one without a valid id. */
export function readSnippets(fences: readonly Fence[], page: PageLab, report: ReportProblem): (Snippet | undefined)[] {
  const state = initialState(page);
  return fences.map((fence) => readSnippet(fence, state, report));
}

/** What the snippets so far leave for the later ones. */
export interface SnippetState extends PageLab {
  /** With the line of each. */
  readonly ids: Map<string, number>;
  /** Nodes that had a command. */
  readonly nodesInUse: Set<string>;
  readonly placeholders: Map<string, string>;
}

export function initialState(page: PageLab): SnippetState {
  return { ...page, ids: new Map(), nodesInUse: new Set(), placeholders: givenPlaceholders(page.lab) };
}

/** Who gives each placeholder its value. */
function givenPlaceholders({ nodes, outside }: LabSpec): Map<string, string> {
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
    saves: attributes.saves.map(({ value }) => value),
    output: attributes.output ?? 'show',
    hidden: attributes.hidden,
    position: fence.position,
  };
}

function checkLanguage({ language, position }: Fence, report: ReportProblem): void {
  if (language === LANGUAGE) return;
  report(
    'snippet-language',
    position,
    `a snippet is a "${LANGUAGE}" block, not "${language}"`,
    `Write \`\`\`${LANGUAGE} snippet=….`,
  );
}

export function checkId(
  { id }: SnippetAttributes,
  fence: Fence,
  { ids }: SnippetState,
  report: ReportProblem,
): string | undefined {
  if (!id) {
    const { attributes, errors } = fence.meta;
    const wasTried = [...attributes, ...errors].some(({ name }) => nearest(name, ['snippet']) !== undefined);
    const hint = 'Write snippet=ID, or drop its attributes where it is an example only.';
    if (!wasTried)
      report('snippet-id-missing', fence.positionInMeta(0), 'the block has no id, so it would not run', hint);
    return undefined;
  }
  const first = ids.get(id.value);
  if (first === undefined) {
    ids.set(id.value, fence.position.line);
    return id.value;
  }
  const hint = 'Ids are unique in a page; translations and captures go by them.';
  report('snippet-duplicate', id.position, `the id "${id.value}" is taken by the snippet in line ${first}`, hint);
  return undefined;
}

/** @param where the nodes' names stand, for a hint */
export function checkNode(
  { node }: SnippetAttributes,
  { lab, labIsValid }: SnippetState,
  report: ReportProblem,
  where = "The front matter's lab.nodes",
): string {
  if (!node) return lab.nodes[0] ?? '';
  if (labIsValid && !lab.nodes.includes(node.value)) {
    const meant = nearest(node.value, lab.nodes);
    const hint = meant === undefined ? `${where} has ${listed(lab.nodes)}.` : `Did you mean "${meant}"?`;
    report('node-unknown', node.position, `the lab has no node "${node.value}"`, hint);
  }
  return node.value;
}

/** Undefined when where the block ends is not known, so its lines may be the rest of the page. */
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
    const subject = lines.length === 1 ? 'the line begins' : `${lines.length} lines begin`;
    const hint = 'Outputs come from captures, so they are not typed; a command begins with "$ ".';
    report('prompt-missing', position, `${subject} with no prompt`, hint);
  }
  if (body.steps.length + body.strays.length === 0 && isValid) {
    report(
      'snippet-empty',
      fence.position,
      'the snippet has no command',
      'Write at least one line that begins with "$ ".',
    );
  }
  return body;
}

export function reportUnclosed({ position, marker }: Fence, report: ReportProblem): void {
  const hint = `End it with a line of ${marker} that is indented as its beginning.`;
  report('fence-unclosed', position, 'the block is not closed', hint);
}

/** Whether the program is still running is known at run time only; that one was started at all, here. */
function checkPrograms(
  { steps }: SnippetBody,
  node: string,
  { nodesInUse }: SnippetState,
  report: ReportProblem,
): void {
  const [first] = steps;
  if (first?.step.kind === 'input' && !nodesInUse.has(node)) {
    const hint = `Start the program first, with a command on "${node}"; the node's own shell has the prompt "$ ".`;
    report('input-without-program', first.step.position, `no program was started on "${node}" to type this into`, hint);
  }
  if (steps.some(({ step }) => step.kind === 'command')) nodesInUse.add(node);
}

function checkPlaceholders(
  steps: readonly BodyStep[],
  { placeholders, labIsValid }: SnippetState,
  report: ReportProblem,
): void {
  for (const { text, position } of steps.flatMap(({ typed }) => typed)) {
    for (const { 0: whole, 1: name = '', index } of text.matchAll(PLACEHOLDER_PATTERN)) {
      if (placeholders.has(name) || (!labIsValid && name.endsWith('_IP'))) continue;
      const meant = nearest(name, placeholders.keys());
      const known = `Known here are ${listed(placeholders.keys())}; an earlier snippet's save=${name}:/…/ gives more.`;
      const hint = meant === undefined ? known : `Did you mean <${meant}>? ${known}`;
      const at = { line: position.line, column: position.column + index };
      report('placeholder-unknown', at, `nothing before this snippet gives ${whole} a value`, hint);
    }
  }
}

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
      const hint = 'A placeholder stands for one value in the whole page; choose another name.';
      report('save-duplicate', position, `<${value.name}> is given by ${giver} already`, hint);
    }
  }
}

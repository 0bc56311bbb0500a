/** Reads one block of a Markdown document: a snippet with the outputs that it shows, or a reason to skip the block. */

import type { DocumentConfig } from '../config/config.ts';
import type { LeftOut, OutputLines, ShownSnippet, ShownStep, Snippet, Step } from '../page.ts';
import { DEFAULT_TIMEOUT_MS, readAttributes, type SnippetAttributes } from '../snippet/attributes.ts';
import type { Fence } from '../snippet/fence.ts';
import { isRootPrompt, ROOT_PROMPT } from '../snippet/prompt.ts';
import { type BodyStep, parseSnippetBody } from '../snippet/snippet-body.ts';
import { checkId, checkNode, checkSaves, reportUnclosed, type SnippetState } from '../snippet/snippets.ts';
import type { ReportProblem } from '../source/problem-list.ts';
import type { SourceText } from '../source/source-text.ts';
import type { CommentedBlock } from './block-comments.ts';
import { beginsWithTool } from './command-words.ts';
import { splitComments } from './comments.ts';
import { ownMeta, skipOf, skipReason } from './document-attributes.ts';
import { type DocumentLineRules, documentLineRules, mayEndInProgram } from './lines.ts';
import { anyPromptOf, isOfContainer, shellPromptOf, windowsPromptOf } from './prompts.ts';
import { cutIn, otherDaemonIn, unknownValueIn, usageIn } from './unknown-values.ts';
import { isTyped, NO_PROMPT, noShell, type Reading, readingOf, unknownPrompt } from './what-to-read.ts';

export interface BlockRead {
  readonly snippet: Snippet | undefined;
  readonly shown: ShownSnippet | undefined;
  readonly leftOut: readonly LeftOut[];
}

/** A block, or a part of one, with what its comments and its prompts say. */
export interface BlockToRead extends CommentedBlock {
  /** The node whose prompt it shows. */
  readonly node: string | undefined;
}

/** What is known from the blocks read so far. */
export interface MarkdownState extends SnippetState {
  readonly source: SourceText;
  readonly config: DocumentConfig;
  /** Nodes on which a program that reads input may be running. */
  readonly nodesInProgram: Set<string>;
  /** Such as `<IP>`: blocks that ask for them are left out, because nothing gives them. */
  readonly valuesAsked: Set<string>;
  /** The shells that the blocks so far have shown the prompts of. */
  readonly knownShells: Set<string>;
}

/**
 * Returns undefined for a block that has no commands.
 * @param number of the block in its document, from 1. A block without an id gets `block-NUMBER`.
 */
export function readBlock(
  { fence, node, skip, isHidden, comments }: BlockToRead,
  number: number,
  state: MarkdownState,
  report: ReportProblem,
): BlockRead | undefined {
  const reading: Reading = isHidden ? HIDDEN : readingOf(fence, state.nodesInProgram.size > 0, state.config);
  if (reading.kind === 'ignored') {
    for (const { start } of comments) report('comment-invalid', start, NO_COMMANDS, NO_COMMANDS_HINT);
    return undefined;
  }
  if (skip !== undefined) return leftOut(fence, skip);
  const own = skipOf(fence.meta);
  if (own) return leftOut(fence, skipReason('the block says "skip"', own));
  if (reading.kind === 'left-out') return leftOut(fence, reading.reason);
  const read = readCommands(fence, reading.isSession, node, number, state, report);
  return isHidden && read.snippet ? { ...read, snippet: { ...read.snippet, hidden: true } } : read;
}

const HIDDEN: Reading = { kind: 'run', isSession: true };
const NO_COMMANDS = 'the block behind this comment has no commands';
const NO_COMMANDS_HINT =
  'Delete the comment, or write it right before the block that it is for. A block with commands begins with a prompt such as "$ ".';

function readCommands(
  fence: Fence,
  isSession: boolean,
  nodeOfHost: string | undefined,
  number: number,
  state: MarkdownState,
  report: ReportProblem,
): BlockRead {
  const attributes = readAttributes(ownMeta(fence.meta), fence.positionInMeta, report);
  const own = checkNode(attributes, state, report, "the document's lab");
  const node = attributes.node === undefined ? (nodeOfHost ?? own) : own;
  const id = idOf(attributes, number, fence, state, report);
  if (!fence.isClosed) {
    reportUnclosed(fence, report);
    return NOTHING;
  }
  const { knownShells, config } = state;
  const { prompts } = config;
  const block = {
    lines: fence.body,
    isSession,
    isTyped: isTyped(fence, config),
    isOfNode: nodeOfHost !== undefined,
    isInProgram: state.nodesInProgram.has(node),
    knownShells,
    prompts,
  };
  const rules = documentLineRules(block);
  const { steps, before, isValid } = readBody(fence, rules, report);
  const [first] = steps;
  if (!first) return isValid ? leftOut(fence, reasonOf(fence, isSession)) : NOTHING;
  const isForContainer = first.step.kind === 'input' && isOfContainer(first.step.prompt ?? '');
  if (first.step.kind === 'input' && !(isForContainer ? block.isInProgram : state.nodesInUse.has(node))) {
    return leftOut(fence, 'the block begins with input for a program, but no block before it has started one');
  }
  const typed = steps.map(({ step }) => step);
  const skipped = (reason: string) => leftOut(fence, reason, typed);
  const cut = cutIn(typed);
  if (cut !== undefined) return skipped(`the document leaves out a part of the command, where it has "${cut}"`);
  const usage = usageIn(typed);
  if (usage !== undefined) return skipped(`the command says what may be there: "${usage}"`);
  const daemon = otherDaemonIn(typed);
  if (daemon !== undefined) return skipped(`it points Docker to ${daemon}, a machine that labs do not have`);
  const known = new Set([...state.placeholders.keys(), ...config.values.keys()]);
  const unknown = unknownValueIn(typed, known, state.valuesAsked);
  if (unknown !== undefined) {
    state.valuesAsked.add(unknown);
    return skipped(`nothing gives ${unknown} a value: write one, or ${howToGive(unknown)}`);
  }
  if (mayEndInProgram(typed)) state.nodesInProgram.add(node);
  else state.nodesInProgram.delete(node);
  state.nodesInUse.add(node);
  knownShells.add(rules.shell);
  checkSaves(attributes, id, state, report);
  return {
    snippet: snippetOf(id, node, fence, withDefaults(attributes, config), steps),
    shown: {
      id,
      statesExit: attributes.exit !== undefined,
      steps: block.isTyped ? undefined : shownSteps(steps, rules.shell, fence, state.source),
    },
    leftOut: before.every(({ text }) => text.startsWith('#') || text.trim() === '') ? [] : strayLines(before),
  };
}

const NOTHING: BlockRead = { snippet: undefined, shown: undefined, leftOut: [] };

/** @param steps of the block, if they are known */
function leftOut({ position, body }: Fence, reason: string, steps?: readonly Step[]): BlockRead {
  const typed = steps?.filter(({ kind }) => kind === 'command').map(({ text }) => text);
  return { ...NOTHING, leftOut: [{ position, reason, commands: typed ?? body.flatMap(possibleCommand) }] };
}

function possibleCommand({ text }: Fence['body'][number]): string | [] {
  const prompt = shellPromptOf(text)?.text ?? windowsPromptOf(text)?.prompt ?? '';
  return text.slice(prompt.length).trim() || [];
}

function howToGive(value: string): string {
  const text = value.slice(1, -1);
  const name =
    text
      .replace(/\W+/gu, '_')
      .replace(/^_+|_+$/gu, '')
      .toUpperCase() || 'VALUE';
  const setting = text.includes(' ') ? `"${text}=…"` : `${text}=…`;
  const naming = value === `<${name}>` ? '' : `name it <${name}> and `;
  return `${naming}write save=${name}:/…/ on an earlier block that prints it, or run with --set ${setting}`;
}

function idOf(
  attributes: SnippetAttributes,
  number: number,
  fence: Fence,
  state: SnippetState,
  report: ReportProblem,
): string {
  const given = attributes.id && checkId(attributes, fence, state, report);
  if (given !== undefined) return given;
  let id = `block-${number}`;
  while (state.ids.has(id)) id += '-';
  state.ids.set(id, fence.position.line);
  return id;
}

function readBody({ body }: Fence, rules: DocumentLineRules, report: ReportProblem) {
  let isValid = true;
  const read = parseSnippetBody(
    body,
    (code, ...rest) => {
      // A prompt without a command is no mistake here: a copied session often ends with one.
      if (code === 'command-empty') return;
      isValid = false;
      report(code, ...rest);
    },
    rules,
  );
  return { ...read, isValid };
}

function reasonOf({ body }: Fence, isSession: boolean): string {
  const lines = body.map(({ text }) => text.trimEnd()).filter((text) => text !== '');
  const [first] = lines;
  if (first === undefined) return 'the block is empty';
  const windows = windowsPromptOf(first);
  if (windows) return noShell(windows.shell, `"${windows.prompt}" is the prompt of`);
  const isComment = (line: string) =>
    !isSession && line.startsWith('#') && !beginsWithTool(line.replace(/^#+\s*/u, ''));
  const shown = lines.find((line) => !isComment(line));
  if (shown === undefined) return 'every line of the block is a comment';
  const prompt = anyPromptOf(shown);
  return prompt === undefined ? NO_PROMPT : unknownPrompt(prompt);
}

function strayLines(lines: Fence['body']): LeftOut[] {
  const [first] = lines;
  const commands = lines.flatMap(possibleCommand);
  return first ? [{ position: first.position, reason: 'no command is above these lines', commands }] : [];
}

function withDefaults(attributes: SnippetAttributes, { timeoutMs }: DocumentConfig): SnippetAttributes {
  return { ...attributes, timeoutMs: attributes.timeoutMs ?? timeoutMs };
}

function snippetOf(
  id: string,
  node: string,
  { position }: Fence,
  { exit, expect, retryUntil, timeoutMs, tolerance, saves }: SnippetAttributes,
  steps: readonly BodyStep[],
): Snippet {
  return {
    id,
    node,
    steps: steps.map(({ step }) => withAnyRootPrompt(step)),
    exit: exit ?? 0,
    expect,
    retryUntil,
    timeoutMs: timeoutMs ?? DEFAULT_TIMEOUT_MS,
    ...(tolerance !== undefined && { tolerance }),
    saves: saves.map(({ value }) => value),
    output: 'show',
    hidden: false,
    tries: false,
    position,
  };
}

/** A root shell has another prompt in each folder and container. Documents show any of them. */
function withAnyRootPrompt(step: Step): Step {
  if (step.kind === 'command' || step.prompt === undefined || !isRootPrompt(step.prompt)) return step;
  return { ...step, prompt: ROOT_PROMPT };
}

function shownSteps(
  steps: readonly BodyStep[],
  shell: string,
  fence: Fence,
  source: SourceText,
): readonly ShownStep[] | undefined {
  const split = steps.map((step, index) => {
    const command = step.typed.at(-1)?.position.line ?? step.step.position.line;
    const isApart = (step.printed[0]?.position.line ?? 0) > command + 1;
    const place = { isBeforeCommand: index + 1 < steps.length, isApart };
    const { printed, comments } = splitComments(step.printed, place, shell);
    return { ...step, printed, comments };
  });
  if (split.every(({ printed }) => printed.length === 0)) return undefined;
  return split.map(({ comments, ...step }) => {
    const [first] = comments;
    return {
      output: step.printed.map(({ text }) => text).join('\n'),
      lines: linesOf(step, fence, source),
      ...(first && { comments: { lines: comments.map(({ text }) => text), first: first.position.line } }),
    };
  });
}

function linesOf({ step, typed, printed }: BodyStep, fence: Fence, source: SourceText): OutputLines {
  const after = typed.at(-1)?.position.line ?? step.position.line;
  const typedPrefix = (source.lines[step.position.line - 1] ?? '').slice(0, step.position.column - 1);
  return {
    first: printed[0]?.position.line ?? after + 1,
    count: printed.length,
    // If the command is indented less than its fence, the output needs the fence's prefix to keep its indentation.
    prefix: typedPrefix.length >= fence.prefix.length ? typedPrefix : fence.prefix,
  };
}

/**
 * Parses the lines of a command block into steps: prompts, the text typed after them, keys, and the lines
 * between. Pages and Markdown documents use the same parser. Where they differ, a `LineRules` decides.
 */
import type { Position, Step } from '../page.ts';
import type { ReportProblem } from '../source/problem-list.ts';
import { isLikeKeys, reportKeys, splitKeys } from './keys.ts';
import { afterPrompt, CONTINUATION_PROMPT, innerPromptOf, SHELL_PROMPT } from './prompt.ts';
import { endsWithBackslash } from './shell-lines.ts';

export interface BodyLine {
  readonly text: string;
  readonly position: Position;
}

export interface SnippetBody {
  readonly steps: readonly BodyStep[];
  /** Groups of adjacent lines that have no prompt. Blank lines are left out. */
  readonly strays: readonly (readonly BodyLine[])[];
  /** The lines before the first step. */
  readonly before: readonly BodyLine[];
}

export interface BodyStep {
  readonly step: Step;
  /** The typed lines, without prompts and keys. Joined by newlines, they are the step's text. */
  readonly typed: readonly BodyLine[];
  /** The lines up to the next step, without blank lines at either end. */
  readonly printed: readonly BodyLine[];
}

/** The rules that differ between pages and Markdown documents. */
export interface LineRules {
  /**
   * Returns the prompt that a line begins with. Returns undefined if the line is not typed.
   * @param text the line, without spaces at its end
   * @param before the step before the line
   */
  promptOf(text: string, before: TypedLines | undefined): Prompt | undefined;
  /** Returns undefined if a line does not continue the step right above it. */
  continuationOf(line: BodyLine, open: TypedLines): Continuation | undefined;
  /** Returns the word that would end the step's here-document, if nothing ends it. */
  openHereDocument(step: TypedLines): string | undefined;
  /** Whether a command may contain tabs. */
  readonly allowsTabs: boolean;
}

export interface Prompt {
  readonly kind: 'command' | 'input';
  /** Undefined for a line that consists only of keys. */
  readonly prompt: string | undefined;
  /** The number of characters before the typed text. */
  readonly length: number;
  /** Keys that the line shows in another way than as `<Ctrl-C>`. */
  readonly keys?: readonly string[];
}

export interface Continuation {
  /** The number of characters before the typed text. */
  readonly length: number;
}

/** The prompt and the typed lines of one step. */
export interface TypedLines extends Prompt {
  readonly position: Position;
  readonly typed: BodyLine[];
}

/** The rules of pages: outputs are never typed. */
const PAGE_LINE_RULES: LineRules = {
  promptOf: (text) => {
    const command = afterPrompt(SHELL_PROMPT, text);
    if (command !== undefined) {
      return { kind: 'command', prompt: SHELL_PROMPT, length: text.length - command.length };
    }
    const prompt = innerPromptOf(text);
    const length = Math.min(prompt?.length ?? 0, text.length);
    return prompt !== undefined || isLikeKeys(text) ? { kind: 'input', prompt, length } : undefined;
  },
  continuationOf: ({ text }, open) => {
    const trimmed = text.trimEnd();
    const rest = afterPrompt(CONTINUATION_PROMPT, trimmed);
    if (rest !== undefined) return { length: trimmed.length - rest.length };
    return trimmed !== '' && isUnfinished(open) && !beginsAnew(open, trimmed) ? { length: 0 } : undefined;
  },
  openHereDocument: () => undefined,
  allowsTabs: false,
};

/** Parses the lines of a command block, and reports every mistake in the typed lines. */
export function parseSnippetBody(
  lines: readonly BodyLine[],
  report: ReportProblem,
  rules: LineRules = PAGE_LINE_RULES,
): SnippetBody {
  const { before, groups } = grouped(lines, rules);
  const runs = [before, ...groups.map(({ printed }) => printed)];
  return {
    before: withoutBlankEnd(before),
    steps: groups.flatMap((group, index) => toStep(group, groups[index + 1], rules, report) ?? []),
    strays: runs.map((run) => run.filter(({ text }) => text.trim() !== '')).filter(({ length }) => length > 0),
  };
}

interface Group extends TypedLines {
  readonly printed: BodyLine[];
}

/** Groups the lines by step, in one pass. */
function grouped(lines: readonly BodyLine[], rules: LineRules): { before: BodyLine[]; groups: Group[] } {
  const before: BodyLine[] = [];
  const groups: Group[] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    const open = last?.printed.length === 0 ? last : undefined;
    const continuation = open && rules.continuationOf(line, open);
    if (open && continuation) {
      open.typed.push(moved(line, continuation.length, line.text.slice(continuation.length)));
      continue;
    }
    const text = line.text.trimEnd();
    const printed = last?.printed ?? before;
    if (text === '') {
      if (printed.length > 0) printed.push(line);
      continue;
    }
    const prompt = rules.promptOf(text, last);
    if (prompt) {
      const typed = moved(line, prompt.length, line.text.slice(prompt.length));
      groups.push({ ...prompt, position: line.position, typed: [typed], printed: [] });
    } else printed.push(line);
  }
  return { before, groups };
}

/** Returns whether a line has a prompt, so it begins a new step even after a backslash. */
function beginsAnew({ prompt }: TypedLines, text: string): boolean {
  return afterPrompt(SHELL_PROMPT, text) !== undefined || (prompt !== undefined && innerPromptOf(text) === prompt);
}

function withoutBlankEnd(lines: readonly BodyLine[]): readonly BodyLine[] {
  return lines.slice(0, lines.findLastIndex(({ text }) => text.trim() !== '') + 1);
}

/** Returns a text that begins `by` columns after the beginning of a line. */
function moved({ position }: BodyLine, by: number, text: string): BodyLine {
  return { text, position: { line: position.line, column: position.column + by } };
}

function isUnfinished({ typed }: TypedLines): boolean {
  return endsWithBackslash(typed.at(-1)?.text ?? '');
}

function toStep(group: Group, next: Group | undefined, rules: LineRules, report: ReportProblem): BodyStep | undefined {
  for (const line of group.typed) reportControlCharacters(line, rules.allowsTabs && group.kind === 'command', report);
  const delimiter = rules.openHereDocument(group);
  if (delimiter !== undefined) {
    const hint = `End it with a line ${delimiter}. If it contains a fence, open and close the block with a longer one.`;
    report('here-document-open', group.position, `the block ends within the here-document "${delimiter}"`, hint);
    return undefined;
  }
  if (isUnfinished(group)) reportUnfinished(group, next, report);
  const read = group.kind === 'command' ? toCommand(group, report) : toInput(group, report);
  return read && { ...read, printed: withoutBlankEnd(group.printed) };
}

type StepWithoutOutput = Omit<BodyStep, 'printed'>;

function toCommand({ position, typed }: TypedLines, report: ReportProblem): StepWithoutOutput | undefined {
  for (const line of typed) reportKeys(line, report);
  const text = joined(typed);
  if (text.trim() !== '') return { step: { kind: 'command', text, position }, typed };
  report(
    'command-empty',
    position,
    'the prompt has no command after it',
    'Write a command after "$ ", or delete the line.',
  );
  return undefined;
}

function toInput({ prompt, position, typed, ...shown }: TypedLines, report: ReportProblem): StepWithoutOutput {
  const last = typed.at(-1) ?? { text: '', position };
  const { text, keys } = shown.keys ? { text: '', keys: shown.keys } : splitKeys(last.text.trimEnd());
  const lines = [...typed.slice(0, -1), { ...last, text }];
  for (const line of lines) reportKeys(line, report);
  return { step: { kind: 'input', prompt, text: joined(lines), keys, position }, typed: lines };
}

function joined(lines: readonly BodyLine[]): string {
  return lines.map(({ text }) => text).join('\n');
}

/** @param next the step after it, if any */
function reportUnfinished({ typed, position }: TypedLines, next: TypedLines | undefined, report: ReportProblem): void {
  const last = typed.at(-1) ?? { text: '', position };
  const hint =
    next?.position.line === last.position.line + 1
      ? 'The next line begins with a prompt, so it is a new command. If it continues this one, begin it with "> ", or without a prompt. Otherwise delete the backslash.'
      : 'Write the rest of the command on the next line, or delete the backslash.';
  report(
    'continuation-missing',
    moved(last, last.text.length - 1, '').position,
    'the line ends with "\\", but no line continues it',
    hint,
  );
}

/** Reports control characters: a program takes them as key presses, and often a tab as a completion. */
function reportControlCharacters(line: BodyLine, allowsTabs: boolean, report: ReportProblem): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern looks for control characters
  for (const { 0: character, index } of line.text.matchAll(/[\x00-\x1f\x7f]/gu)) {
    const isTab = character === '\t';
    if (isTab && allowsTabs) continue;
    const { position } = moved(line, index, '');
    const name = isTab ? 'a tab' : `the character U+${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    report('control-character', position, `the shell would take ${name} as a key press`, 'Use spaces.');
  }
}

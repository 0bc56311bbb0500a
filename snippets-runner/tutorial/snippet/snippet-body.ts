/**
 * Parses the lines of a command block into steps: prompts, the text typed after them, keys, and the lines
 * between. Pages and Markdown documents use the same parser. Where they differ, a `LineRules` decides.
 */
import type { Position, Step } from '../page.ts';
import type { ReportProblem } from '../source/problem-list.ts';
import { isLikeKeys, reportKeys, splitKeys } from './keys.ts';
import { afterPrompt, CONTINUATION_PROMPT, innerPromptOf, SHELL_PROMPT } from './prompt.ts';

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
  /** Returns whether the command has a here-document that has not ended. Then the next line belongs to it. */
  isHeredocOpen(before: TypedLines): boolean;
  /** Returns whether a next line with the prompt `> ` continues the command. */
  acceptsContinuation(before: TypedLines): boolean;
}

export interface Prompt {
  readonly kind: 'command' | 'input';
  /** Undefined for a line that consists only of keys. */
  readonly prompt: string | undefined;
}

/** The prompt and the typed lines of one step. */
export interface TypedLines extends Prompt {
  readonly position: Position;
  readonly typed: BodyLine[];
}

/** The rules of pages: outputs are never typed. */
const PAGE_LINE_RULES: LineRules = {
  promptOf: (text) => {
    if (afterPrompt(SHELL_PROMPT, text) !== undefined) return { kind: 'command', prompt: SHELL_PROMPT };
    const prompt = innerPromptOf(text);
    return prompt !== undefined || isLikeKeys(text) ? { kind: 'input', prompt } : undefined;
  },
  isHeredocOpen: () => false,
  acceptsContinuation: () => true,
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
    steps: groups.flatMap((group) => toStep(group, report) ?? []),
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
    const continuation = open && continuationOf(open, line, rules);
    if (open && continuation) {
      open.typed.push(continuation);
      continue;
    }
    const text = line.text.trimEnd();
    const printed = last?.printed ?? before;
    if (text === '') {
      if (printed.length > 0) printed.push(line);
      continue;
    }
    const prompt = rules.promptOf(text, last);
    if (prompt)
      groups.push({ ...prompt, position: line.position, typed: [typedLine(line, text, prompt)], printed: [] });
    else printed.push(line);
  }
  return { before, groups };
}

/** Returns the line without its continuation prompt if it continues the step, else undefined. */
function continuationOf(open: TypedLines, line: BodyLine, rules: LineRules): BodyLine | undefined {
  const text = line.text.trimEnd();
  const rest = afterPrompt(CONTINUATION_PROMPT, text);
  const isHeredocOpen = rules.isHeredocOpen(open);
  if (rest !== undefined && (isHeredocOpen || rules.acceptsContinuation(open))) {
    return moved(line, text.length - rest.length, rest);
  }
  if (isHeredocOpen) return { ...line, text };
  return text !== '' && isUnfinished(open) && !beginsAnew(open, text) ? { ...line, text } : undefined;
}

/** Returns whether a line has a prompt, so it begins a new step even after a backslash. */
function beginsAnew({ prompt }: TypedLines, text: string): boolean {
  return afterPrompt(SHELL_PROMPT, text) !== undefined || (prompt !== undefined && innerPromptOf(text) === prompt);
}

function typedLine(line: BodyLine, text: string, { prompt }: Prompt): BodyLine {
  if (prompt === undefined) return { ...line, text };
  const rest = afterPrompt(prompt, text) ?? '';
  return moved(line, text.length - rest.length, rest);
}

function withoutBlankEnd(lines: readonly BodyLine[]): readonly BodyLine[] {
  return lines.slice(0, lines.findLastIndex(({ text }) => text.trim() !== '') + 1);
}

/** Returns a text that begins `by` columns after the beginning of a line. */
function moved({ position }: BodyLine, by: number, text: string): BodyLine {
  return { text, position: { line: position.line, column: position.column + by } };
}

/** Returns whether the last line ends with an odd number of backslashes: the last one then escapes the newline. */
function isUnfinished({ typed }: TypedLines): boolean {
  const backslashes = /\\*$/u.exec(typed.at(-1)?.text ?? '')?.[0].length ?? 0;
  return backslashes % 2 === 1;
}

function toStep(group: Group, report: ReportProblem): BodyStep | undefined {
  for (const line of group.typed) reportControlCharacters(line, report);
  if (isUnfinished(group)) reportUnfinished(group, report);
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

function toInput({ prompt, position, typed }: TypedLines, report: ReportProblem): StepWithoutOutput {
  const last = typed.at(-1) ?? { text: '', position };
  const { text, keys } = splitKeys(last.text);
  const lines = [...typed.slice(0, -1), { ...last, text }];
  for (const line of lines) reportKeys(line, report);
  return { step: { kind: 'input', prompt, text: joined(lines), keys, position }, typed: lines };
}

function joined(lines: readonly BodyLine[]): string {
  return lines.map(({ text }) => text).join('\n');
}

function reportUnfinished({ typed, position }: TypedLines, report: ReportProblem): void {
  const last = typed.at(-1) ?? { text: '', position };
  const hint = 'Write the rest of the command on the next line, or delete the backslash.';
  report(
    'continuation-missing',
    moved(last, last.text.length - 1, '').position,
    'the line ends with "\\", but no line continues it',
    hint,
  );
}

/** Reports control characters: a shell takes them as key presses, and a tab as a completion. */
function reportControlCharacters(line: BodyLine, report: ReportProblem): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern looks for control characters
  for (const { 0: character, index } of line.text.matchAll(/[\x00-\x1f\x7f]/gu)) {
    const { position } = moved(line, index, '');
    const name =
      character === '\t' ? 'a tab' : `the character U+${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    report('control-character', position, `the shell would take ${name} as a key press`, 'Use spaces.');
  }
}

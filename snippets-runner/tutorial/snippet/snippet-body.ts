/**
 * The lines of a snippet: prompts, what is typed after them, keys, and what stands between. Knows nothing
 * of MDX or of a page, so that the blocks of other people's Markdown are read by the same rules, but for
 * what a `LineRules` says.
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
  /** Lines in a row that are not typed, wherever they stand; without blank ones. */
  readonly strays: readonly (readonly BodyLine[])[];
  /** Those before the first step. */
  readonly before: readonly BodyLine[];
}

export interface BodyStep {
  readonly step: Step;
  /** What is typed, line by line, without prompts and keys; joined they are the step's text. */
  readonly typed: readonly BodyLine[];
  /** The lines up to the next step, without blank ones at either end. */
  readonly printed: readonly BodyLine[];
}

/** What tells lines apart that are not the same in every kind of document. */
export interface LineRules {
  /** What a line without blanks at its end begins with; undefined for one that is not typed. */
  promptOf(text: string, before: TypedLines | undefined): Prompt | undefined;
  /** Whether a line belongs to the command before it by what that says, whatever its own beginning. */
  isHeredocOpen(before: TypedLines): boolean;
  /** Whether a line with the prompt `> ` goes on with the command before it. */
  acceptsContinuation(before: TypedLines): boolean;
}

export interface Prompt {
  readonly kind: 'command' | 'input';
  /** Undefined for keys that stand alone. */
  readonly prompt: string | undefined;
}

export interface TypedLines extends Prompt {
  readonly position: Position;
  readonly typed: BodyLine[];
}

/** Of the site's pages, in which outputs are never typed. */
const PAGE_LINE_RULES: LineRules = {
  promptOf: (text) => {
    if (afterPrompt(SHELL_PROMPT, text) !== undefined) return { kind: 'command', prompt: SHELL_PROMPT };
    const prompt = innerPromptOf(text);
    return prompt !== undefined || isLikeKeys(text) ? { kind: 'input', prompt } : undefined;
  },
  isHeredocOpen: () => false,
  acceptsContinuation: () => true,
};

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

/** Puts the lines of each step together, in one pass. */
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

function continuationOf(open: TypedLines, line: BodyLine, rules: LineRules): BodyLine | undefined {
  const text = line.text.trimEnd();
  const dropped = afterPrompt(CONTINUATION_PROMPT, text);
  const isHeredocOpen = rules.isHeredocOpen(open);
  if (dropped !== undefined && (isHeredocOpen || rules.acceptsContinuation(open))) {
    return moved(line, text.length - dropped.length, dropped);
  }
  if (isHeredocOpen) return { ...line, text };
  return text !== '' && isUnfinished(open) && !beginsAnew(open, text) ? { ...line, text } : undefined;
}

/** Whether a line after a trailing backslash is the next command all the same. */
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

function moved({ position }: BodyLine, by: number, text: string): BodyLine {
  return { text, position: { line: position.line, column: position.column + by } };
}

/** An odd number of backslashes at its end: the last one escapes the line's end. */
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

type ReadTyping = Omit<BodyStep, 'printed'>;

function toCommand({ position, typed }: TypedLines, report: ReportProblem): ReadTyping | undefined {
  for (const line of typed) reportKeys(line, report);
  const text = joined(typed);
  if (text.trim() !== '') return { step: { kind: 'command', text, position }, typed };
  report(
    'command-empty',
    position,
    'there is a prompt, but no command',
    'Write a command after "$ ", or drop the line.',
  );
  return undefined;
}

function toInput({ prompt, position, typed }: TypedLines, report: ReportProblem): ReadTyping {
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
  const hint = 'Write the next line of the command under it, or drop the backslash.';
  report(
    'continuation-missing',
    moved(last, last.text.length - 1, '').position,
    'the line goes on after "\\", but nothing follows',
    hint,
  );
}

/** A shell would take them as key presses: a tab completes. */
function reportControlCharacters(line: BodyLine, report: ReportProblem): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  for (const { 0: character, index } of line.text.matchAll(/[\x00-\x1f\x7f]/gu)) {
    const { position } = moved(line, index, '');
    const name =
      character === '\t' ? 'a tab' : `the character U+${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    report('control-character', position, `${name} would be taken as a key press by the shell`, 'Use spaces.');
  }
}

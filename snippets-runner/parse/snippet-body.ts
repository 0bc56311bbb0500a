/**
 * The lines of a snippet: prompts, what is typed after them, keys. Knows nothing of MDX or of a page,
 * so that the blocks of other people's Markdown are read by the same rules. There, lines without a
 * prompt are what the step before printed; here they are handed back as they are.
 */
import type { Position, Step } from '../model/page.ts';
import { isLikeKeys, reportKeys, splitKeys } from './keys.ts';
import type { Report } from './problems.ts';
import { afterPrompt, CONTINUATION_PROMPT, innerPromptOf, SHELL_PROMPT } from './prompt.ts';

export interface BodyLine {
  readonly text: string;
  readonly position: Position;
}

export interface SnippetBody {
  readonly steps: readonly BodyStep[];
  readonly strays: readonly StrayLines[];
}

export interface BodyStep {
  readonly step: Step;
  /** What is typed, line by line, without prompts and keys; joined they are the step's text. */
  readonly typed: readonly BodyLine[];
}

/** Lines in a row that are not typed. */
export interface StrayLines {
  /** How many steps stand before them. */
  readonly after: number;
  readonly lines: readonly BodyLine[];
}

export function parseSnippetBody(lines: readonly BodyLine[], report: Report): SnippetBody {
  const groups = grouped(lines);
  const steps = groups.filter((group) => group.kind !== 'stray').flatMap((group) => toStep(group, report) ?? []);
  return { steps, strays: groups.filter((group) => group.kind === 'stray') };
}

type Group = Typed | ({ readonly kind: 'stray' } & StrayLines);

interface Typed {
  readonly kind: 'command' | 'input';
  /** Undefined for keys that stand alone. */
  readonly prompt: string | undefined;
  readonly position: Position;
  readonly typed: BodyLine[];
}

/** Puts the lines of each step together, in one pass. */
function grouped(lines: readonly BodyLine[]): Group[] {
  const groups: Group[] = [];
  let steps = 0;
  for (const line of lines) {
    const last = groups.at(-1);
    const open = last !== undefined && last.kind !== 'stray' ? last : undefined;
    const continuation = open && continuationOf(open, line);
    if (open && continuation) {
      open.typed.push(continuation);
      continue;
    }
    const text = line.text.trimEnd();
    if (text === '') continue;
    const typed = toTyped({ ...line, text });
    if (typed) {
      groups.push(typed);
      steps += 1;
    } else if (last?.kind === 'stray') (last.lines as BodyLine[]).push(line);
    else groups.push({ kind: 'stray', after: steps, lines: [line] });
  }
  return groups;
}

function continuationOf(open: Typed, line: BodyLine): BodyLine | undefined {
  const text = line.text.trimEnd();
  const dropped = afterPrompt(CONTINUATION_PROMPT, text);
  if (dropped !== undefined) return moved(line, text.length - dropped.length, dropped);
  return text !== '' && isUnfinished(open) && !beginsAnew(open, text) ? { ...line, text } : undefined;
}

/** Whether a line after a trailing backslash is the next command all the same. */
function beginsAnew({ prompt }: Typed, text: string): boolean {
  return afterPrompt(SHELL_PROMPT, text) !== undefined || (prompt !== undefined && innerPromptOf(text) === prompt);
}

function toTyped(line: BodyLine): Typed | undefined {
  const { text, position } = line;
  const command = afterPrompt(SHELL_PROMPT, text);
  if (command !== undefined) {
    return {
      kind: 'command',
      prompt: SHELL_PROMPT,
      position,
      typed: [moved(line, text.length - command.length, command)],
    };
  }
  const prompt = innerPromptOf(text);
  if (prompt !== undefined) {
    return { kind: 'input', prompt, position, typed: [moved(line, prompt.length, text.slice(prompt.length))] };
  }
  return isLikeKeys(text) ? { kind: 'input', prompt: undefined, position, typed: [line] } : undefined;
}

function moved({ position }: BodyLine, by: number, text: string): BodyLine {
  return { text, position: { line: position.line, column: position.column + by } };
}

/** An odd number of backslashes at its end: the last one escapes the line's end. */
function isUnfinished({ typed }: Typed): boolean {
  const backslashes = /\\*$/u.exec(typed.at(-1)?.text ?? '')?.[0].length ?? 0;
  return backslashes % 2 === 1;
}

function toStep(group: Typed, report: Report): BodyStep | undefined {
  for (const line of group.typed) reportControlCharacters(line, report);
  if (isUnfinished(group)) reportUnfinished(group, report);
  return group.kind === 'command' ? toCommand(group, report) : toInput(group, report);
}

function toCommand({ position, typed }: Typed, report: Report): BodyStep | undefined {
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

function toInput({ prompt, position, typed }: Typed, report: Report): BodyStep {
  const last = typed.at(-1) ?? { text: '', position };
  const { text, keys } = splitKeys(last.text);
  const lines = [...typed.slice(0, -1), { ...last, text }];
  for (const line of lines) reportKeys(line, report);
  return { step: { kind: 'input', prompt, text: joined(lines), keys, position }, typed: lines };
}

function joined(lines: readonly BodyLine[]): string {
  return lines.map(({ text }) => text).join('\n');
}

function reportUnfinished({ typed, position }: Typed, report: Report): void {
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
function reportControlCharacters(line: BodyLine, report: Report): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  for (const { 0: character, index } of line.text.matchAll(/[\x00-\x1f\x7f]/gu)) {
    const { position } = moved(line, index, '');
    const name =
      character === '\t' ? 'a tab' : `the character U+${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    report('control-character', position, `${name} would be taken as a key press by the shell`, 'Use spaces.');
  }
}

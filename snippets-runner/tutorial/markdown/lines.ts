/**
 * Tells commands from outputs in the blocks of a Markdown document, where the author types both. A line is a command
 * only if that is certain. A line that may be an output counts as an output. So a wrong decision is visible: the run
 * reports a difference, or a command that does not end.
 */

import type { Step } from '../page.ts';
import { isInterrupt, KEY_PATTERN } from '../snippet/keys.ts';
import { CONTINUATION_PROMPT, innerPromptOf, ROOT_PROMPT } from '../snippet/prompt.ts';
import { endsWithBackslash, ShellLines, type WaitingFor } from '../snippet/shell-lines.ts';
import type { BodyLine, LineRules, Prompt, TypedLines } from '../snippet/snippet-body.ts';
import { isCertainCommand, isCommandWithoutPrompt } from './command-words.ts';
import { isInnerShell, plainRootPromptOf, type ShellPrompt, shellPromptOf } from './prompts.ts';

const KEYS_ALONE = new RegExp(`^(?:${KEY_PATTERN.source})+$`, 'u');

/** Keys as a terminal shows them behind a prompt: `^P^Q`. */
const CARETS = /^(?:\^[A-Z])+$/u;
/** How a terminal shows that Ctrl-C was pressed. */
const INTERRUPTED = '^C';

export interface BlockLines {
  readonly lines: readonly BodyLine[];
  /** False for a script's language, such as `sh`. There, `# ` begins a comment. */
  readonly isSession: boolean;
  /** Whether a program that reads input may be running when the block begins. */
  readonly isInProgram: boolean;
  /** The shells that the blocks before had a prompt of: `user@host`. */
  readonly knownShells: ReadonlySet<string>;
  /** Whether each line is a command, without a prompt. */
  readonly isTyped: boolean;
  /** Whether its prompt names a node of the lab. */
  readonly isOfNode: boolean;
  /** Further prompts of the node's shell. */
  readonly prompts: readonly string[];
}

export interface DocumentLineRules extends LineRules {
  /** The shell whose prompt the block shows: `ShellPrompt.shell`. */
  readonly shell: string;
}

/** Returns the rules for the lines of one block. */
export function documentLineRules(block: BlockLines): DocumentLineRules {
  const shell = shellOf(block);
  const reader = new CommandReader(block.lines);
  const first = firstPrompt(block, shell);
  const cut = cutPrompt(block, shell);
  const above = new Set(block.lines.slice(0, Math.max(first, 0)).map(({ text }) => text.trimEnd()));
  const host = shell.includes('@') ? shell.replace(/^.*@/u, '') : undefined;
  // A copied session may go on as another user of the same host, without the command that changes the user.
  const promptOfOtherUser = (text: string, before: TypedLines | undefined): ShellPrompt | undefined => {
    if (host === undefined || before?.kind !== 'command') return undefined;
    const prompt = shellPromptOf(text, block.prompts);
    const isOfHost = prompt?.isHost === true && prompt.hostName === host;
    return isOfHost && !startsReader(before.typed.map((line) => line.text).join('\n')) ? prompt : undefined;
  };
  const promptOf = (text: string, before: TypedLines | undefined): Prompt | undefined => {
    if (block.isTyped) return text.startsWith('#') ? undefined : { kind: 'command', prompt: undefined, length: 0 };
    const own = promptOfShell(text, shell, block.prompts) ?? promptOfOtherUser(text, before);
    if (own) return { kind: 'command', prompt: own.text, length: own.text.length };
    if (text === cut) return { kind: 'command', prompt: text, length: text.length };
    // What was typed before has left a bracket: "[[root@host ~]# ".
    const behind = text.startsWith('[[') ? promptOfShell(text.slice(1), shell, block.prompts) : undefined;
    if (behind) return { kind: 'command', prompt: `[${behind.text}`, length: behind.text.length + 1 };
    // Nothing could have printed it: it is above the first prompt.
    if ((!before || before.prompt === undefined) && above.has(text) && isCommandWithoutPrompt(text)) {
      return { kind: 'command', prompt: undefined, length: 0 };
    }
    if (KEYS_ALONE.test(text)) return { kind: 'input', prompt: undefined, length: 0 };
    if (text === INTERRUPTED && before && !isWrittenCtrlC(before)) {
      return { kind: 'input', prompt: undefined, length: text.length, keys: ['Ctrl-C'] };
    }
    const prompt = innerPromptOf(text);
    if (prompt === undefined || (prompt === ROOT_PROMPT && !isInputOfRoot(text, before, block))) return undefined;
    const length = Math.min(prompt.length, text.length);
    const keys = CARETS.test(text.slice(length))
      ? text
          .slice(length)
          .match(/[A-Z]/gu)
          ?.map((key) => `Ctrl-${key}`)
      : undefined;
    return keys ? { kind: 'input', prompt, length: text.length, keys } : { kind: 'input', prompt, length };
  };
  return {
    shell,
    promptOf,
    continuationOf: (line, open) => {
      const waitsFor = reader.waitsFor(open);
      if (!waitsFor) return undefined;
      if (reader.showsPrompts(line)) return { length: Math.min(CONTINUATION_PROMPT.length, line.text.length) };
      if (waitsFor.kind === 'here-document') return { length: 0 };
      // A line with a prompt begins anew, although the shell still waits. The run says so.
      const anew = promptOf(line.text.trimEnd(), open);
      if (anew?.kind === 'input' || anew?.prompt !== undefined) return undefined;
      return waitsFor.kind === 'backslash' && line.text.trim() === '' ? undefined : { length: 0 };
    },
    openHereDocument: (open) => {
      const waitsFor = reader.waitsFor(open);
      return waitsFor?.kind === 'here-document' ? waitsFor.delimiter : undefined;
    },
    allowsTabs: true,
  };
}

/** Returns the last line of a block, if it is the beginning of the prompt of a host that the block shows. */
function cutPrompt({ lines, prompts }: BlockLines, shell: string): string | undefined {
  const last = lines.map(({ text }) => text.trimEnd()).findLast((text) => text !== '') ?? '';
  if (last.length < SHORTEST_CUT) return undefined;
  const isCut = lines.some(({ text }) => {
    const prompt = promptOfShell(text.trimEnd(), shell, prompts);
    return prompt?.isHost === true && prompt.text.trimEnd() !== last && prompt.text.startsWith(last);
  });
  return isCut ? last : undefined;
}

/** In characters. */
const SHORTEST_CUT = 4;

/** Returns whether Ctrl-C is written out. The `^C` below it is what the terminal shows for it. */
function isWrittenCtrlC({ typed }: TypedLines): boolean {
  return typed.at(-1)?.text.trimEnd().endsWith('<Ctrl-C>') === true;
}

/** Returns whether a program that reads input may be running after the steps of a block. */
export function mayEndInProgram(steps: readonly Step[]): boolean {
  const [before, last] = steps.slice(-2);
  if (!last) return before !== undefined && mayLeaveProgramRunning(before);
  return (endsCommand(last) && isTypedIntoShell(before)) || mayLeaveProgramRunning(last);
}

/**
 * Returns the prompt that shows again after an input, if the program that has read it goes on: its own, or that of the
 * shell in which Ctrl-C has ended a command.
 */
export function promptAfter(input: Step, before: Step | undefined): string | undefined {
  const reader = endsCommand(input) && isTypedIntoShell(before) ? before : mayLeaveProgramRunning(input) && input;
  return reader && reader.kind === 'input' ? reader.prompt : undefined;
}

/** Ctrl-C alone, after a command in a shell, ends that command. */
function endsCommand(step: Step): boolean {
  return isInterrupt(step) && step.keys.length === 1;
}

function isTypedIntoShell(step: Step | undefined): boolean {
  return step?.kind === 'input' && step.text !== '' && isInnerShell(step.prompt ?? '');
}

/** Returns whether a program that reads input may be running after a step. */
export function mayLeaveProgramRunning(step: Step): boolean {
  if (step.kind === 'command') return startsReader(step.text);
  return !/^(?:exit|quit|logout)\b/u.test(step.text.trim()) && !step.keys.some((key) => LEAVING.has(key));
}

const LEAVING = new Set(['Ctrl-C', 'Ctrl-D', 'Ctrl-Q']);

/** Returns whether a command starts a program that reads input: a container's terminal, a shell, an interpreter. */
function startsReader(command: string): boolean {
  return SHELL.test(command) || READS.test(command) || (CLIENT.test(command) && INTERACTIVE.test(command));
}

/** Matches commands that start a shell without a script. */
const SHELL = /(?:^|[\s/])(?:ba|da|z|a)?sh\s*$|^\s*sudo\s+-\w*[is]\w*\s*$/u;
const READS =
  /\battach\s|^\s*(?:sudo\s+)?(?:su|ssh|python3?|node|irb|psql|mysql|redis-cli|sqlite3|telnet)\b|^\s*(?:sudo\s+)?(?:nsenter|chroot)(?:\s+(?=-|\d+(?:\s|$)|\S*[/$])\S+)*\s*$/u;
/** Programs that start others in containers. Elsewhere, `-t` and `-i` mean something else. */
const CLIENT = /\b(?:docker|docker-compose|podman|nerdctl|kubectl|crictl|lxc)\b/u;
const INTERACTIVE = /\s(?:-(?=\w*[it])\w+|--interactive|--tty)(?=\s|$)/u;

/** Matches commands after which a shell may have the prompt `# `, besides those that start one. */
const LEADS_TO_SHELL = /\b(?:attach|su)\b/u;

/**
 * Returns the shell whose prompt the block shows: that of its first line, apart from comments and
 * commands without a prompt. It is `$` if the line has
 * no prompt, or one that the running program may have.
 */
function shellOf({ lines, isSession, isInProgram, isOfNode, knownShells, prompts }: BlockLines): string {
  const texts = lines.map(({ text }) => text.trimEnd()).filter((text) => text !== '');
  const isCommand = (text: string) => isSession && rootCommandOf(text) !== undefined;
  const top = texts.find((text) => !text.startsWith('#') || isCommand(text)) ?? '';
  const first = isCommandWithoutPrompt(top) ? (texts.find((text) => shellPromptOf(text, prompts)) ?? top) : top;
  const showsDollar = texts.some((text) => promptOfShell(text, '$', prompts));
  if (first.startsWith('#')) return showsDollar || isInProgram ? '$' : ROOT_PROMPT;
  const prompt = shellPromptOf(first, prompts);
  if (!prompt || (showsDollar && !prompt.isHost)) return '$';
  const isKnown = isOfNode || knownShells.has(prompt.shell);
  return isInProgram && prompt.mayBeInner && !isKnown ? '$' : prompt.shell;
}

/**
 * Returns the index of the first line with a prompt; -1 if there is none. Behind a command that starts a program, that of
 * the program counts.
 */
function firstPrompt({ lines, prompts }: BlockLines, shell: string): number {
  let startsProgram = false;
  return lines.findIndex(({ text }) => {
    if (promptOfShell(text.trimEnd(), shell, prompts)) return true;
    if (startsProgram && (innerPromptOf(text) ?? ROOT_PROMPT) !== ROOT_PROMPT) return true;
    startsProgram ||= isCommandWithoutPrompt(text) && startsReader(text);
    return false;
  });
}

function promptOfShell(text: string, shell: string, own: readonly string[]): ShellPrompt | undefined {
  const prompt = shell === ROOT_PROMPT ? rootPromptOf(text) : shellPromptOf(text, own);
  return prompt?.shell === shell ? prompt : undefined;
}

/** Returns the prompt `# ` if it is certain: a comment, or a line of a file, may begin like that as well. */
function rootPromptOf(text: string): ShellPrompt | undefined {
  return rootCommandOf(text) === undefined ? undefined : plainRootPromptOf(text);
}

/** Returns the text after the prompt `# `: a command, keys, or nothing. */
function rootCommandOf(text: string): string | undefined {
  const prompt = plainRootPromptOf(text);
  const command = text.slice(prompt?.text.length);
  return prompt && (command === '' || KEYS_ALONE.test(command) || isCertainCommand(command)) ? command : undefined;
}

/** Returns whether `# ` is a prompt here: only a root shell has it. */
function isInputOfRoot(text: string, before: TypedLines | undefined, { isInProgram }: BlockLines): boolean {
  if (rootCommandOf(text) === undefined) return false;
  if (before === undefined) return isInProgram;
  if (before.kind === 'input') return before.prompt === ROOT_PROMPT;
  const command = before.typed.at(-1)?.text ?? '';
  return SHELL.test(command) || LEADS_TO_SHELL.test(command);
}

/** Reads the typed lines of one step after the other. Each line is read once. */
class CommandReader {
  readonly #block: readonly BodyLine[];
  #open: TypedLines | undefined;
  #command = new ShellLines();
  #linesRead = 0;
  #showsPrompts: boolean | undefined;

  constructor(block: readonly BodyLine[]) {
    this.#block = block;
  }

  /** Returns what the shell or the program waits for after the lines of a step. Only shells are known to wait. */
  waitsFor(open: TypedLines): WaitingFor | undefined {
    if (open !== this.#open) {
      this.#open = open;
      this.#command = new ShellLines();
      this.#linesRead = 0;
      this.#showsPrompts = undefined;
    }
    for (; this.#linesRead < open.typed.length; this.#linesRead++) {
      this.#command.add(open.typed[this.#linesRead]?.text ?? '');
    }
    if (open.kind === 'command' || isInnerShell(open.prompt ?? '')) return this.#command.waitsFor;
    return endsWithBackslash(open.typed.at(-1)?.text ?? '') ? { kind: 'backslash' } : undefined;
  }

  /** Returns whether the block shows the prompt `> ` of the lines that continue the step. The first of them decides. */
  showsPrompts(line: BodyLine): boolean {
    this.#showsPrompts ??= CONTINUED.test(line.text) && !this.#mayBeOfHereDocument(line);
    return this.#showsPrompts && CONTINUED.test(line.text);
  }

  /** In a here-document, a line that begins with `> ` may be a part of the text. The last line tells. */
  #mayBeOfHereDocument(line: BodyLine): boolean {
    for (const { text } of this.#block.slice(this.#block.indexOf(line))) {
      if (this.#command.endsHereDocument(text)) return true;
      if (this.#command.endsHereDocument(text.replace(CONTINUED, ''))) return false;
    }
    return false;
  }
}

/** Matches the prompt `> ` of a line that continues a command. */
const CONTINUED = /^>(?: |$)/u;

/**
 * Tells commands from outputs in the blocks of a Markdown document, where the author types both. A line is a command
 * only if that is certain. A line that may be an output counts as an output. So a wrong decision is visible: the run
 * reports a difference, or a command that does not end.
 */

import type { Step } from '../page.ts';
import { KEY_PATTERN } from '../snippet/keys.ts';
import { afterPrompt, hostPromptOf, innerPromptOf, ROOT_PROMPT, SHELL_PROMPT } from '../snippet/prompt.ts';
import type { LineRules, TypedLines } from '../snippet/snippet-body.ts';

const KEYS_ALONE = new RegExp(`^(?:${KEY_PATTERN.source})+$`, 'u');

export interface BlockLines {
  readonly lines: readonly string[];
  /** False for a script's language, such as `sh`. There, `# ` begins a comment. */
  readonly isSession: boolean;
  /** Whether a program that reads input may be running when the block begins. */
  readonly isInProgram: boolean;
}

/** Returns the rules for the lines of one block. */
export function documentLineRules({ lines, isSession, isInProgram }: BlockLines): LineRules {
  const shellPromptOf = shellPromptFinder(lines, isSession, isInProgram);
  return {
    promptOf: (text, before) => {
      const shell = shellPromptOf(text);
      if (shell !== undefined) return { kind: 'command', prompt: shell };
      if (KEYS_ALONE.test(text)) return { kind: 'input', prompt: undefined };
      const prompt = innerPromptOf(text);
      if (prompt === undefined || (prompt === ROOT_PROMPT && !isRootShellRunning(before, isInProgram)))
        return undefined;
      return { kind: 'input', prompt };
    },
    isHeredocOpen: ({ typed }) => {
      const heredoc = heredocOf(typed[0]?.text ?? '');
      return heredoc !== undefined && (typed.length === 1 || !heredoc.isEnd(typed.at(-1)?.text ?? ''));
    },
    acceptsContinuation: ({ typed }) => {
      const first = typed[0]?.text ?? '';
      return heredocOf(first) === undefined && (typed.length > 1 || mayBeUnfinished(first));
    },
  };
}

/** Returns whether a program that reads input may be running after a step. */
export function mayLeaveProgramRunning(step: Step): boolean {
  if (step.kind === 'command') return READS.test(step.text);
  return !/^(?:exit|quit|logout)\b/u.test(step.text.trim()) && !step.keys.some((key) => LEAVING.has(key));
}

const LEAVING = new Set(['Ctrl-C', 'Ctrl-D', 'Ctrl-Q']);

/** Matches commands that start a program that reads input: a container's terminal, a shell, an interpreter. */
const READS =
  /\s(?:-(?=\w*[it])\w+|--interactive|--tty)(?=\s|$)|\battach\s|(?:^|[\s/])(?:ba|da|z|a)?sh\s*$|^\s*(?:sudo\s+)?(?:su|ssh|python3?|node|irb|psql|mysql|redis-cli|sqlite3|nsenter|chroot|telnet)\b/u;

/** Matches commands that start a shell whose prompt for root is `# `. */
const PLAIN_SHELL = /(?:^|[\s/])(?:da)?sh\s*$|\b(?:attach|su)\b/u;

/** Returns the prompt at the beginning of a line, if there is one. */
type PromptFinder = (text: string) => string | undefined;

/**
 * Returns a function that finds the prompt of the node's shell. This is `$ ` if a line of the block begins with it, else
 * the prompt of the first line.
 */
function shellPromptFinder(lines: readonly string[], isSession: boolean, isInProgram: boolean): PromptFinder {
  const dollarOf: PromptFinder = (text) => (afterPrompt(SHELL_PROMPT, text) === undefined ? undefined : SHELL_PROMPT);
  const first = lines.find((line) => line.trim() !== '') ?? '';
  if (isInProgram || lines.some(dollarOf)) return dollarOf;
  const host = hostOf(hostPromptOf(first));
  if (host !== undefined) return (text) => promptOfHost(text, host);
  if (!isSession || afterPrompt(ROOT_PROMPT, first) === undefined) return dollarOf;
  return (text) => (afterPrompt(ROOT_PROMPT, text) === undefined ? undefined : ROOT_PROMPT);
}

/** Returns the user and host of a prompt, such as `root@4c01db0b339c` for `root@4c01db0b339c:/# `. The folder may change. */
function hostOf(prompt: string | undefined): string | undefined {
  return /^\[?[\w.-]+@[\w.-]+/u.exec(prompt ?? '')?.[0];
}

function promptOfHost(text: string, host: string): string | undefined {
  const prompt = hostPromptOf(text);
  return hostOf(prompt) === host ? prompt : undefined;
}

/** Returns whether `# ` is a prompt here: only a root shell has it. Elsewhere, it may begin a comment. */
function isRootShellRunning(before: TypedLines | undefined, isInProgram: boolean): boolean {
  if (before === undefined) return isInProgram;
  return before.kind === 'input' ? before.prompt === ROOT_PROMPT : PLAIN_SHELL.test(before.typed.at(-1)?.text ?? '');
}

/** Returns whether a shell would wait for the rest of a command. It does not parse the command, so it may be wrong. */
function mayBeUnfinished(command: string): boolean {
  if (/(?:[\\|&({]|\b(?:do|then|else|in))\s*$/u.test(command)) return true;
  const unescaped = command.replace(/\\./gu, '');
  return ["'", '"'].some((quote) => unescaped.split(quote).length % 2 === 0);
}

interface Heredoc {
  isEnd(line: string): boolean;
}

function heredocOf(command: string): Heredoc | undefined {
  const [, dash = '', , word] = /(?<!<)<<(-?)\s*(["']?)([A-Za-z_]\w*)\2/u.exec(command) ?? [];
  return word === undefined ? undefined : { isEnd: (line) => (dash === '' ? line : line.trimStart()) === word };
}

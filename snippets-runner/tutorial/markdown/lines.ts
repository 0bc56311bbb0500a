/**
 * What tells commands from outputs in other people's blocks, where both are typed. Goal: what is a
 * command beyond doubt is one; a line that may as well be printed is. A mistake then shows as a
 * difference, or as a command that does not end, and never as a silence.
 */

import type { Step } from '../page.ts';
import { KEY_PATTERN } from '../snippet/keys.ts';
import { afterPrompt, hostPromptOf, innerPromptOf, ROOT_PROMPT, SHELL_PROMPT } from '../snippet/prompt.ts';
import type { LineRules, TypedLines } from '../snippet/snippet-body.ts';

const KEYS_ALONE = new RegExp(`^(?:${KEY_PATTERN.source})+$`, 'u');

export interface BlockLines {
  readonly lines: readonly string[];
  /** False in a script's language, where `# ` begins a comment. */
  readonly isSession: boolean;
  /** Whether a program that reads may be running when the block begins. */
  readonly isInProgram: boolean;
}

export function documentLineRules({ lines, isSession, isInProgram }: BlockLines): LineRules {
  const isShellPrompt = shellPromptOf(lines, isSession, isInProgram);
  return {
    promptOf: (text, before) => {
      const shell = isShellPrompt(text);
      if (shell !== undefined) return { kind: 'command', prompt: shell };
      if (KEYS_ALONE.test(text)) return { kind: 'input', prompt: undefined };
      const prompt = innerPromptOf(text);
      if (prompt === undefined || (prompt === ROOT_PROMPT && !asksAsRoot(before, isInProgram))) return undefined;
      return { kind: 'input', prompt };
    },
    isHeredocOpen: ({ typed }) => {
      const heredoc = heredocOf(typed[0]?.text ?? '');
      return heredoc !== undefined && (typed.length === 1 || !heredoc.isEnd(typed.at(-1)?.text ?? ''));
    },
    acceptsContinuation: ({ typed }) => {
      const first = typed[0]?.text ?? '';
      return heredocOf(first) === undefined && (typed.length > 1 || mayGoOn(first));
    },
  };
}

/** Whether a program that reads what is typed may be running after a step. */
export function mayLeaveProgramRunning(step: Step): boolean {
  if (step.kind === 'command') return READS.test(step.text);
  return !/^(?:exit|quit|logout)\b/u.test(step.text.trim()) && !step.keys.some((key) => LEAVING.has(key));
}

const LEAVING = new Set(['Ctrl-C', 'Ctrl-D', 'Ctrl-Q']);

/** Commands that start a program to type into: a container's terminal, a shell, an interpreter. */
const READS =
  /\s(?:-(?!-)\w*[it]\w*|--interactive|--tty)(?=\s|$)|\battach\s|(?:^|[\s/])(?:ba|da|z|a)?sh\s*$|^\s*(?:sudo\s+)?(?:su|ssh|python3?|node|irb|psql|mysql|redis-cli|sqlite3|nsenter|chroot|telnet)\b/u;

/** Ends in what has nothing but `# ` for root's prompt. */
const PLAIN_SHELL = /(?:^|[\s/])(?:da)?sh\s*$|\b(?:attach|su)\b/u;

type PromptTest = (text: string) => string | undefined;

/** The prompt of the node's shell: `$ ` where the block has one, else that of its first line. */
function shellPromptOf(lines: readonly string[], isSession: boolean, isInProgram: boolean): PromptTest {
  const isDollar: PromptTest = (text) => (afterPrompt(SHELL_PROMPT, text) === undefined ? undefined : SHELL_PROMPT);
  const first = lines.find((line) => line.trim() !== '') ?? '';
  if (isInProgram || lines.some(isDollar)) return isDollar;
  const host = hostOf(hostPromptOf(first));
  if (host !== undefined) return (text) => sameHost(hostPromptOf(text), host);
  if (!isSession || afterPrompt(ROOT_PROMPT, first) === undefined) return isDollar;
  return (text) => (afterPrompt(ROOT_PROMPT, text) === undefined ? undefined : ROOT_PROMPT);
}

/** Of `root@4c01db0b339c:/# `, all before the folder, which changes. */
function hostOf(prompt: string | undefined): string | undefined {
  return /^\[?[\w.-]+@[\w.-]+/u.exec(prompt ?? '')?.[0];
}

function sameHost(prompt: string | undefined, host: string): string | undefined {
  return hostOf(prompt) === host ? prompt : undefined;
}

/** `# ` begins many a line of a configuration file, so it is a prompt only where one is due. */
function asksAsRoot(before: TypedLines | undefined, isInProgram: boolean): boolean {
  if (before === undefined) return isInProgram;
  return before.kind === 'input' ? before.prompt === ROOT_PROMPT : PLAIN_SHELL.test(before.typed.at(-1)?.text ?? '');
}

/** What a shell would ask to be continued, as far as that is to be seen without being one. */
function mayGoOn(command: string): boolean {
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

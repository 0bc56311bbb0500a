/**
 * The prompts of shells that documents show: those of the node's shell, and those of shells that labs do not have.
 * Pages have only `$ ` (`snippet/prompt.ts`).
 */
import { innerPromptOf, isRootPrompt, ROOT_PROMPT } from '../snippet/prompt.ts';
import { beginsWithTool, isCertainCommand } from './command-words.ts';

/** A prompt of a shell at the beginning of a line. */
export interface ShellPrompt {
  /** As the line has it, with all blanks behind it. */
  readonly text: string;
  /** The same for all prompts of one shell, whatever its folder is. */
  readonly shell: string;
  /** Whether it names the user or the host. */
  readonly isHost: boolean;
  /** Undefined if it names no host. */
  readonly hostName?: string;
  /** Whether a program that the shell has started may have it: a shell in a container, for example. */
  readonly mayBeInner: boolean;
}

/** Where a prompt shows the branch of a repository. */
const BRANCH = String.raw`(?: ?\([^()\s]+\))?`;
const SHELL_PROMPTS: readonly (readonly [shell: string, pattern: string])[] = [
  ['$', String.raw`\$ `],
  ['%', '% '],
  ['@', String.raw`(?<host>[\w.-]+@[\w.-]+):\S*?${BRANCH} ?[#$%] `], // "user@host:~/repo (main)$ "
  ['@', String.raw`(?<host>[\w.-]+@[\w.-]+)[#$%] `], // "root@host# "
  ['@', String.raw`(?<host>[\w.-]+@[\w.-]+) [~/]?\S*?${BRANCH} ?[#$%] `], // "user@host ~/repo (main) $ "
  ['@', String.raw`\[(?<host>[\w.-]+@[\w.-]+) [^\]\s]+${BRANCH}\] ?[#$%] `], // "[root@host /]# "
  ['@', String.raw`(?<host>[\w.-]+):(?:~|/(?!/))\S*?${BRANCH} ?[#$%] `], // "node1:~$ "
  ['@', String.raw`(?<host>[\w.-]+):\S+ [\w.-]+\$ `], // macOS: "MacBook:repo user$ "
  ['~', String.raw`[~/]\S*?${BRANCH} ?[$%] `], // "~/repo $ "
  ['-', String.raw`-?[a-z]+-\d[\d.]*[#$] `], // "bash-3.2$ ", a login shell: "-bash-4.2$ "
  ['➜', String.raw`➜ {2}\S+(?: git:\(\S+\)(?: \S(?= ))?)? `], // "➜  repo git:(main) ✗ "
  ['❯', String.raw`(?:[~/]\S* )?[❯➜›»λ▶] `],
  ['', String.raw`(?<name>[A-Za-z][\w.-]*) ?\$ `], // "node1$ "
];
/** Those that are never the prompt of a container. */
const OF_NODE = new Set(['$', '%', '➜', '❯']);
/** The host is a container that got no name: `root@4c01db0b339c`. */
const CONTAINER = /@[0-9a-f]{12}$/u;
/** Names of machines, such as `node1`. */
const NUMBERED = /\d$/u;
/** Before any prompt: the environment of Python that is active. */
const ENVIRONMENT = String.raw`(?:\([\w.-]+\) )?`;
const PATTERNS = SHELL_PROMPTS.map(([shell, pattern]) => ({
  shell,
  pattern: new RegExp(String.raw`^${ENVIRONMENT}(?:${pattern})[ \t]*`, 'u'),
}));

/**
 * Returns the prompt of a shell that a line begins with. It may be the whole line.
 * @param own further prompts of the node's shell, each with a blank at its end
 */
export function shellPromptOf(line: string, own: readonly string[] = []): ShellPrompt | undefined {
  const found = own.filter((prompt) => `${line} `.startsWith(prompt)).toSorted((a, b) => b.length - a.length)[0];
  if (found !== undefined) {
    const text = line.slice(0, found.length + (/^[ \t]*/u.exec(line.slice(found.length))?.[0].length ?? 0));
    return { text, shell: '$', isHost: false, mayBeInner: false };
  }
  for (const { shell, pattern } of PATTERNS) {
    const match = pattern.exec(`${line} `);
    if (!match) continue;
    const { host, name } = match.groups ?? {};
    if (CONTAINER.test(host ?? '')) return undefined;
    const text = match[0].slice(0, line.length);
    const hostName = host?.replace(/^.*@/u, '') ?? name;
    return {
      text,
      shell: host ?? name ?? shell,
      isHost: host !== undefined,
      ...(hostName !== undefined && { hostName }),
      mayBeInner: !OF_NODE.has(shell) && !NUMBERED.test(name ?? ''),
    };
  }
  return undefined;
}

/** Returns whether a prompt, and what follows it, show for certain that a line is a command. */
export function isCertain({ isHost, hostName, shell }: ShellPrompt, command: string): boolean {
  if (shell === '$' || isHost) return /^[^\d\s]/u.test(command);
  if (NUMBERED.test(hostName ?? '')) return /^(?:sudo )?[a-z./~]/u.test(command);
  return isCertainCommand(command);
}

/** Returns whether an inner prompt has the id of a container: the node's shell never has it. */
export function isOfContainer(prompt: string): boolean {
  return /^\[?[\w.-]+@[0-9a-f]{12}\b/u.test(prompt);
}

/** Returns root's prompt `# `, if a line begins with it. It may as well begin a comment. */
export function plainRootPromptOf(line: string): ShellPrompt | undefined {
  const text = /^#(?:[ \t]+|$)/u.exec(line)?.[0];
  return text === undefined ? undefined : { text, shell: ROOT_PROMPT, isHost: false, mayBeInner: true };
}

/** Returns whether an inner prompt is a shell's, which reads its input as the node's shell does. */
export function isInnerShell(prompt: string): boolean {
  return isRootPrompt(prompt) || /[$%] $/u.test(prompt);
}

/** Names a prompt of Windows that a line begins with, and its shell. */
export function windowsPromptOf(line: string): { readonly prompt: string; readonly shell: string } | undefined {
  const [, prompt, powershell] = /^((PS )?[A-Za-z]:\\[^>]*>|PS>)/u.exec(line) ?? [];
  if (prompt === undefined) return undefined;
  return { prompt, shell: powershell || prompt === 'PS>' ? 'PowerShell' : 'the command prompt of Windows' };
}

/** Returns what looks like a prompt at the beginning of a line, known or not, without the blank behind it. `##` is none. */
export function anyPromptOf(line: string): string | undefined {
  if (line.startsWith('##')) return undefined;
  const known = windowsPromptOf(line)?.prompt ?? innerPromptOf(line) ?? shellPromptOf(line)?.text;
  const prompt = known ?? /^[^\s=|&;'"]{0,40}[$%#>❯➜›»λ▶](?=\s|$)/u.exec(line)?.[0] ?? promptBeforeTool(line);
  return prompt?.trim();
}

/** Returns the beginning of a line up to a sign that ends prompts, if the command of a well-known tool follows. */
function promptBeforeTool(line: string): string | undefined {
  const signs = line.slice(0, LONGEST_PROMPT).matchAll(/[$%#>❯➜›»λ▶]/gu);
  const ends = Array.from(signs, ({ index }) => index + 1);
  const end = ends.find((each) => beginsWithTool(line.slice(each).trim()));
  return end === undefined ? undefined : line.slice(0, end);
}

/** In characters. */
const LONGEST_PROMPT = 60;

/**
 * Returns the host, if a line is the first of a prompt of two lines, as in Play with Docker. The second is `$ `:
 * "[node1] (local) root@192.168.0.28 ~".
 */
export function hostOfUpperPrompt(line: string): string | undefined {
  return /^\[([\w-]+)\] \(local\) \S+@[\d.]+ \S+\s*$/u.exec(line)?.[1];
}

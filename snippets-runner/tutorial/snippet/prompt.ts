/**
 * Prompts at the beginning of a snippet's line. `$ ` is the node's shell; the rest belong to what that
 * shell is running: a container's shell, or a program with a prompt of its own.
 */

export const SHELL_PROMPT = '$ ';
export const CONTINUATION_PROMPT = '> ';

/** A shell of root without more to say. */
export const ROOT_PROMPT = '# ';

const HOST_PROMPTS = [
  String.raw`[\w.-]+@[\w.-]+:\S*? ?[#$] `, // Debian: "root@4c01db0b339c:/# "
  String.raw`\[[\w.-]+@[\w.-]+ [^\]\s]+\][#$] `, // Fedora: "[root@4c01db0b339c /]# "
];
const INNER_PROMPTS = [
  ROOT_PROMPT,
  String.raw`[~/]\S* [#$] `, // busybox: "/ # ", "/app $ "
  ...HOST_PROMPTS,
  String.raw`[a-z]+-\d[\d.]*[#$] `, // "bash-5.2# "
  String.raw`[a-zA-Z][\w.-]*> `, // "mysql> "
  String.raw`[\w.-]+:\d+> `, // "127.0.0.1:6379> "
  '>>> ', // Python
];
const HOST_PROMPT = new RegExp(`^(?:${HOST_PROMPTS.join('|')})`, 'u');
const INNER_PROMPT = new RegExp(`^(?:${INNER_PROMPTS.join('|')})`, 'u');

/** The inner program's prompt that a line begins with, its space included; it may be the whole line without it. */
export function innerPromptOf(line: string): string | undefined {
  return INNER_PROMPT.exec(`${line} `)?.[0];
}

/** The same, of a prompt that names its user and host. */
export function hostPromptOf(line: string): string | undefined {
  return HOST_PROMPT.exec(`${line} `)?.[0];
}

/** What stands after a prompt; undefined when the line does not begin with it. */
export function afterPrompt(prompt: string, line: string): string | undefined {
  if (line.startsWith(prompt)) return line.slice(prompt.length);
  return line === prompt.trimEnd() ? '' : undefined;
}

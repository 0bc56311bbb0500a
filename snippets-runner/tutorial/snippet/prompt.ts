/**
 * Prompts at the beginning of a snippet's line. `$ ` is the prompt of the node's shell. Every other prompt is
 * an inner prompt: it belongs to a program that the shell is running, such as a container's shell.
 */

/** As the prompt of an input: that of any shell that runs in the node's shell. */
export const SHELL_PROMPT = '$ ';
export const CONTINUATION_PROMPT = '> ';

/** The shortest prompt of a root shell. */
export const ROOT_PROMPT = '# ';

const INNER_PROMPTS = [
  ROOT_PROMPT,
  String.raw`[~/]\S* [#$] `, // busybox: "/ # ", "/app $ "
  '/# ', // the same, as people type it
  String.raw`[\w.-]+@[\w.-]+:\S*? ?[#$] `, // Debian: "root@4c01db0b339c:/# "
  String.raw`\[[\w.-]+@[\w.-]+ [^\]\s]+\][#$] `, // Fedora: "[root@4c01db0b339c /]# "
  String.raw`-?[a-z]+-\d[\d.]*[#$] `, // "bash-5.2# ", a login shell: "-bash-5.2# "
  String.raw`[a-zA-Z][\w.-]*> `, // "mysql> "
  String.raw`[\w.-]+:\d+> `, // "127.0.0.1:6379> "
  '>>> ', // Python
];
const INNER_PROMPT = new RegExp(`^(?:${INNER_PROMPTS.join('|')})`, 'u');

/**
 * Returns the inner prompt that a line begins with, including its space. The line may also be the prompt alone,
 * without the space.
 */
export function innerPromptOf(line: string): string | undefined {
  return INNER_PROMPT.exec(`${line} `)?.[0];
}

/** Returns whether a text is the whole prompt of a root shell, such as `/ # ` or `root@4c01db0b339c:/# `. */
export function isRootPrompt(text: string): boolean {
  return text.endsWith(ROOT_PROMPT) && innerPromptOf(text) === text;
}

/** Returns whether a text may be the whole prompt of a shell. */
export function isShellPrompt(text: string): boolean {
  return text.length < 200 && /(?:^|\S.*)[$#%>❯] $/u.test(text) && !/^(?:mysql|sqlite|>)?>+ $/u.test(text);
}

/** Returns the text after a prompt. Returns undefined if the line does not begin with the prompt. */
export function afterPrompt(prompt: string, line: string): string | undefined {
  if (line.startsWith(prompt)) return line.slice(prompt.length);
  return line === prompt.trimEnd() ? '' : undefined;
}

/** What the language of a block says about its lines. */
import type { DocumentConfig } from '../config/config.ts';

export type LanguageKind =
  /** Commands behind prompts, and their outputs. */
  | 'session'
  /** A script of a shell like bash. Documents also use it for sessions with the prompt `$ `. */
  | 'script'
  /** The repository says that every line of its blocks is a command. */
  | 'commands'
  /** Nothing: there is no language, or one such as `text`. */
  | 'any'
  /** Markdown, or HTML that is shown as text: an example of a document. */
  | 'example'
  /** The repository says that its blocks are none of commands. */
  | 'ignored'
  /** A shell that labs do not have. */
  | 'other-shell'
  /** Something else, such as YAML. */
  | 'other';

const SESSION = /^(?:console|terminal|term\d*|(?:(?:shell|sh|bash|zsh|console|terminal)[-_]?)?session)$/u;
// biome-ignore format: lists of words
const SCRIPT = new Set(['sh', 'bash', 'shell', 'zsh', 'ksh', 'dash', 'ash', 'shellscript', 'shell-script']);
// biome-ignore format: lists of words
const ANY = new Set([
  '', 'text', 'txt', 'plain', 'plaintext', 'plain-text', 'none', 'nohighlight', 'no-highlight', 'raw', 'output', 'code',
  'docker', 'cli', 'cmdline', 'command', 'commandline', 'command-line', 'linux', 'unix', 'ubuntu',
]);
const EXAMPLE = new Set(['markdown', 'md', 'mdx', 'html', 'rst']);
const OTHER_SHELLS = new Map([
  ...['powershell', 'pwsh', 'posh', 'ps', 'ps1'].map((name) => [name, 'PowerShell'] as const),
  ...['cmd', 'bat', 'batch', 'dos', 'dosbatch'].map((name) => [name, 'the command prompt of Windows'] as const),
  ...['csh', 'tcsh', 'fish', 'nushell', 'nu', 'elvish', 'xonsh'].map((name) => [name, name] as const),
]);

/** @param chosen what a repository says about languages; it comes first */
export function kindOfLanguage(language: string, chosen: DocumentConfig['languages']): LanguageKind {
  const name = nameOf(language);
  if (chosen.ignore.has(name)) return 'ignored';
  if (chosen.run.has(name)) return 'session';
  if (chosen.commands.has(name)) return 'commands';
  if (SESSION.test(name)) return 'session';
  if (SCRIPT.has(name)) return 'script';
  if (ANY.has(name)) return 'any';
  if (EXAMPLE.has(name)) return 'example';
  return OTHER_SHELLS.has(name) ? 'other-shell' : 'other';
}

/** Returns the name of the shell that a language means, for people. */
export function otherShell(language: string): string {
  return OTHER_SHELLS.get(nameOf(language)) ?? language;
}

/** Returns the name without what other tools write around it: `{.console}`, `.term1`, `bash,ignore`. */
function nameOf(language: string): string {
  return /^[{.:]*((?:[\w+-]|\.\w)*)/u.exec(language.toLowerCase())?.[1] ?? '';
}

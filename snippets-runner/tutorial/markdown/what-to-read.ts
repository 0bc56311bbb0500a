/** Decides which blocks and texts of a Markdown file are commands: they are run, or named with the reason why not. */
import { type DocumentConfig, NO_CONFIG } from '../config/config.ts';
import type { LeftOut } from '../page.ts';
import type { Fence } from '../snippet/fence.ts';
import { innerPromptOf, ROOT_PROMPT } from '../snippet/prompt.ts';
import type { TextOutside } from './code-blocks.ts';
import { beginsWithTool, isCertainCommand } from './command-words.ts';
import { saysCommands } from './document-attributes.ts';
import { kindOfLanguage, otherShell } from './languages.ts';
import {
  anyPromptOf,
  isCertain,
  isInnerShell,
  isOfContainer,
  plainRootPromptOf,
  shellPromptOf,
  windowsPromptOf,
} from './prompts.ts';
import { terminalOf } from './terminals.ts';

/** What to do with a block. */
export type Reading =
  /** @param isSession whether the block is a session, where `# ` may be a prompt */
  | { readonly kind: 'run'; readonly isSession: boolean }
  | { readonly kind: 'left-out'; readonly reason: string }
  /** The block has no commands. */
  | { readonly kind: 'ignored' };

const IGNORED: Reading = { kind: 'ignored' };

/** What a repository says about its documents. */
export type ReadingConfig = Pick<DocumentConfig, 'languages' | 'prompts'>;

/** @param isInProgram whether a program that reads input may be running before the block */
export function readingOf(fence: Fence, isInProgram: boolean, config: ReadingConfig = NO_CONFIG): Reading {
  const { language, marker, body } = fence;
  const lines = body.map(({ text }) => text.trimEnd());
  if (marker === '' && FENCE.test(lines[0] ?? '')) return ofIndentedFence(lines, config);
  if (isTyped(fence, config)) return { kind: 'run', isSession: false };
  switch (kindOfLanguage(language, config.languages)) {
    case 'session':
      return { kind: 'run', isSession: true };
    case 'script':
    case 'commands':
      return { kind: 'run', isSession: false };
    case 'any':
      return isExample(marker, lines) ? IGNORED : ofAnything(lines, isInProgram, config);
    case 'other-shell':
      return lines.some((line) => line !== '') ? leftOut(noShell(otherShell(language), 'the block is for')) : IGNORED;
    case 'other':
      if (PROMPT_AS_LANGUAGE.test(language)) return leftOut(ON_FENCE);
      return lines.some(isToolAtPrompt) || beginsWithTool(firstOf(lines).trim())
        ? leftOut(`"${language}" is no language of a shell`)
        : IGNORED;
    case 'example':
    case 'ignored':
      return IGNORED;
  }
}

/**
 * Returns whether every line of a block is a command: no line shows a prompt, and the author says so, or the block is for
 * a terminal of a lesson.
 */
export function isTyped({ language, meta, body }: Fence, { languages, prompts }: ReadingConfig): boolean {
  const lines = body.map(({ text }) => text).filter((text) => !text.startsWith('#'));
  if (saysCommands(meta) || kindOfLanguage(language, languages) === 'commands') {
    return !lines.some((line) => isKnownPrompt(line, prompts));
  }
  return terminalOf({ language }) !== undefined && lines.every((line) => anyPromptOf(line) === undefined);
}

function isKnownPrompt(line: string, prompts: readonly string[]): boolean {
  return isCertainPrompt(line, prompts) || (innerPromptOf(line) ?? windowsPromptOf(line)) !== undefined;
}

/** Names each command of a text that is not in a block. */
export function commandsOutside({ kind, lines }: TextOutside, config: ReadingConfig = NO_CONFIG): LeftOut[] {
  const fences = kind === 'html' ? fencesIn(lines, config) : [];
  if (fences.length > 0) return fences.map(({ position }) => ({ position, reason: IN_HTML }));
  const [only] = lines.length === 1 ? lines : [];
  const found =
    lines.find(({ text }) => COMMAND_IN_TEXT.test(text)) ?? (only && isCommandAlone(only.text) ? only : undefined);
  if (!found) return [];
  const reason = kind === 'html' ? 'commands in HTML are not read' : IN_TEXT;
  return [{ position: found.position, reason, commands: lines.map(({ text }) => text.replace(/<[^>]*>/gu, '')) }];
}

/** Returns whether a paragraph is nothing but a command of a well-known tool. */
function isCommandAlone(text: string): boolean {
  return /^[a-z][\w-]+ [^`*[\]]*[^`*[\].:!?]$/u.test(text) && beginsWithTool(text);
}

const FENCE = /^[\s>]*(?:`{3,}|~{3,})[ \t]*(?<language>[^\s`]*)/u;
const COMMAND_IN_TEXT = /(?:^|<(?:pre|code)\b[^>]*>)[\s>]*(?:[-*+]\s+|\d+[.)]\s+)?\$ [a-z./~]/u;
const IN_HTML = 'the block directly follows HTML, so Markdown takes it for text: write a blank line before it';
const IN_TEXT = 'the command is not in a block of code';
export const NO_PROMPT = 'no line begins with a prompt such as "$ ", so commands and outputs cannot be told apart';
const MAY_BE_COMMENT = 'what follows "# " may be a comment, and no line begins with "$ "';
/** A block that is left out for one of these reasons may consist of commands only. */
export const WITHOUT_PROMPT: ReadonlySet<string> = new Set([NO_PROMPT, MAY_BE_COMMENT]);
export const COMMANDS_HINT =
  'where every line is a command, write <!-- snippets: commands --> before the block, or "languages: {commands: [bash]}" in snippets.yaml for all blocks of bash';

/** Returns whether a block shows how blocks are written: it is longer than usual, because it contains a fence. */
function isExample(marker: string, lines: readonly string[]): boolean {
  return marker !== '```' && lines.some((line) => FENCE.test(line));
}

/** Says why a block that begins with a prompt is not run. */
export function unknownPrompt(prompt: string): string {
  if (prompt === '$') return 'a blank is missing behind the prompt "$"';
  if (prompt === '#') return MAY_BE_COMMENT;
  return `the block begins with "${prompt}", ${NOT_KNOWN}`;
}

const NOT_KNOWN = 'which is no prompt that is known';

/** Returns whether a block was left out because its prompt is not known. */
export function hasUnknownPrompt(reason: string): boolean {
  return reason.endsWith(NOT_KNOWN);
}
export const PROMPTS_HINT =
  'if what a block begins with is the prompt of its shell, write it in snippets.yaml, with the blank at its end: prompts: ["demo> "]';

function leftOut(reason: string): Reading {
  return { kind: 'left-out', reason };
}

export function noShell(shell: string, what: string): string {
  return `${what} ${shell}, which labs do not have`;
}

function ofIndentedFence(lines: readonly string[], config: ReadingConfig): Reading {
  const isShown = opensCommands(lines[0] ?? '', lines.slice(1), config);
  return isShown ? leftOut('the fence is indented by four columns, so Markdown takes it for text') : IGNORED;
}

/** Returns whether a line opens a block that would be run, or named. */
function opensCommands(line: string, below: readonly string[], config: ReadingConfig): boolean {
  const { language } = FENCE.exec(line)?.groups ?? {};
  if (language === undefined) return false;
  const kind = kindOfLanguage(language, config.languages);
  if (kind === 'any') return ofAnything(below, false, config).kind !== 'ignored';
  return kind === 'session' || kind === 'script' || kind === 'commands' || kind === 'other-shell';
}

/** A block without a language is run if it begins with a prompt. */
function ofAnything(lines: readonly string[], isInProgram: boolean, { prompts }: ReadingConfig): Reading {
  const first = firstOf(lines);
  const windows = windowsPromptOf(first);
  if (windows) return leftOut(noShell(windows.shell, `"${windows.prompt}" is the prompt of`));
  if (isCertainPrompt(first, prompts)) return { kind: 'run', isSession: true };
  const inner = innerPromptOf(first);
  if (inner !== undefined && isOfContainer(inner)) return { kind: 'run', isSession: true };
  if (inner !== undefined && (isInProgram || isInnerShell(inner))) {
    const isPlain = inner === ROOT_PROMPT;
    const isCommand = isCertainCommand(first.slice(inner.length).trim());
    if (isPlain && isCommand && !isInProgram) return leftOut(ROOT_OR_COMMENT);
    if (isCommand || (isInProgram && !isPlain)) return { kind: 'run', isSession: true };
  }
  if (beginsWithTool(first.trim())) {
    const hasPrompt = lines.some((line) => isCertainPrompt(line, prompts));
    return hasPrompt ? { kind: 'run', isSession: true } : leftOut(NO_PROMPT);
  }
  const prompt = anyPromptOf(first);
  if (prompt !== undefined && beginsWithTool(first.trim().slice(prompt.length).trim())) {
    return leftOut(unknownPrompt(prompt));
  }
  if (lines.some((line) => line.startsWith('#') && beginsWithDocker(line.slice(1)))) return leftOut(NO_BLANK);
  const isCommand =
    LIKE_COMMAND.test(first) ||
    OF_NETWORKS.test(first.trim()) ||
    (/\s-\w/u.test(first) && isCertainCommand(first.trim()));
  if (isCommand || lines.some((line) => beginsWithDocker(line) || IN_COMMAND.test(line))) return leftOut(NO_PROMPT);
  const isBelow = (line: string) => /^\s*\$ [a-z./~]/u.test(line) || isToolAtHost(line, prompts);
  return lines.some(isBelow) ? leftOut(BELOW_OTHERS) : IGNORED;
}

/** Returns whether a line is the prompt of a host with the command of a well-known tool. */
function isToolAtHost(line: string, prompts: readonly string[]): boolean {
  const prompt = shellPromptOf(line, prompts);
  return prompt?.isHost === true && beginsWithTool(line.slice(prompt.text.length));
}

/** Programs for networks, with what they do. Their names alone may begin an output, or a sentence. */
const OF_NETWORKS =
  /^(?:sudo )?(?:ip (?:-\S+ )*(?:a|addr|address|l|link|r|ro|route|n|neigh|netns|ru|rule)(?= (?:add|del|delete|show|list|ls|set|get|replace|flush|exec)\b| [|-]|$)|(?:brctl|ovs-vsctl) (?:show|add|del|set)|bridge (?:fdb|link|vlan)\b|(?:ping|ping6|dig|nslookup|traceroute) (?=\S*[.<$])[^\s,;()]+$)/u;
/** Docker in the place of a word of another command: `CID=$(docker run …)`. */
const IN_COMMAND = /(?:\$\(|=`)(?:sudo )?docker [a-z]/u;

/**
 * What an unknown tool would be given: options, a variable of the environment, or a value that the reader has. Or a
 * variable that is exported.
 */
const LIKE_COMMAND =
  /^(?:\w+=\S+ )*[a-z][\w.-]*(?: [\w./:@=,-]+)* (?:--[a-z][\w-]+(?:[= ]|$)|"?\$\{?[A-Z][A-Z_]+\}?"?(?: [^;{}()]*)?$|<[a-z][\w. -]*>)|^(?:export|alias) [A-Za-z_]\w*=/u;
const ROOT_OR_COMMENT = 'the block has no language, so "# " may begin a comment: write console if it is a prompt';
/** `$`, `#`, `user@host:~$`. Not `c#`. */
const PROMPT_AS_LANGUAGE = /^(?:[^\s]*[@:~\]][^\s]*)?[$#%]$/u;
const NO_BLANK = 'a blank is missing behind the prompt "#"';
const ON_FENCE = 'a command is on the line that opens the block, where readers do not see it';
const BELOW_OTHERS = 'the block has no language of a shell, and its first line has no prompt';

/** Returns the first line that is neither blank nor a comment before commands. */
function firstOf(lines: readonly string[]): string {
  const isCommand = (line: string) => plainRootPromptOf(line) !== undefined && isCertainCommand(line.slice(1).trim());
  const isComment = (line: string) => line.startsWith('#') && !isCommand(line);
  return lines.find((line) => line.trim() !== '' && !isComment(line)) ?? '';
}

/** Returns whether a line begins with a prompt, although nothing says that the block has commands. */
function isCertainPrompt(line: string, prompts: readonly string[]): boolean {
  const prompt = shellPromptOf(line, prompts);
  return prompt !== undefined && isCertain(prompt, line.slice(prompt.text.length));
}

/** A tool whose name begins a line far below is more often a part of an output. */
function beginsWithDocker(line: string): boolean {
  return /^(?:sudo )?docker(?:-compose)? /u.test(line) && beginsWithTool(line);
}

function isToolAtPrompt(line: string): boolean {
  return /^\s*\$ /u.test(line) && beginsWithTool(line.replace(/^\s*\$ /u, '').trim());
}

/** Returns the lines that open blocks of commands. */
function fencesIn(lines: TextOutside['lines'], config: ReadingConfig): TextOutside['lines'] {
  const fences: TextOutside['lines'][number][] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    const marker = /(?:`{3,}|~{3,})/u.exec(line && FENCE.test(line.text) ? line.text : '')?.[0];
    if (!line || marker === undefined) continue;
    let end = at + 1;
    while (end < lines.length && !lines[end]?.text.trim().startsWith(marker)) end += 1;
    const body = lines.slice(at + 1, end).map(({ text }) => text);
    if (opensCommands(line.text, body, config)) fences.push(line);
    at = end;
  }
  return fences;
}

/** Reads which variables of the shell a command uses and sets. */
import { ShellLines } from '../snippet/shell-lines.ts';

/** Names that follow `$`, where bash puts their values in place, and that have no value to fall back on. */
export function variablesUsed(command: string): ReadonlySet<string> {
  const { code, expanded } = partsOf(command);
  return new Set([...usedInCode(code), ...usedInCode(expanded, [HERE_DOCUMENT])]);
}

/** @returns names; `all` if it reads them from somewhere else, such as a file, so that it may set any */
export function variablesSet(command: string): ReadonlySet<string> | 'all' {
  const { code, expanded } = partsOf(command);
  if (SETS_ANY.test(code) || substitutionsIn(expanded).some((inner) => SETS_ANY.test(inner))) return 'all';
  const text = code.replace(/\\\n/gu, ' ');
  const alone = SETTING.flatMap((pattern) => Array.from(text.matchAll(pattern), ([, name = '']) => name));
  const listed = Array.from(text.matchAll(ASSIGNMENTS), ([list]) => namesIn(list, ASSIGNED));
  const read = Array.from(text.matchAll(READING), ([, list = '']) => namesIn(list.replace(OPTION, ''), WORD));
  return new Set([...alone, ...listed.flat(), ...read.flat()]);
}

function namesIn(list: string, pattern: RegExp): readonly string[] {
  return Array.from(list.matchAll(pattern), ([, name = '']) => name);
}

const START = String.raw`(?:^|[;&|({\n]|(?<=\s)(?:do|then|else|time|!)\s)\s*`;
const VALUE = String.raw`(?:"(?:[^"\\]|\\.)*"|'[^']*'|\$\([^)]*\)|[^\s;&|])*`;
const NAME = String.raw`[A-Za-z_]\w*`;

/** `source FILE`, `. FILE`, `eval`, `set -a`. */
const SETS_ANY = new RegExp(String.raw`${START}(?:source\s|\.\s|eval\s|set\s+-\w*a)`, 'u');
/** Assignments before a command, or alone. Those that `export` and the like make. */
const ASSIGNMENTS = new RegExp(
  String.raw`${START}(?:(?:export|declare|local|readonly|typeset|let)\s+(?:-\w+\s+)*)?(?:${NAME}(?:\[[^\]]*\])?\+?=${VALUE}\s*)+`,
  'gu',
);
const ASSIGNED = new RegExp(String.raw`(?<![\w"'$.-])(${NAME})(?:\[[^\]]*\])?\+?=`, 'gu');
const READING = /\b(?:read|mapfile|readarray)\b([^;|&<>\n]*)/gu;
/** Some have a value. */
const OPTION = /\s-(?:\w*[adinNpuCcOs]\s+(?:"[^"]*"|'[^']*'|\S+)(?=\s)|\w+)/gu;
const WORD = new RegExp(String.raw`(?<=\s)(${NAME})(?=\s|$)`, 'gu');
/** The name is in the group. */
const SETTING: readonly RegExp[] = [
  new RegExp(String.raw`\b(?:for|select)\s+(${NAME})(?=\s|;)`, 'gu'),
  new RegExp(String.raw`\b(?:printf\s+-v|getopts\s+\S+|coproc)\s+(${NAME})`, 'gu'),
  new RegExp(String.raw`\$\{(${NAME}):?=`, 'gu'),
  new RegExp(String.raw`\(\(\s*(${NAME})\s*(?:[-+*/%]?=(?!=)|\+\+|--)`, 'gu'),
];

/** Commands whose output bash puts into the text of a here-document. Each ends with its line, or later than its end. */
function substitutionsIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/(?<!\\)(?:\$\(|`)(.+)/gu), ([, inner = '']) => inner);
}

/** The code of a command, and the text of its here-documents in which bash puts values in place of variables. */
function partsOf(command: string): { readonly code: string; readonly expanded: string } {
  const reader = new ShellLines();
  const code: string[] = [];
  const expanded: string[] = [];
  for (const line of command.split('\n')) {
    const { waitsFor } = reader;
    reader.add(line);
    if (waitsFor?.kind !== 'here-document') code.push(line);
    else if (!waitsFor.isLiteral) expanded.push(line);
  }
  return { code: code.join('\n'), expanded: expanded.join('\n') };
}

/** Matches a variable. One with another value to fall back on is none: `${NAME:-value}`. */
const VARIABLE = new RegExp(String.raw`\$(?:(?<plain>${NAME})|\{#?(?<braced>${NAME})(?!\w|:?[-+=?]))`, 'yu');

function variableAt(text: string, at: number): string | undefined {
  VARIABLE.lastIndex = at;
  const { plain, braced } = VARIABLE.exec(text)?.groups ?? {};
  return plain ?? braced;
}

/** Stands for a here-document in the list of what is open. In its text, quotes are ordinary characters. */
const HERE_DOCUMENT = '<<';

/** @param outer what is open before the first character */
function usedInCode(code: string, outer: readonly string[] = []): readonly string[] {
  const used: string[] = [];
  /** What is open: quotes, `(` of a substitution, a backtick, or a here-document. */
  const open: string[] = [...outer];
  for (let at = 0; at < code.length; at++) {
    const character = code[at] ?? '';
    const inner = open.at(-1);
    const isText = inner === HERE_DOCUMENT;
    const isQuoted = inner === '"' || isText;
    if (character === '\\') at += 1;
    else if (character === "'" && !isQuoted) at = endOfQuotes(code, at);
    else if (character === '#' && !isQuoted && /^[\s;]?$/u.test(code[at - 1] ?? '')) at = lineEnd(code, at);
    else if (character === inner || (character === ')' && inner === '(')) open.pop();
    else if (
      (character === '"' && !isText) ||
      character === '`' ||
      (character === '(' && (!isQuoted || code[at - 1] === '$'))
    ) {
      open.push(character);
    } else if (character === '$') {
      const name = variableAt(code, at);
      if (name !== undefined && !isAskedFor(code, at)) used.push(name);
    }
  }
  return used;
}

/** Returns the index of the quote that ends a text in single quotes. In `$'…'`, a backslash escapes. */
function endOfQuotes(code: string, start: number): number {
  for (let at = start + 1; at < code.length; at++) {
    if (code[at] === "'") return at;
    if (code[at] === '\\' && code[start - 1] === '$') at += 1;
  }
  return code.length;
}

function lineEnd(code: string, at: number): number {
  const end = code.indexOf('\n', at);
  return end === -1 ? code.length : end;
}

/** Returns whether a test asks whether the variable has a value. */
function isAskedFor(code: string, at: number): boolean {
  return /(?:\[\s|\btest\s|!\s)\s*-[nz]\s+"?$/u.test(code.slice(Math.max(0, at - 12), at));
}

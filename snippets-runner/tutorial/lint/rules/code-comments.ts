/**
 * Comments in blocks of code. They are translated, and one language may have more of them; everything else in a block
 * is the same in every language, and so are the numbers in comments.
 */
import { numbersIn } from '../../page/numbers.ts';

interface Syntax {
  /** Marks of a comment up to the end of the line. Before it is a space, or nothing. */
  readonly line: readonly string[];
  /** Whether a comment is also between these two marks. */
  readonly between?: readonly [begin: string, end: string];
  /** Quotation marks whose text ends with the line. */
  readonly short: string;
  /** Quotation marks whose text may have several lines. */
  readonly long: string;
  /** Quotation marks in whose text a backslash escapes the next character. */
  readonly escaping: string;
  /** Whether a quotation mark behind a letter is an apostrophe. */
  readonly hasApostrophes?: true;
  /** Whether there are here-documents. */
  readonly hasHereDocuments?: true;
}

const CONFIG = { line: ['#'], short: '', long: `"'`, escaping: '"', hasApostrophes: true } as const;
const SHELL = { line: ['#'], short: '', long: `"'\``, escaping: '"`', hasHereDocuments: true } as const;
const C = { line: ['//'], between: ['/*', '*/'], short: `"'`, long: '`', escaping: `"'\`` } as const;

const SYNTAXES: readonly (readonly [names: string, syntax: Syntax])[] = [
  ['yaml yml toml conf dockerfile docker nginx', CONFIG],
  ['ini', { ...CONFIG, line: ['#', ';'] }],
  ['sh bash zsh shell', SHELL],
  ['python py', { line: ['#'], short: `"'`, long: '', escaping: `"'` }],
  ['go js javascript ts typescript jsonc json5 c java', C],
  ['rust', { ...C, short: '', long: '"' }],
  ['css', { ...C, line: [] }],
  ['sql', { line: ['--'], between: ['/*', '*/'], short: '', long: `"'`, escaping: '' }],
  ['lua', { line: ['--'], short: `"'`, long: '', escaping: `"'` }],
];
const SYNTAX_OF = new Map(SYNTAXES.flatMap(([names, syntax]) => names.split(' ').map((name) => [name, syntax])));

/**
 * Removes the comments, and adds their numbers at the end. A block in another language has no comments: in a `console`
 * block, `# ` is the prompt of a root shell.
 * @param block its language and what follows it, a newline, and its code
 */
export function withoutComments(block: string): string {
  const syntax = SYNTAX_OF.get(/^[^\s{]*/u.exec(block)?.[0].toLowerCase() ?? '');
  const start = block.indexOf('\n') + 1;
  if (syntax === undefined || start === 0) return block;
  const code = block.slice(start);
  const comments = commentsIn(code, syntax);
  if (comments.length === 0) return block;
  const numbers = comments.flatMap(([from, to]) => numbersIn(code.slice(from, to)).map(({ number }) => number));
  return [block.slice(0, start - 1), ...codeLines(code, comments), ...numbers.sort()].join('\n');
}

/** Offsets of a comment, with its marks. */
type Comment = readonly [start: number, end: number];

/** Returns the lines without the comments. A line that had nothing else is left out. */
function codeLines(code: string, comments: readonly Comment[]): readonly string[] {
  // No page has this character: CommonMark replaces it.
  const mark = '\u0000';
  let rest = '';
  let end = 0;
  for (const [from, to] of comments) {
    rest += code.slice(end, from) + mark;
    end = to;
  }
  return (rest + code.slice(end)).split('\n').flatMap((line) => {
    if (!line.includes(mark)) return line;
    const left = line.replaceAll(mark, '').trimEnd();
    return left === '' ? [] : left;
  });
}

function commentsIn(code: string, syntax: Syntax): readonly Comment[] {
  const comments: Comment[] = [];
  let ends: string[] = [];
  for (let index = 0; index < code.length; index++) {
    const character = code[index] ?? '';
    const isAfterSpace = index === 0 || /\s/u.test(code[index - 1] ?? '');
    if (character === '\n' && ends.length > 0) {
      index = afterHereDocuments(code, index, ends);
      ends = [];
    } else if (character === '\\') index++;
    else if (isQuote(code, index, syntax)) index = endOfQuote(code, index, syntax);
    else if (syntax.between && code.startsWith(syntax.between[0], index)) {
      const end = code.indexOf(syntax.between[1], index + 2);
      comments.push([index, end < 0 ? code.length : end + 2]);
      index = (end < 0 ? code.length : end + 2) - 1;
    } else if (isAfterSpace && syntax.line.some((mark) => code.startsWith(mark, index)) && !isShebang(code, index)) {
      const end = endOfLine(code, index);
      comments.push([index, end]);
      index = end - 1;
    } else if (syntax.hasHereDocuments) ends.push(...hereDocumentAt(code, index));
  }
  return comments;
}

function isShebang(code: string, index: number): boolean {
  return index === 0 && code.startsWith('#!');
}

function endOfLine(code: string, index: number): number {
  const end = code.indexOf('\n', index);
  return end < 0 ? code.length : end;
}

function isQuote(code: string, index: number, { short, long, hasApostrophes }: Syntax): boolean {
  const character = code[index] ?? '';
  if (!short.includes(character) && !long.includes(character)) return false;
  return !hasApostrophes || !/[\p{L}\p{N}]/u.test(code[index - 1] ?? '');
}

/** Returns the offset of the last character of a text in quotation marks. Three of them are a longer mark. */
function endOfQuote(code: string, start: number, { long, escaping }: Syntax): number {
  const character = code[start] ?? '';
  const isTriple = /["']/u.test(character) && code.startsWith(character.repeat(3), start);
  const mark = isTriple ? character.repeat(3) : character;
  for (let index = start + mark.length; index < code.length; index++) {
    if (code[index] === '\\' && escaping.includes(character)) index++;
    else if (code.startsWith(mark, index)) return index + mark.length - 1;
    else if (code[index] === '\n' && !isTriple && !long.includes(character)) return index;
  }
  return code.length;
}

/** Returns the word that ends the here-document which begins here. */
function hereDocumentAt(code: string, index: number): readonly string[] {
  if (!code.startsWith('<<', index) || code[index - 1] === '<') return [];
  const [, word] = /^<<-?[ \t]*["'\\]?([A-Za-z_]\w*)/u.exec(code.slice(index, index + 200)) ?? [];
  return word === undefined ? [] : [word];
}

/** Returns the offset of the newline after the last of some here-documents. */
function afterHereDocuments(code: string, newline: number, ends: readonly string[]): number {
  let end = newline;
  for (const word of ends) {
    let line: string;
    do {
      if (end >= code.length) return code.length;
      const next = endOfLine(code, end + 1);
      line = code.slice(end + 1, next);
      end = next;
    } while (line.trim() !== word);
  }
  return end;
}

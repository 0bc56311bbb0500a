/**
 * Reads a command line by line, as bash does, and says whether it is whole: whether bash would run it now, or ask for
 * another line. It knows quotes, substitutions, arithmetic, comments, here-documents, operators and compound commands.
 * What bash would refuse counts as whole: bash says so at once. It expands no aliases, and takes what is in backticks
 * for text. See https://www.gnu.org/software/bash/manual/bash.html#Shell-Syntax.
 */

/** Why bash would ask for another line. */
export type WaitingFor =
  /** The line that ends a here-document. `isLiteral`: its text is kept as it is, as with a quoted delimiter. */
  | { readonly kind: 'here-document'; readonly delimiter: string; readonly isLiteral: boolean }
  | { readonly kind: 'quote' }
  /** The last line ends with a backslash, which escapes its newline. */
  | { readonly kind: 'backslash' }
  /** A command after `|`, `&&` or `||`. */
  | { readonly kind: 'operator' }
  /** `done`, `fi`, `esac`, `}` or `)`. */
  | { readonly kind: 'end' };

interface HereDocument {
  readonly delimiter: string;
  /** `<<-`: tabs before its lines are left out. */
  readonly ignoresTabs: boolean;
  /** With a quoted delimiter, a backslash is an ordinary character. */
  readonly isLiteral: boolean;
}

/** What the reader is in. The value is what ends it. */
type Frame =
  | { readonly kind: 'text'; readonly end: "'" | '"' | '`' | "$'" | '${' }
  | { readonly kind: 'arithmetic'; depth: number }
  | { readonly kind: 'commands'; readonly end: 'done' | 'fi' | '}' | ')' }
  /** Words in parentheses: the value of an array. */
  | { readonly kind: 'words'; readonly end: ')' | ']]' }
  | { readonly kind: 'case'; reads: 'word' | 'pattern' | 'commands' };

/** Words before a command. After each, a command may begin. */
const BEFORE_COMMANDS = new Set(['!', 'do', 'elif', 'else', 'then', 'time']);
const OPENING = new Map<string, 'done' | 'fi' | '}'>([
  ['if', 'fi'],
  ['while', 'done'],
  ['until', 'done'],
  ['for', 'done'],
  ['select', 'done'],
  ['{', '}'],
]);
const CLOSING = new Set(['done', 'fi', '}']);
/** Stands for a word that has quotes or is the result of a substitution, so that it is none of bash's own words. */
const QUOTED = '"';
const ASSIGNMENT = /^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=/u;

export class ShellLines {
  readonly #frames: Frame[] = [];
  /** Those whose text has not ended, in order. The first one's text is being read once `#isInHereDocument`. */
  #hereDocuments: HereDocument[] = [];
  #isInHereDocument = false;
  /** Whether the last line of a here-document continues, because it ends with a backslash. */
  #isLineJoined = false;
  #endsWithBackslash = false;
  #needsCommand = false;
  /** Whether the last word was the name of a command, which may also be that of a function that is defined. */
  #isAfterName = false;
  /** Whether the next word is the name of a function. */
  #isFunction = false;
  /** Whether the next word may be the name of a command. */
  #isAtCommand = true;
  /** Whether bash would refuse the command. */
  #isRefused = false;
  /** The word that is being read; undefined between words. A word with quotes is none of bash's own. */
  #word: string | undefined;
  #line = '';
  #at = 0;

  /** Reads the next line, which has no newline at its end. */
  add(line: string): void {
    if (this.#isInHereDocument) this.#readHereDocument(line);
    else this.#readLine(line);
  }

  #readLine(line: string): void {
    this.#line = line;
    this.#at = 0;
    this.#endsWithBackslash = false;
    while (this.#at < line.length) this.#readCharacter();
    if (!this.#endsWithBackslash && this.#text === undefined) this.#endLine();
  }

  /** What bash waits for. Undefined if the command is whole. */
  get waitsFor(): WaitingFor | undefined {
    const [hereDocument] = this.#hereDocuments;
    if (this.#isInHereDocument && hereDocument) {
      const { delimiter, isLiteral } = hereDocument;
      return { kind: 'here-document', delimiter, isLiteral };
    }
    if (this.#isRefused) return undefined;
    if (this.#endsWithBackslash) return { kind: 'backslash' };
    if (this.#text !== undefined) return { kind: 'quote' };
    if (this.#frames.length > 0) return { kind: 'end' };
    return this.#needsCommand ? { kind: 'operator' } : undefined;
  }

  /** Returns whether a line ends the here-document that is being read. */
  endsHereDocument(line: string): boolean {
    const [hereDocument] = this.#hereDocuments;
    if (!hereDocument || this.#isLineJoined) return false;
    return (hereDocument.ignoresTabs ? line.replace(/^\t+/u, '') : line) === hereDocument.delimiter;
  }

  get #frame(): Frame | undefined {
    return this.#frames.at(-1);
  }

  /** The quotes that are open here. A newline is one of their characters. */
  get #text(): Extract<Frame, { kind: 'text' }>['end'] | undefined {
    const frame = this.#frame;
    return frame?.kind === 'text' ? frame.end : undefined;
  }

  #readHereDocument(line: string): void {
    const [hereDocument] = this.#hereDocuments;
    if (this.endsHereDocument(line)) {
      this.#hereDocuments.shift();
      this.#isInHereDocument = this.#hereDocuments.length > 0;
    } else this.#isLineJoined = hereDocument?.isLiteral === false && endsWithBackslash(line);
  }

  #endLine(): void {
    this.#endWord();
    this.#isInHereDocument = this.#hereDocuments.length > 0;
    const frame = this.#frame;
    if (frame === undefined || frame.kind === 'commands') this.#isAtCommand = true;
    else if (frame.kind === 'case') this.#isAtCommand = frame.reads === 'commands';
  }

  #readCharacter(): void {
    const end = this.#text;
    if (end === "'") this.#skipTo("'");
    else if (end !== undefined) this.#readInText(end);
    else if (this.#frame?.kind === 'arithmetic') this.#readInArithmetic(this.#frame);
    else this.#readInCommands();
  }

  /** Reads on behind the next closing quote, or to the end of the line. */
  #skipTo(quote: string): void {
    const end = this.#line.indexOf(quote, this.#at);
    if (end === -1) this.#at = this.#line.length;
    else {
      this.#at = end + 1;
      this.#frames.pop();
    }
  }

  #readInText(end: '"' | '`' | "$'" | '${'): void {
    const character = this.#line[this.#at];
    if (character === '\\') this.#readEscape(end !== "$'");
    else if (character === (end === '${' ? '}' : end.at(-1))) this.#close();
    else if (end === '`' || end === "$'") this.#at += 1;
    else if (!this.#openSubstitution() && !(end === '${' && this.#openQuotes())) this.#at += 1;
  }

  #readInArithmetic(frame: Extract<Frame, { kind: 'arithmetic' }>): void {
    const character = this.#line[this.#at];
    if (character === '\\') this.#readEscape(true);
    else if (character === ')' && frame.depth === 0) {
      if (this.#line[this.#at + 1] === ')') this.#at += 1;
      this.#close();
    } else if (!this.#openSubstitution() && !this.#openQuotes()) {
      if (character === '(') frame.depth += 1;
      else if (character === ')') frame.depth -= 1;
      this.#at += 1;
    }
  }

  #readInCommands(): void {
    const character = this.#line[this.#at] ?? '';
    if (character === '\\') {
      if (this.#at < this.#line.length - 1) this.#word = QUOTED;
      this.#readEscape(true);
    } else if (character === ' ' || character === '\t') {
      this.#endWord();
      this.#at += 1;
    } else if (character === '#' && this.#word === undefined) this.#at = this.#line.length;
    else if (this.#openSubstitution() || this.#openQuotes()) {
      if (this.#frame?.kind !== 'commands') this.#word = QUOTED;
    } else if ('<>'.includes(character)) this.#readRedirection();
    else if (';|&()'.includes(character)) this.#readOperator();
    else {
      this.#word = (this.#word ?? '') + character;
      this.#at += 1;
    }
  }

  /** @param joins whether a backslash at the end of the line joins it with the next */
  #readEscape(joins: boolean): void {
    this.#endsWithBackslash = joins && this.#at === this.#line.length - 1;
    this.#at += 2;
  }

  #openQuotes(): boolean {
    const character = this.#line[this.#at];
    if (this.#line.startsWith("$'", this.#at)) this.#open({ kind: 'text', end: "$'" }, 2);
    else if (character === "'" || character === '"') this.#open({ kind: 'text', end: character }, 1);
    else return false;
    return true;
  }

  #openSubstitution(): boolean {
    if (this.#line[this.#at] === '`') this.#open({ kind: 'text', end: '`' }, 1);
    else if (this.#line.startsWith('$((', this.#at)) this.#open({ kind: 'arithmetic', depth: 0 }, 3);
    else if (this.#line.startsWith('${', this.#at)) this.#open({ kind: 'text', end: '${' }, 2);
    else if (this.#line.startsWith('$(', this.#at)) this.#openCommands(')', 2);
    else return false;
    return true;
  }

  #readRedirection(): void {
    const [operator = ''] = /^(?:<<<|<<-?|[<>][&>|(]?)/u.exec(this.#line.slice(this.#at, this.#at + 3)) ?? [];
    // The number before a redirection, as in `2>`, is no command.
    if (/^\d+$/u.test(this.#word ?? '')) this.#word = undefined;
    this.#endWord();
    if (operator.endsWith('(')) {
      this.#openCommands(')', operator.length);
      return;
    }
    this.#at += operator.length;
    if (operator === '<<' || operator === '<<-') this.#readDelimiter(operator === '<<-');
    else this.#skipTarget();
  }

  /** The target of a redirection is a word that is no command's name. */
  #skipTarget(): void {
    const [blanks = ''] = /^[ \t]*/u.exec(this.#line.slice(this.#at)) ?? [];
    this.#at += blanks.length;
    const [target = ''] = /^[\w./:+~@%-]+/u.exec(this.#line.slice(this.#at)) ?? [];
    this.#at += target.length;
  }

  #readDelimiter(ignoresTabs: boolean): void {
    const [whole = '', quoted = ''] =
      /^[ \t]*((?:\\.|'[^']*'|"(?:\\.|[^"\\])*"|[^\s;&|<>()'"\\])+)/u.exec(this.#line.slice(this.#at)) ?? [];
    if (whole === '') return;
    this.#at += whole.length;
    const delimiter = quoted.replace(/'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/gu, (_, single, double, escaped) => {
      return single ?? double?.replace(/\\([\\"$`])/gu, '$1') ?? escaped;
    });
    this.#hereDocuments.push({ delimiter, ignoresTabs, isLiteral: /['"\\]/u.test(quoted) });
  }

  #readOperator(): void {
    const character = this.#line[this.#at];
    if (character === '(') this.#readOpening();
    else if (character === ')') this.#readClosing();
    else {
      const [operator = ''] = /^(?:&>>?|&&|\|\||\|&|;;&|;[;&]|[;&|])/u.exec(this.#line.slice(this.#at)) ?? [];
      this.#endWord();
      this.#at += operator.length;
      if (operator.startsWith('&>')) this.#skipTarget();
      else this.#takeOperator(operator);
    }
  }

  #takeOperator(operator: string): void {
    const frame = this.#frame;
    if (frame?.kind === 'words') return;
    if (frame?.kind === 'case') {
      if (operator.startsWith(';') && operator.length > 1) frame.reads = 'pattern';
      if (frame.reads === 'pattern') return;
    }
    this.#isAtCommand = true;
    this.#needsCommand = ['&&', '||', '|', '|&'].includes(operator);
  }

  #readOpening(): void {
    const word = this.#word;
    const frame = this.#frame;
    const isHead = (word !== undefined || this.#isAfterName) && /^\([ \t]*\)/u.test(this.#line.slice(this.#at));
    if (frame?.kind === 'case' && frame.reads === 'pattern') this.#at += 1;
    else if (word !== undefined && ASSIGNMENT.test(word) && word.endsWith('=')) {
      this.#word = QUOTED;
      this.#open({ kind: 'words', end: ')' }, 1);
    } else if (this.#line.startsWith('((', this.#at) && (word === undefined || word === 'for')) {
      this.#endWord();
      this.#needsCommand = false;
      this.#open({ kind: 'arithmetic', depth: 0 }, 2);
    } else if (frame?.kind === 'words') this.#open({ kind: 'words', end: ')' }, 1);
    else if (isHead) {
      this.#word = undefined;
      this.#at = this.#line.indexOf(')', this.#at) + 1;
      this.#beginBody();
    } else if (word === undefined && this.#isAtCommand) this.#openCommands(')', 1);
    else {
      this.#refuse();
      this.#at += 1;
    }
  }

  #readClosing(): void {
    this.#endWord();
    const frame = this.#frame;
    this.#at += 1;
    if (frame?.kind === 'case' && frame.reads === 'pattern') {
      frame.reads = 'commands';
      this.#isAtCommand = true;
    } else if ((frame?.kind === 'commands' || frame?.kind === 'words') && frame.end === ')') {
      this.#frames.pop();
      this.#isAtCommand = false;
      // What `$(…)` stands for is a part of a word.
      this.#word = QUOTED;
    } else this.#refuse();
  }

  #endWord(): void {
    const word = this.#word;
    this.#word = undefined;
    if (word === undefined) return;
    this.#isAfterName = false;
    const frame = this.#frame;
    if (frame?.kind === 'words') {
      if (word === frame.end) this.#frames.pop();
    } else if (frame?.kind === 'case' && frame.reads === 'word') {
      if (word === 'in') frame.reads = 'pattern';
    } else if (frame?.kind === 'case' && frame.reads === 'pattern') {
      if (word === 'esac') this.#endCompound();
    } else if (this.#isAtCommand) this.#beginCommand(word);
  }

  #beginCommand(word: string): void {
    this.#needsCommand = false;
    const end = OPENING.get(word);
    const frame = this.#frame;
    if (end !== undefined) {
      this.#frames.push({ kind: 'commands', end });
      this.#isAtCommand = word !== 'for' && word !== 'select';
    } else if (word === 'case') {
      this.#frames.push({ kind: 'case', reads: 'word' });
      this.#isAtCommand = false;
    } else if (word === '[[') {
      this.#frames.push({ kind: 'words', end: ']]' });
      this.#isAtCommand = false;
    } else if (CLOSING.has(word)) {
      if (frame?.kind === 'commands' && frame.end === word) this.#endCompound();
      else this.#refuse();
    } else if (word === 'esac' && frame?.kind === 'case') this.#endCompound();
    else if (this.#isFunction) this.#beginBody();
    else {
      this.#isFunction = word === 'function';
      this.#isAtCommand = this.#isFunction || BEFORE_COMMANDS.has(word) || ASSIGNMENT.test(word);
      this.#isAfterName = !this.#isAtCommand;
    }
  }

  /** Reads on behind the name of a function: its body is a compound command. */
  #beginBody(): void {
    this.#isFunction = false;
    this.#isAtCommand = true;
    this.#needsCommand = true;
  }

  #endCompound(): void {
    this.#frames.pop();
    this.#isAtCommand = false;
  }

  #refuse(): void {
    this.#isRefused = true;
  }

  #openCommands(end: ')', length: number): void {
    this.#endWord();
    this.#needsCommand = false;
    this.#open({ kind: 'commands', end }, length);
    this.#isAtCommand = true;
  }

  #open(frame: Frame, length: number): void {
    this.#frames.push(frame);
    this.#at += length;
  }

  #close(): void {
    this.#frames.pop();
    this.#at += 1;
    if (this.#frame?.kind !== 'text') this.#word = QUOTED;
  }
}

/** Returns the lines of a command that bash reads as commands: not the texts of its here-documents. */
export function withoutHereDocuments(command: string): string {
  const reader = new ShellLines();
  const lines = command.split('\n').filter((line) => {
    const isText = reader.waitsFor?.kind === 'here-document';
    reader.add(line);
    return !isText;
  });
  return lines.join('\n');
}

/** Returns whether a text ends with an odd number of backslashes: the last one then escapes the newline. */
export function endsWithBackslash(text: string): boolean {
  const backslashes = /\\*$/u.exec(text)?.[0].length ?? 0;
  return backslashes % 2 === 1;
}

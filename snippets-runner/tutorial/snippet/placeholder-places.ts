/**
 * Where the placeholders of a command are, as the shell reads it: in a plain word, in quotes, in a here-document. That
 * decides how a value or a variable is written in its place. It does not understand `$'…'`, the patterns of
 * `case`, and quotes that are ended and begun again within the script of `sh -c`.
 */
import { PLACEHOLDER_PATTERN } from './placeholder.ts';

export interface PlaceholderPlace {
  readonly name: string;
  /** Offsets in the command: of its `<`, and of what follows its `>`. */
  readonly start: number;
  readonly end: number;
  /**
   * How it is quoted, from the innermost shell to the one that reads the command. In `sh -c 'ping <IP>'`, that is a
   * word for `sh`, and a text in single quotes for the shell that runs `sh`.
   */
  readonly quoting: readonly [...Quoting[], Quoting];
}

/** `literal`: nothing is replaced there, and no quote is one: a comment, or a here-document with a quoted delimiter. */
export type Quoting = 'word' | 'double' | 'single' | 'here-document' | 'literal';

/** What the reader is in. */
interface Frame {
  readonly quoting: Quoting;
  /** Offset of a text in quotes that is the script of another shell. */
  readonly script?: number | undefined;
}

interface HereDocument {
  readonly delimiter: string;
  readonly quoting: 'here-document' | 'literal';
}

/** A text in quotes after this is a script. */
const BEFORE_SCRIPT = /(?:^|[\s/])(?:ba|da|a|z|k)?sh(?:(?:\s|\\\n)+-\w+)*(?:\s|\\\n)+-\w*c(?:\s|\\\n)+$/u;
const COMMENT = /(?<=^|[\s;&|()])#[^\n]*/uy;
const HERE_DOCUMENT = /(?<!<)<<-?[ \t]*(?:'([^'\n]+)'|"([^"\n]+)"|\\?([\w.-]+))/uy;
const PLACEHOLDER = new RegExp(PLACEHOLDER_PATTERN.source, 'uy');

export function placeholderPlaces(command: string): readonly PlaceholderPlace[] {
  // Most commands have none, and reading takes its time for each character.
  if (command.search(PLACEHOLDER_PATTERN) === -1) return [];
  const reader = new Reader(command);
  reader.read();
  return reader.places;
}

/**
 * Replaces each placeholder by a variable of the shell that reads the command, `<NAME>` by `"$NAME"`. The variable is
 * one word there, whatever its value is. Leaves placeholders where the shell replaces nothing.
 */
export function withVariables(command: string): string {
  return replacePlaceholders(command, variableAt);
}

export function replacePlaceholders(command: string, textFor: (place: PlaceholderPlace) => string): string {
  let done = 0;
  let result = '';
  for (const place of placeholderPlaces(command)) {
    result += command.slice(done, place.start) + textFor(place);
    done = place.end;
  }
  return result + command.slice(done);
}

function variableAt({ name, quoting }: PlaceholderPlace): string {
  const forms = {
    word: `"$${name}"`,
    double: `\${${name}}`,
    // Ends the quotes, and begins them again.
    single: `'"$${name}"'`,
    'here-document': `\${${name}}`,
    literal: `<${name}>`,
  } satisfies Record<Quoting, string>;
  return forms[quoting.at(-1) ?? 'word'];
}

class Reader {
  readonly places: PlaceholderPlace[] = [];
  readonly #text: string;
  readonly #frames: Frame[] = [{ quoting: 'word' }];
  /** Those whose text begins with the next line. */
  #hereDocuments: HereDocument[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): void {
    while (this.#at < this.#text.length) {
      if (!this.#readPlaceholder(this.#frame)) this.#readCharacter();
    }
  }

  get #frame(): Frame {
    return this.#frames.at(-1) ?? { quoting: 'word' };
  }

  #readPlaceholder({ quoting, script }: Frame): boolean {
    const [whole, name] = this.#match(PLACEHOLDER);
    if (whole === undefined || name === undefined) return false;
    const start = this.#at;
    const end = start + whole.length;
    const inner = script === undefined ? undefined : placeholderPlaces(this.#text.slice(script, end)).at(-1);
    this.places.push({ name, start, end, quoting: [...(inner?.quoting ?? []), quoting] });
    this.#at = end;
    return true;
  }

  #readCharacter(): void {
    const { quoting } = this.#frame;
    if (quoting === 'word') this.#readInWord();
    else if (quoting === 'double') this.#readInDoubleQuotes();
    else {
      if (this.#text[this.#at] === "'") this.#frames.pop();
      this.#at += 1;
    }
  }

  #readInWord(): void {
    const character = this.#text[this.#at];
    const [comment] = this.#match(COMMENT);
    const [heredoc, single, double, bare] = this.#match(HERE_DOCUMENT);
    if (comment !== undefined) this.#readLiterally(this.#at + comment.length, 'literal');
    else if (heredoc !== undefined) {
      const isQuoted = bare === undefined || heredoc.includes('\\');
      const delimiter = single ?? double ?? bare ?? '';
      this.#hereDocuments.push({ delimiter, quoting: isQuoted ? 'literal' : 'here-document' });
      this.#at += heredoc.length;
    } else if (character === '\n') this.#readHereDocuments();
    else if (character === "'") this.#open('single');
    else if (character === '"') this.#open('double');
    else if (character === '(') this.#open('word');
    else if (character === ')' && this.#frames.length > 1) this.#close();
    else this.#at += character === '\\' ? 2 : 1;
  }

  #readInDoubleQuotes(): void {
    if (this.#text[this.#at] === '"') this.#close();
    else if (this.#text.startsWith('$(', this.#at)) {
      this.#at += 1;
      this.#open('word');
    } else this.#at += this.#text[this.#at] === '\\' ? 2 : 1;
  }

  #open(quoting: 'word' | 'single' | 'double'): void {
    const isScript = quoting !== 'word' && BEFORE_SCRIPT.test(this.#text.slice(0, this.#at));
    this.#at += 1;
    this.#frames.push({ quoting, script: isScript ? this.#at : undefined });
  }

  #close(): void {
    this.#at += 1;
    this.#frames.pop();
  }

  #readHereDocuments(): void {
    this.#at += 1;
    const waiting = this.#hereDocuments;
    this.#hereDocuments = [];
    for (const { delimiter, quoting } of waiting) this.#readLiterally(this.#endOf(delimiter), quoting);
  }

  /** Returns the offset of the line that ends a here-document, or the end of the text. */
  #endOf(delimiter: string): number {
    let at = this.#at;
    for (const line of this.#text.slice(at).split('\n')) {
      if (line.trimStart() === delimiter) return at;
      at += line.length + 1;
    }
    return this.#text.length;
  }

  #readLiterally(end: number, quoting: 'here-document' | 'literal'): void {
    while (this.#at < end) {
      if (!this.#readPlaceholder({ quoting })) this.#at += 1;
    }
  }

  /** Returns the match of a sticky pattern here; nothing if there is none. */
  #match(pattern: RegExp): readonly (string | undefined)[] {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text) ?? [];
  }
}

/**
 * The text after a fence's language, such as `snippet=ping exit=1 expect="bad address"`, taken apart.
 * Every part keeps its index into that text, so that a mistake is shown where it stands. What the
 * attributes mean is not known here.
 */
export interface MetaAttribute {
  readonly name: string;
  /** Undefined for a name alone. */
  readonly value: MetaValue | undefined;
  /** The whole attribute as typed. */
  readonly raw: string;
  readonly index: number;
  /** Where the value starts; the name's end for a name alone. */
  readonly valueIndex: number;
}

export type MetaValue =
  | { readonly kind: 'bare'; readonly text: string }
  | { readonly kind: 'quoted'; readonly text: string }
  /** `/re/i`, or `NAME:/re/i` with a name. `source` is not yet known to compile. */
  | {
      readonly kind: 'regexp';
      readonly name: string | undefined;
      readonly source: string;
      readonly flags: string;
      /** Where the first slash is. */
      readonly index: number;
    };

export interface MetaError {
  /** Of the attribute that could not be read; may be empty. */
  readonly name: string;
  readonly message: string;
  readonly hint: string;
  readonly index: number;
}

export interface FenceMeta {
  readonly attributes: readonly MetaAttribute[];
  readonly errors: readonly MetaError[];
}

export function parseFenceMeta(meta: string): FenceMeta {
  const attributes: MetaAttribute[] = [];
  const errors: MetaError[] = [];
  for (let index = skipSpace(meta, 0); index < meta.length; ) {
    const name = take(/[^\s=]*/uy, meta, index);
    const valueIndex = index + name.length;
    const read = meta[valueIndex] === '=' ? readValue(meta, valueIndex + 1) : { value: undefined, end: valueIndex };
    if ('error' in read) errors.push({ name, ...read.error });
    else if (name === '') errors.push(nameMissing(index));
    else {
      const starts = read.value === undefined ? valueIndex : valueIndex + 1;
      attributes.push({ name, value: read.value, raw: meta.slice(index, read.end), index, valueIndex: starts });
    }
    index = skipSpace(meta, read.end);
  }
  return { attributes, errors };
}

type Read = { readonly value: MetaValue | undefined; readonly end: number };
type Failed = { readonly error: Omit<MetaError, 'name'>; readonly end: number };

function readValue(meta: string, start: number): Read | Failed {
  const read = readOneValue(meta, start);
  if ('error' in read) return read;
  const rest = take(/\S*/uy, meta, read.end);
  if (rest === '') return read;
  const error = { message: `"${rest}" follows a value without a space`, hint: SPACES, index: read.end };
  return { error, end: read.end + rest.length };
}

const SPACES = 'Attributes are parted by spaces; quote a value that has spaces or quotes in it: name="a value".';

function readOneValue(meta: string, start: number): Read | Failed {
  if (meta[start] === '"') return readQuoted(meta, start);
  const name = take(/[^\s"/:]*:(?=\/(?!\/))/uy, meta, start);
  if (name !== '' || meta[start] === '/') return readRegExp(meta, start, name);
  const text = take(/\S*/uy, meta, start);
  if (text !== '') return { value: { kind: 'bare', text }, end: start + text.length };
  return { error: { message: 'there is no value after "="', hint: 'Write name=value.', index: start }, end: start };
}

function readQuoted(meta: string, start: number): Read | Failed {
  const quoted = take(/"(?:[^"\\]|\\.)*"/uy, meta, start);
  if (quoted === '')
    return unclosed(meta, start, 'the quote is not closed', 'End the value with ". Inside, write \\" for a quote.');
  const text = quoted.slice(1, -1).replace(/\\(["\\])/gu, '$1');
  return { value: { kind: 'quoted', text }, end: start + quoted.length };
}

/** As in JavaScript, a slash inside of `[…]` does not end the expression. */
function readRegExp(meta: string, start: number, nameAndColon: string): Read | Failed {
  const index = start + nameAndColon.length;
  const literal = take(/\/(?:[^/\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+\//uy, meta, index);
  if (literal === '') {
    const hint = 'Write /text/, with \\/ for a slash inside. A plain text with slashes is quoted: "a/b".';
    return unclosed(meta, index, 'the regular expression is empty or not closed', hint);
  }
  const flags = take(/[a-z]*/uy, meta, index + literal.length);
  const name = nameAndColon === '' ? undefined : nameAndColon.slice(0, -1);
  const end = index + literal.length + flags.length;
  return { value: { kind: 'regexp', name, source: literal.slice(1, -1), flags, index }, end };
}

/** Where an unclosed value ends is not known, so nothing after it is read. */
function unclosed(meta: string, index: number, message: string, hint: string): Failed {
  return { error: { message, hint, index }, end: meta.length };
}

function nameMissing(index: number): MetaError {
  return {
    name: '',
    message: 'there is no name before "="',
    hint: 'Write name=value, without spaces around "=".',
    index,
  };
}

function skipSpace(meta: string, index: number): number {
  return index + take(/\s*/uy, meta, index).length;
}

/** What a sticky pattern matches at an index; empty when it does not. */
function take(pattern: RegExp, text: string, index: number): string {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0] ?? '';
}

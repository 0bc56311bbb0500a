/**
 * Parses the meta of a fence: the text after its language, such as `snippet=ping exit=1 expect="bad address"`.
 * Each part keeps its index in the meta, so that a problem can name its position. `attributes.ts` knows what
 * the attributes mean.
 */
export interface MetaAttribute {
  readonly name: string;
  /** Undefined for an attribute without `=`. */
  readonly value: MetaValue | undefined;
  /** The whole attribute as typed. */
  readonly raw: string;
  readonly index: number;
  /** Index of the value. For an attribute without `=`: index of the end of its name. */
  readonly valueIndex: number;
}

export type MetaValue =
  | { readonly kind: 'bare'; readonly text: string }
  | { readonly kind: 'quoted'; readonly text: string }
  /** `/re/i`, or `NAME:/re/i` with a name. `source` may be an invalid regular expression. */
  | {
      readonly kind: 'regexp';
      readonly name: string | undefined;
      readonly source: string;
      readonly flags: string;
      /** Index of the first slash. */
      readonly index: number;
    };

export interface MetaError {
  /** Name of the attribute. Empty if the name is missing. */
  readonly name: string;
  readonly message: string;
  readonly hint: string;
  readonly index: number;
}

export interface FenceMeta {
  readonly attributes: readonly MetaAttribute[];
  readonly errors: readonly MetaError[];
}

/** Never throws. `errors` has an entry for each part that cannot be read. */
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

/** Returns the meta with all its indexes moved, so that it can be joined with another one. */
export function movedMeta({ attributes, errors }: FenceMeta, by: number): FenceMeta {
  return {
    attributes: attributes.map(({ value, index, valueIndex, ...attribute }) => ({
      ...attribute,
      value: value?.kind === 'regexp' ? { ...value, index: value.index + by } : value,
      index: index + by,
      valueIndex: valueIndex + by,
    })),
    errors: errors.map((error) => ({ ...error, index: error.index + by })),
  };
}

type Read = { readonly value: MetaValue | undefined; readonly end: number };
type Failed = { readonly error: Omit<MetaError, 'name'>; readonly end: number };

function readValue(meta: string, start: number): Read | Failed {
  const read = readOneValue(meta, start);
  if ('error' in read) return read;
  const rest = take(/\S*/uy, meta, read.end);
  if (rest === '') return read;
  const error = { message: `there is no space between a value and "${rest}"`, hint: SPACES, index: read.end };
  return { error, end: read.end + rest.length };
}

const SPACES = 'Put a space between attributes. Quote a value that contains spaces or quotes: name="a value".';

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
    return unclosed(
      meta,
      start,
      'the quote is not closed',
      'End the value with ". For a quote inside the value, write \\".',
    );
  const text = quoted.slice(1, -1).replace(/\\(["\\])/gu, '$1');
  return { value: { kind: 'quoted', text }, end: start + quoted.length };
}

/** As in JavaScript, a slash inside `[…]` does not end the regular expression. */
function readRegExp(meta: string, start: number, nameAndColon: string): Read | Failed {
  const index = start + nameAndColon.length;
  const literal = take(/\/(?:[^/\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+\//uy, meta, index);
  if (literal === '') {
    const hint = 'Write /regular expression/, with \\/ for a slash inside. Quote a plain text that has slashes: "a/b".';
    return unclosed(meta, index, 'the regular expression is empty or not closed', hint);
  }
  const flags = take(/[a-z]*/uy, meta, index + literal.length);
  const name = nameAndColon === '' ? undefined : nameAndColon.slice(0, -1);
  const end = index + literal.length + flags.length;
  return { value: { kind: 'regexp', name, source: literal.slice(1, -1), flags, index }, end };
}

/** The end of an unclosed value is not known, so the rest of the meta is not read. */
function unclosed(meta: string, index: number, message: string, hint: string): Failed {
  return { error: { message, hint, index }, end: meta.length };
}

function nameMissing(index: number): MetaError {
  return {
    name: '',
    message: 'there is no name before "="',
    hint: 'Write name=value, with no spaces around "=".',
    index,
  };
}

function skipSpace(meta: string, index: number): number {
  return index + take(/\s*/uy, meta, index).length;
}

/** Returns the text that a sticky pattern matches at an index. Returns an empty string if it does not match. */
function take(pattern: RegExp, text: string, index: number): string {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0] ?? '';
}

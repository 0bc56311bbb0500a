/**
 * Splits a line, a cell or a string of JSON into tokens. Fixed tokens must be equal. Volatile tokens differ from run to
 * run. Invariant: the joined texts of the tokens are the original text.
 */
import { IDENTITIES, type IdentityClass } from './identities.ts';
import { MEASURES, type MeasureClass } from './measures.ts';
import { ROLE_PATTERNS, type TextRole } from './text-roles.ts';

export type TokenClass = 'word' | 'space' | 'mark' | 'release' | IdentityClass | MeasureClass;

export interface Token {
  readonly class: TokenClass;
  readonly text: string;
  /** Offset in the text, in UTF-16 code units. */
  readonly start: number;
  /** Equal in two tokens that can match. The key of a volatile token is its class and unit. */
  readonly key: string;
}

export interface Text {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** The joined keys: equal in two texts that differ at most in volatile tokens. */
  readonly skeleton: string;
}

/** The kind of each version that the run (or the capture) prints: `version` (of Docker), `api` or `kernel`, by text. */
export type Releases = ReadonlyMap<string, string>;

export type Tokeniser = (text: string, role: TextRole) => Text;

/** Caches its results: outputs repeat lines, and each line is read more than once. */
export function createTokeniser(releases: Releases): Tokeniser {
  const known = new Map<string, Text>();
  return (text, role) => {
    const name = `${role} ${text}`;
    const made = known.get(name) ?? tokenise(text, role, releases);
    known.set(name, made);
    return made;
  };
}

/** Returns whether a token differs from run to run. */
export function isVolatile(token: Pick<Token, 'class'> | undefined): boolean {
  return token !== undefined && token.class !== 'word' && token.class !== 'space' && token.class !== 'mark';
}

type Found = Pick<Token, 'class' | 'text'> & { readonly unit: string };

const SPACE = /\s+/y;
const WORD = /[\p{L}\p{N}]+/uy;
/** A version, such as `6.12.48+deb13-amd64`. */
const RELEASE = /[\w.+~-]+/y;
/** The version of a component, in `docker version` and `docker info`. It changes with the version of Docker. */
const COMPONENT = /(?<=^\s*(?:[\w.-]+ )?(?:[Vv]ersion|Git commit|GitCommit):\s+)\S.*/y;
/**
 * Matches each character that may begin a volatile token. `:` may begin an IPv6 address, `/` or `+` a line of base64,
 * `-` a rate that is not known yet.
 */
const MAY_BE_VOLATILE = /[\p{L}\p{N}:/+-]/u;

function tokenise(text: string, role: TextRole, releases: Releases): Text {
  const found: Found[] = [];
  for (let at = 0; at < text.length; ) {
    const token = spaceAt(text, at) ?? volatileAt(text, at, role, releases) ?? plainAt(text, at);
    found.push(token);
    at += token.text.length;
  }
  const tokens: Token[] = [];
  let start = 0;
  for (const [index, token] of found.entries()) {
    tokens.push({ class: token.class, text: token.text, start, key: keyOf(found, index) });
    start += token.text.length;
  }
  return { text, tokens, skeleton: tokens.map(({ key }) => key).join('\u0001') };
}

function spaceAt(text: string, at: number): Found | undefined {
  const space = matchAt(SPACE, text, at);
  return space === undefined ? undefined : { class: 'space', text: space, unit: '' };
}

function plainAt(text: string, at: number): Found {
  const word = matchAt(WORD, text, at);
  if (word !== undefined) return { class: 'word', text: word, unit: '' };
  return { class: 'mark', text: String.fromCodePoint(text.codePointAt(at) ?? 0), unit: '' };
}

function volatileAt(text: string, at: number, role: TextRole, releases: Releases): Found | undefined {
  if (!MAY_BE_VOLATILE.test(text.charAt(at))) return undefined;
  return releaseAt(text, at, releases) ?? recognise(text, at, role);
}

function releaseAt(text: string, at: number, releases: Releases): Found | undefined {
  if (releases.size === 0) return undefined;
  const name = matchAt(RELEASE, text, at)?.replace(/[.-]+$/u, '') ?? '';
  const unit = releases.get(name);
  if (unit !== undefined) return { class: 'release', text: name, unit };
  const component = new Set(releases.values()).has('version') ? matchAt(COMPONENT, text, at) : undefined;
  return component === undefined ? undefined : { class: 'release', text: component, unit: 'component' };
}

interface Recogniser {
  readonly pattern: RegExp;
  /** The kind of each group of the pattern, in order. */
  readonly kinds: readonly { readonly class: IdentityClass | MeasureClass; readonly unit: string }[];
}

const recognisers = new Map<TextRole, Recogniser>();

function recognise(text: string, at: number, role: TextRole): Found | undefined {
  const { pattern, kinds } = recogniserOf(role);
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  if (!match) return undefined;
  const kind = kinds[match.findIndex((group, index) => index > 0 && group !== undefined) - 1];
  if (!kind || !accepts(kind.class, match[0])) return undefined;
  return { class: kind.class, text: match[0], unit: kind.unit };
}

function accepts(tokenClass: IdentityClass | MeasureClass, text: string): boolean {
  return tokenClass in IDENTITIES ? (IDENTITIES[tokenClass as IdentityClass].accepts?.(text) ?? true) : true;
}

/** Joins all patterns of a role into one, with a group for each: the role's own, then measures, then identities. */
function recogniserOf(role: TextRole): Recogniser {
  const known = recognisers.get(role);
  if (known) return known;
  const all = [
    ...ROLE_PATTERNS[role],
    ...Object.entries(MEASURES).flatMap(([name, patterns]) => patternsOf(name as MeasureClass, patterns)),
    ...Object.entries(IDENTITIES).flatMap(([name, { patterns }]) => patternsOf(name as IdentityClass, patterns)),
  ];
  const made = { pattern: new RegExp(all.map(({ pattern }) => `(${pattern})`).join('|'), 'y'), kinds: all };
  recognisers.set(role, made);
  return made;
}

function patternsOf<C extends IdentityClass | MeasureClass>(name: C, patterns: Readonly<Record<string, string>>) {
  return Object.entries(patterns).map(([unit, pattern]) => ({ class: name, unit, pattern }));
}

function keyOf(found: readonly Found[], index: number): string {
  const { class: tokenClass, text, unit } = found[index] as Found;
  if (tokenClass === 'word' || tokenClass === 'mark') return text;
  if (tokenClass === 'space') return spaceKey(found, index);
  return volatileKey(tokenClass, unit);
}

/** Returns the key of a volatile token. */
export function volatileKey(tokenClass: TokenClass, unit: string): string {
  return `\u0002${tokenClass} ${unit}`;
}

/**
 * Returns the key of adjacent spaces. Spaces align columns, so their number depends on the texts beside them. One space
 * differs from several spaces, but several spaces equal any other several. Beside a volatile token, such as a
 * right-aligned number, the number of spaces is not compared. Elsewhere, indentation is compared exactly.
 */
function spaceKey(found: readonly Found[], index: number): string {
  const text = found[index]?.text ?? '';
  const beside = [found[index - 1], found[index + 1]];
  if (beside.some(isVolatile)) return ' ';
  return index === 0 ? text : text === ' ' ? ' ' : '  ';
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

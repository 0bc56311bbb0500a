/** Differences as data: pairs of lines with their different parts marked, and the lines around them. */
import type { DiffLine } from '../../model/outcome.ts';
import { type Comparison, matchTokens } from '../tokens/match.ts';
import { withRunIdentity } from '../tokens/rewrite.ts';
import type { Text, Token } from '../tokens/tokens.ts';
import { commonSubsequence } from './sequence.ts';

const CONTEXT_LINES = 3;

type Span = readonly [start: number, end: number];

export function sameLine(text: string): DiffLine {
  return { kind: 'same', text, spans: [], note: undefined };
}

/** A captured line that this run did not print. */
export function missingLine(captured: Text, note: string | undefined, { substitution }: Comparison): DiffLine {
  return wholeLine('captured', captured.tokens.map((token) => withRunIdentity(token, substitution)).join(''), note);
}

/** The note of an additional line. */
export const ADDITIONAL = 'additional line';

/** A line that only this run printed. */
export function additionalLine(text: string, note: string | undefined): DiffLine {
  return wholeLine('printed', text, note);
}

function wholeLine(kind: 'captured' | 'printed', text: string, note: string | undefined): DiffLine {
  return { kind, text, spans: text === '' ? [] : [[0, text.length]], note };
}

/**
 * Returns two texts that do not match as a captured and a printed line. Binds the tokens that match, if the texts are
 * clearly two versions of one text.
 */
export function explainTexts(captured: Text, printed: Text, comparison: Comparison): [DiffLine, DiffLine] {
  const counterparts = pairTokens(captured.tokens, printed.tokens);
  let explanation: Explanation | undefined;
  comparison.substitution.attempt(() => {
    explanation = explainTokens(captured, counterparts, comparison);
    return explanation.matched >= (weigh(captured.tokens) + weigh(printed.tokens)) / 4;
  });
  const { matches, notes } = explanation ?? { matches: new Map<Token, Token>(), notes: new Set<string>() };
  const note = [...notes].join('; ');
  const matchedPrinted = new Set(matches.values());
  const rendered = alignedWithPrinted(captured, matches, comparison);
  return [
    line('captured', rendered, (index) => !matches.has(captured.tokens[index] as Token), undefined),
    line(
      'printed',
      printed.tokens.map(({ text }) => text),
      (index) => !matchedPrinted.has(printed.tokens[index] as Token),
      note === '' ? undefined : note,
    ),
  ];
}

/** Returns the texts of the captured tokens. Their columns begin where they begin in the printed line. */
function alignedWithPrinted(captured: Text, matches: ReadonlyMap<Token, Token>, comparison: Comparison): string[] {
  let length = 0;
  return captured.tokens.map((token) => {
    const match = matches.get(token);
    const isGap = match?.class === 'space' && match.text.length > 1 && length > 0;
    const text = isGap
      ? ' '.repeat(Math.max(match.start + match.text.length - length, 2))
      : (match?.text ?? withRunIdentity(token, comparison.substitution));
    length += text.length;
    return text;
  });
}

interface Explanation {
  /** Captured tokens with the printed ones that match them. */
  readonly matches: ReadonlyMap<Token, Token>;
  readonly notes: ReadonlySet<string>;
  readonly matched: number;
}

function explainTokens(captured: Text, counterparts: ReadonlyMap<Token, Token>, comparison: Comparison): Explanation {
  const matches = new Map<Token, Token>();
  const notes = new Set<string>();
  for (const token of captured.tokens) {
    const counterpart = counterparts.get(token);
    const note = counterpart ? matchTokens(token, counterpart, comparison) : '';
    if (counterpart && note === undefined) matches.set(token, counterpart);
    else if (note) notes.add(note);
  }
  return { matches, notes, matched: weigh([...matches.keys()]) };
}

/** Returns how alike two texts are, from 0 to 1: the share of their words that both have, in the same order. */
export function likeness(captured: Text, printed: Text): number {
  const [before, now] = [wordsOf(captured), wordsOf(printed)];
  // Words that only one text has cannot be in common. Without them, the search is three times as fast.
  const common = commonSubsequence(sharedWith(now, before), sharedWith(before, now));
  return (2 * common.length) / (before.length + now.length || 1);
}

function wordsOf({ tokens }: Text): string[] {
  return tokens.filter((token) => token.class === 'word').map(({ text }) => text);
}

/** Returns the words that `others` have, too. */
function sharedWith(others: readonly string[], words: readonly string[]): string[] {
  const known = new Set(others);
  return words.filter((word) => known.has(word));
}

/** Counts the tokens that are neither space nor punctuation. */
function weigh(tokens: readonly Token[]): number {
  return tokens.filter((token) => token.class !== 'space' && token.class !== 'mark').length;
}

/** Pairs tokens of equal key in order. Pairs also the tokens between them, if both sides have equally many. */
function pairTokens(captured: readonly Token[], printed: readonly Token[]): ReadonlyMap<Token, Token> {
  const pairs = new Map<Token, Token>();
  let [from, to] = [0, 0];
  for (const [c, p] of [...commonSubsequence(keysOf(captured), keysOf(printed)), [captured.length, printed.length]]) {
    if (c === undefined || p === undefined) continue;
    if (c - from === p - to) {
      for (let index = 0; index < c - from; index++) {
        pairs.set(captured[from + index] as Token, printed[to + index] as Token);
      }
    }
    if (c < captured.length) pairs.set(captured[c] as Token, printed[p] as Token);
    [from, to] = [c + 1, p + 1];
  }
  return pairs;
}

function keysOf(tokens: readonly Token[]): string[] {
  return tokens.map(({ key }) => key);
}

function line(
  kind: 'captured' | 'printed',
  parts: readonly string[],
  differs: (index: number) => boolean,
  note: string | undefined,
): DiffLine {
  const spans: Span[] = [];
  let text = '';
  for (const [index, part] of parts.entries()) {
    if (differs(index)) {
      const last = spans.at(-1);
      const joins = last?.[1] === text.length;
      if (joins) spans.pop();
      spans.push([joins ? (last?.[0] ?? 0) : text.length, text.length + part.length]);
    }
    text += part;
  }
  return { kind, text, spans, note };
}

/** Adds text around a line, such as the key before a value. */
export function within(before: string, line: DiffLine, after: string): DiffLine {
  return {
    ...line,
    text: before + line.text + after,
    spans: line.spans.map(([start, end]): Span => [start + before.length, end + before.length]),
  };
}

/** Returns the different lines and the lines near them. A line `…` stands for lines left out in between. */
export function withContext(lines: readonly DiffLine[]): DiffLine[] {
  const near = new Set<number>();
  for (const [index, { kind }] of lines.entries()) {
    if (kind === 'same') continue;
    for (let at = index - CONTEXT_LINES; at <= index + CONTEXT_LINES; at++) near.add(at);
  }
  const kept: DiffLine[] = [];
  let last = -1;
  for (const [index, line] of lines.entries()) {
    if (!near.has(index)) continue;
    if (last !== index - 1 && kept.length > 0) kept.push(sameLine('…'));
    kept.push(line);
    last = index;
  }
  return kept;
}

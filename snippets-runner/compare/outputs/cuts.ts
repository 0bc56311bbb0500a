/**
 * Completes lines that a document shows cut: `sha256:4bcff6...`, `"Id": "90ee74…",`, `Lorem ipsum ...`. What is cut is
 * taken from the printed line that fits, so that the rest of the line is compared as usual.
 */
import type { Comparison } from '../tokens/match.ts';
import { isElision } from './elisions.ts';

const CUT = /\.{3}|…/u;

/** @param shown the document's output @returns it, with each cut line that fits a printed one completed */
export function completed(shown: string, printed: string, comparison: Comparison): string {
  if (!CUT.test(shown)) return shown;
  const candidates = printed.split('\n').map((line) => ({ line, words: wordsOf(line) }));
  let from = 0;
  return shown
    .split('\n')
    .map((line) => {
      if (!CUT.test(line) || isElision(line)) return line;
      const words = wordsOf(line);
      for (const [at, candidate] of candidates.entries()) {
        const whole = at < from ? undefined : completedLine(line, words, candidate, comparison);
        if (whole === undefined) continue;
        from = at + 1;
        return whole;
      }
      return line;
    })
    .join('\n');
}

/** Returns undefined if the printed line does not fit. */
function completedLine(
  shown: string,
  words: readonly Word[],
  { line: printed, words: others }: { readonly line: string; readonly words: readonly Word[] },
  comparison: Comparison,
): string | undefined {
  const isEndCut = /(?:\.{3}|…)\s*$/u.test(shown);
  if (isEndCut ? others.length < words.length - 1 : others.length !== words.length) return undefined;
  let line = '';
  for (const [index, { text, blanks }] of words.entries()) {
    const other = others[index]?.text ?? '';
    const isRest = isEndCut && index === words.length - 1;
    const whole = isRest
      ? restOf(text, others.slice(index), comparison)
      : CUT.test(text)
        ? completedWord(text, other, comparison)
        : text;
    if (whole === undefined) return undefined;
    // A column begins where it did, if there is space.
    const needed = Math.min(Math.max(0, whole.length - text.length), Math.max(0, blanks.length - 2));
    line += whole + blanks.slice(needed);
  }
  const isSame = comparison.captured(line, 'line').skeleton === comparison.printed(printed, 'line').skeleton;
  return isSame ? line : undefined;
}

interface Word {
  readonly text: string;
  /** Behind it. */
  readonly blanks: string;
}

/** The first word is empty if the line begins with blanks. */
function wordsOf(line: string): readonly Word[] {
  return Array.from(line.matchAll(/(\S*)(\s*)/gu), ([, text = '', blanks = '']) => ({ text, blanks })).filter(
    ({ text, blanks }, index) => text !== '' || (index === 0 && blanks !== ''),
  );
}

/** Completes the last word of a line with all that is left of the printed line. */
function restOf(text: string, others: readonly Word[], comparison: Comparison): string | undefined {
  const [first = { text: '', blanks: '' }, ...more] = others;
  const word = text === '' || /^(?:\.{3}|…)$/u.test(text) ? first.text : completedWord(text, first.text, comparison);
  if (word === undefined) return undefined;
  return [word, first.blanks, ...more.flatMap((each) => [each.text, each.blanks])].join('').trimEnd();
}

const HEX = /[0-9a-f]{12,64}/gu;
/** Ids of containers and networks, whole, short or cut. Fewer characters than four may be the same by chance. */
const SHOWN_ID = /(?<![A-Za-z0-9])(?:[0-9a-f]{64}|[0-9a-f]{12}|[0-9a-f]{4,63}(?=\.{3}|…))(?![A-Za-z0-9])/gu;

/** Returns all that the outputs of a document show of ids, the longest first. */
export function shownIdsIn(outputs: readonly string[]): readonly string[] {
  const ids = new Set(outputs.flatMap((output) => output.match(SHOWN_ID) ?? []));
  return [...ids].sort((one, other) => other.length - one.length);
}

/**
 * Completes the beginning of an id. It is another one in each run, so the rest is made up, but it is the same rest
 * wherever the document shows this beginning.
 */
function completedId(begun: string, { length }: string, { shownIds }: Comparison): string {
  return (shownIds.find((id) => id.startsWith(begun)) ?? begun).slice(0, length).padEnd(length, '0');
}

function isComparedId({ length }: string): boolean {
  return length === 12 || length === 64;
}

/** Returns undefined if the printed word does not fit. */
function completedWord(shown: string, printed: string, comparison: Comparison): string | undefined {
  const [before = '', ...parts] = shown.split(CUT);
  const after = parts.at(-1) ?? '';
  if (printed.length < before.length + after.length || !printed.endsWith(after)) return undefined;
  if (printed.startsWith(before)) return printed;
  for (const { index, 0: id } of printed.matchAll(HEX)) {
    const isSameBefore = before.startsWith(printed.slice(0, index));
    const begun = before.slice(index);
    if (!isSameBefore || !/^[0-9a-f]{2,}$/u.test(begun) || begun.length >= id.length) continue;
    if (begun.length < 4 || !isComparedId(id)) return printed;
    return printed.slice(0, index) + completedId(begun, id, comparison) + printed.slice(index + id.length);
  }
  return undefined;
}

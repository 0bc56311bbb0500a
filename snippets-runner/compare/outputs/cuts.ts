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
  const candidates = printed.split('\n');
  let from = 0;
  return shown
    .split('\n')
    .map((line) => {
      if (!CUT.test(line) || isElision(line)) return line;
      for (let at = from; at < candidates.length; at++) {
        const whole = completedLine(line, candidates[at] ?? '', comparison);
        if (whole === undefined) continue;
        from = at + 1;
        return whole;
      }
      return line;
    })
    .join('\n');
}

/** Returns undefined if the printed line does not fit. */
function completedLine(shown: string, printed: string, comparison: Comparison): string | undefined {
  const isEndCut = /(?:\.{3}|…)\s*$/u.test(shown);
  const words = wordsOf(shown);
  const others = wordsOf(printed);
  if (isEndCut ? others.length < words.length - 1 : others.length !== words.length) return undefined;
  let line = '';
  for (const [index, { text, blanks }] of words.entries()) {
    const other = others[index]?.text ?? '';
    const isRest = isEndCut && index === words.length - 1;
    const whole = isRest ? restOf(text, others.slice(index)) : CUT.test(text) ? completedWord(text, other) : text;
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
function restOf(text: string, others: readonly Word[]): string | undefined {
  const [first = { text: '', blanks: '' }, ...more] = others;
  const word = text === '' || /^(?:\.{3}|…)$/u.test(text) ? first.text : completedWord(text, first.text);
  if (word === undefined) return undefined;
  return [word, first.blanks, ...more.flatMap((each) => [each.text, each.blanks])].join('').trimEnd();
}

const HEX = /[0-9a-f]{12,64}/gu;

/** The beginning of an id is another one in each run, so any id is taken in its place. */
function completedWord(shown: string, printed: string): string | undefined {
  const [before = '', ...parts] = shown.split(CUT);
  const after = parts.at(-1) ?? '';
  if (printed.length < before.length + after.length || !printed.endsWith(after)) return undefined;
  if (printed.startsWith(before)) return printed;
  for (const { index, 0: id } of printed.matchAll(HEX)) {
    const isSameBefore = before.startsWith(printed.slice(0, index));
    const begun = before.slice(index);
    if (isSameBefore && /^[0-9a-f]{2,}$/u.test(begun) && begun.length < id.length) return printed;
  }
  return undefined;
}

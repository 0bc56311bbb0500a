/**
 * Cuts texts and queries into words, both alike and alike in every browser. A word in Latin letters is found by its
 * stem. Chinese is cut into pairs of characters that overlap: 容器网络 becomes 容器, 器网, 网络. `Intl.Segmenter` knows
 * words, but each browser knows other ones, and it cuts 宿主机 in two.
 */

export interface Word {
  /** What the index has for the word. */
  readonly term: string;
  /** Position in the text. `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** Whether it is a part of the word before it, such as `net` of `alpine-net`. */
  readonly isPart: boolean;
}

const LATIN = String.raw`[\p{Script=Latin}\p{N}_]+`;
const WORD = new RegExp(String.raw`${LATIN}(?:[-.'’]${LATIN})*|\p{Script=Han}+`, 'gu');
const HAN = /^\p{Script=Han}/u;

export function wordsOf(text: string): readonly Word[] {
  return Array.from(text.toLowerCase().matchAll(WORD), ({ 0: found, index }) =>
    HAN.test(found) ? pairsOfCharacters(found, index) : latinWords(found, index),
  ).flat();
}

function pairsOfCharacters(run: string, start: number): Word[] {
  const characters = [...run];
  if (characters.length === 1) return [{ term: run, start, end: start + run.length, isPart: false }];
  let at = start;
  return characters.slice(1).map((next, index) => {
    const first = characters[index] ?? '';
    const word = { term: first + next, start: at, end: at + first.length + next.length, isPart: false };
    at += first.length;
    return word;
  });
}

function latinWords(found: string, start: number): Word[] {
  const whole = { term: stem(found.replace(/['’]/gu, '')), start, end: start + found.length, isPart: false };
  // The numbers of an address are not words.
  if (!/[-._]/u.test(found) || !/\p{L}/u.test(found)) return [whole];
  const parts = Array.from(found.matchAll(/[^-._]+/gu), ({ 0: part, index }) => {
    return { term: stem(part), start: start + index, end: start + index + part.length, isPart: true };
  });
  return [whole, ...parts.filter(({ term }) => term.length > 1)];
}

/** Returns the same for the forms of an English word, such as `publish` for `publishes`, `published`, `publishing`. */
export function stem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/u.test(word)) return word;
  const singular = word
    .replace(/ies$/u, 'y')
    .replace(/(?<=ss|sh|ch|x)es$/u, '')
    .replace(/(?<![su])s$/u, '');
  const root = singular.replace(/(?<=[aeiouy].*[a-z])(?:ing|ed)$/u, '').replace(/(?<=\w{4}[st])ion$/u, '');
  return (root === singular ? root : root.replace(/([bdgmnprt])\1$/u, '$1')).replace(/(?<=\w{3})e$/u, '');
}

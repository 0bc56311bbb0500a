/** Two words that follow each other find what a reader has copied, such as an error. MiniSearch does not look for them. */
import { rarityOf } from './rarity.ts';
import { isStopWord } from './stop-words.ts';
import { wordsOf } from './words.ts';

/** Returns the words of a text in order, between spaces, without parts of words. */
export function inOrder(text: string): string {
  const whole = wordsOf(text).filter(({ isPart }) => !isPart);
  return ` ${whole.map(({ term }) => term).join(' ')} `;
}

/**
 * Returns a function that tells how many of the phrases of a query a document has: from 0 to 1. Rare ones count more.
 *
 * @param documents as `inOrder` returns their texts
 */
export function phraseShare(query: string, documents: readonly string[]): (document: string) => number {
  const weights = phrasesOf(query).map((phrase): [string, number] => {
    const { length } = documents.filter((document) => document.includes(phrase));
    return [phrase, length === 0 ? 0 : rarityOf(length, documents.length)];
  });
  const sum = (all: typeof weights) => all.reduce((total, [, weight]) => total + weight, 0);
  const all = sum(weights);
  return (document) => (all === 0 ? 0 : sum(weights.filter(([phrase]) => document.includes(phrase))) / all);
}

function phrasesOf(query: string): readonly string[] {
  const words = inOrder(query).trim().split(' ');
  return words.slice(1).flatMap((second, before) => {
    const first = words[before] ?? '';
    return isStopWord(first) && isStopWord(second) ? [] : [` ${first} ${second} `];
  });
}

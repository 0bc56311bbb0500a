/** What replays say, in the language of the page. */
import { PLAYER_WORDS, type PlayerWords } from '../../i18n/player-words.ts';

const { lang } = document.documentElement;

export const words: PlayerWords = PLAYER_WORDS[lang.toLowerCase() as keyof typeof PLAYER_WORDS];

/** @param wait in milliseconds */
export function waited(wait: number): string {
  return words.waited((wait / 1000).toLocaleString(lang, { maximumFractionDigits: 1 }));
}

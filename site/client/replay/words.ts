/** What replays say, in the language of the page. */
import { PLAYER_WORDS } from '../../i18n/player-words.ts';
import { inPageLanguage } from '../dom.ts';

export const words = inPageLanguage(PLAYER_WORDS);

/** @param wait in milliseconds */
export function waited(wait: number): string {
  return words.waited((wait / 1000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 }));
}

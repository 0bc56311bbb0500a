/** The words of what follows the reader, in the language of the page. */
import { FOLLOWING_WORDS, type FollowingWords } from '../i18n/following-words.ts';

export const words: FollowingWords =
  FOLLOWING_WORDS[document.documentElement.lang.toLowerCase() as keyof typeof FOLLOWING_WORDS];

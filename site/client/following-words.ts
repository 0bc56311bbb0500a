/** The words of what follows the reader, in the language of the page. */
import { FOLLOWING_WORDS } from '../i18n/following-words.ts';
import { inPageLanguage } from './dom.ts';

export const words = inPageLanguage(FOLLOWING_WORDS);

/** The player, in a dialog or in the home page, and its styles. */
import styles from '../../styles/player.css?inline';
import { adoptStyles } from '../dom.ts';

export { playPage, showLinkedStep } from './dialog.ts';
export { playPiece } from './piece.ts';

adoptStyles(styles);

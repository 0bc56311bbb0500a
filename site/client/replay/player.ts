/** The player, in a dialog or in the home page, and its styles. */
import styles from '../../styles/player.css?inline';
import { addStyles } from './styles.ts';

export { playPage, showLinkedStep } from './dialog.ts';
export { playPiece } from './piece.ts';

addStyles(styles);

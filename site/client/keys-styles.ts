/** Adopts the styles of the dialog that lists the keys. */
import styles from '../styles/keys.css?inline';
import { adoptStyles } from './dom.ts';

adoptStyles(styles);

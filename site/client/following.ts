/** What follows the reader, and its styles. `main.ts` loads it when the reader first moves. */
import styles from '../styles/following.css?inline';
import { adoptStyles } from './dom.ts';
import { setUpNetwork } from './network/follow.ts';
import { setUpPlaces } from './network/places.ts';
import { setUpTicks } from './ticks.ts';

export function follow(): void {
  adoptStyles(styles);
  setUpNetwork();
  setUpPlaces();
  setUpTicks();
}

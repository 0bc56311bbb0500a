/** What follows the reader, what copies, and their styles. `main.ts` loads it when the reader first moves. */
import styles from '../styles/following.css?inline';
import { setUpContents } from './contents.ts';
import { setUpCopying } from './copy.ts';
import { adoptStyles } from './dom.ts';
import { setUpNetwork } from './network/follow.ts';
import { setUpPlaces } from './network/places.ts';
import { setUpTicks } from './ticks.ts';

/** Returns a function that copies what a button stands for. */
export function follow(): (button: HTMLElement) => Promise<void> {
  adoptStyles(styles);
  const copy = setUpCopying();
  setUpContents();
  setUpNetwork();
  setUpPlaces();
  setUpTicks();
  return copy;
}

/** What follows the reader. Loaded when the page is scrolled first. */
import { setUpNetwork } from './network/follow.ts';
import { setUpTicks } from './ticks.ts';

export function follow(): void {
  setUpNetwork();
  setUpTicks();
}

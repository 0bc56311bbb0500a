/** What follows the reader. `main.ts` loads it when the reader first moves. */
import { setUpNetwork } from './network/follow.ts';
import { setUpTicks } from './ticks.ts';

export function follow(): void {
  setUpNetwork();
  setUpTicks();
}

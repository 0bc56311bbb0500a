/** Replays a terminal where it stands in the page. */
import { everyFrame, isStepsOnly } from './motion.ts';
import { waitsOf } from './scenes.ts';
import { replayOf } from './terminal-replay.ts';
import { words } from './words.ts';

interface Running {
  readonly button: HTMLElement;
  /** Shows what comes next, for readers who want no motion. */
  readonly next: () => void;
  /** The terminal is as it was. */
  readonly end: () => void;
}

let running: Running | undefined;

/** Starts the replay of the button's terminal. If it is running, stops it, or shows its next part. */
export function replayInPlace(button: HTMLElement): void {
  if (running?.button !== button) start(button);
  else if (isStepsOnly()) running.next();
  else running.end();
}

export function endReplay(): void {
  running?.end();
}

function start(button: HTMLElement): void {
  running?.end();
  const terminal = button.closest('figure') as HTMLElement;
  const { show, length, stops } = replayOf(terminal, waitsOf(button));
  const label = button.textContent;
  let at = 0;
  let stop = () => {};
  const end = () => {
    stop();
    show(length);
    button.textContent = label;
    button.removeAttribute('data-playing');
    running = undefined;
  };
  const goTo = (moment: number) => {
    at = moment;
    if (at >= length) end();
    else show(at);
  };
  const next = () => goTo(stops.find((moment) => moment > at) ?? length);
  running = { button, next, end };
  if (isStepsOnly()) {
    button.textContent = words.more;
    next();
  } else {
    button.textContent = words.stop;
    button.setAttribute('data-playing', '');
    stop = everyFrame((passed) => goTo(at + passed));
  }
}

/** Prints the progress of a run: redrawn lines on a terminal, plain lines elsewhere. */
import type { RunEvent } from '../model/event.ts';
import { eventLine, NO_PROGRESS, nextProgress, progressLines } from '../report/progress.ts';
import type { Io } from './command.ts';

export interface RunWatch extends Disposable {
  readonly emit: (event: RunEvent) => void;
}

const REDRAW_MS = 100;

export async function watchRun(io: Io): Promise<RunWatch> {
  return io.live ? redrawn(io) : plain(io);
}

function plain(io: Io): RunWatch {
  return {
    emit: (event) => {
      const line = eventLine(event, io.verbosity === 'verbose', io.style);
      if (line === undefined) return;
      if (event.kind === 'page-ended') io.print(line);
      else if (io.verbosity !== 'quiet' || event.kind === 'lab-left') io.tell(line);
    },
    [Symbol.dispose]: () => undefined,
  };
}

async function redrawn(io: Io): Promise<RunWatch> {
  const { createLogUpdate } = await import('log-update');
  const live = createLogUpdate(process.stderr);
  const shown = plain(io);
  let progress = NO_PROGRESS;
  const draw = () => {
    const lines = progressLines(progress, performance.now(), io.style);
    if (lines === '') live.clear();
    else live(io.shown(lines));
  };
  const timer = setInterval(draw, REDRAW_MS);
  return {
    emit: (event) => {
      progress = nextProgress(progress, event, performance.now());
      live.clear();
      // It is already shown as part of the progress, so it needs no line of its own.
      if (event.kind !== 'preparing') shown.emit(event);
      draw();
    },
    [Symbol.dispose]: () => {
      clearInterval(timer);
      live.clear();
      live.done();
    },
  };
}

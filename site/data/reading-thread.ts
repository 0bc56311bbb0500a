/** The thread of `ReadAhead`. */
import { parentPort, workerData } from 'node:worker_threads';
import { keptRead } from './changing-file.ts';
import { fileOf, readAll, type ThreadRead } from './read-ahead.ts';

readAll(workerData, (what) => {
  const read = keptRead(what.kind, fileOf(what));
  if (read) parentPort?.postMessage({ what, read } satisfies ThreadRead);
});

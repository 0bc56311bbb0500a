/** Opens the engines on which a command runs pages. */
import type { EnginePool, PoolOptions } from '../lab/engines/pool.ts';
import { count } from '../report/style.ts';
import type { CommandContext } from './command.ts';
import type { PoolEvent } from './pool-events.ts';
import type { Workspace } from './workspace.ts';

/** @throws SnippetsError `engine-unreachable`, `engine-lost`, `docker-refused`, `option-invalid` */
export async function poolFor(
  { imagesFolder }: Pick<Workspace, 'imagesFolder'>,
  { jobs, retriesImages }: Pick<PoolOptions, 'jobs' | 'retriesImages'>,
  { env, home, engines, signal, holdSignals, io }: CommandContext,
  emit: (event: PoolEvent) => void,
): Promise<EnginePool> {
  holdSignals();
  // Loaded only here, because a command without a daemon should not wait for its client to load.
  const { openPool } = await import('../lab/engines/pool.ts');
  return openPool({
    env,
    home,
    imagesFolder,
    choices: engines,
    jobs,
    retriesImages,
    signal,
    onProgress: (message) => emit({ kind: 'preparing', message }),
    onLeft: (labId, error) => emit({ kind: 'lab-left', labId, error }),
    onReaped: ({ removed, stuck }) => {
      if (removed.length > 0) io.tell(`removed ${count(removed.length, 'lab')} that an earlier run had left`);
      for (const { lab, error } of stuck) io.tell(`left lab ${lab.labId} of an earlier run: ${error.message}`);
    },
  });
}

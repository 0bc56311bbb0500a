/** Which versions of a page `watch` runs. The labs are fake. */
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { watch } from '../../commands/watch.ts';
import type { EnginePool } from '../../lab/engines/pool.ts';
import { FakeEngine, offerOf } from '../fake-lab/fake-lab.ts';
import { prints } from '../fake-lab/fake-programs.ts';
import { contentFolder, contextFor, mdx, type Said, snippet } from './content-folder.ts';

const { pool } = vi.hoisted(() => ({ pool: { current: undefined as EnginePool | undefined } }));
vi.mock('../../commands/engines.ts', () => ({ poolFor: async () => pool.current }));

test('a version that was saved while the engines were asked is the only one that runs', async () => {
  using folder = contentFolder({ 'en/a.mdx': mdx(snippet('one', '$ old')) });
  const ran: string[] = [];
  const program = (name: string) => async (process: Parameters<ReturnType<typeof prints>>[0]) => {
    ran.push(name);
    return prints(`${name}\n`)(process);
  };
  const engine = new FakeEngine({ programs: { old: program('old'), new: program('new') } });
  const offers = [offerOf(engine)];
  let isFirst = true;
  pool.current = {
    identify: async () => ({ chosen: [], engines: new Map() }),
    offersFor: async () => {
      if (isFirst) {
        isFirst = false;
        folder.write({ 'en/a.mdx': mdx(snippet('one', '$ new')) });
        // Longer than it takes to notice a save. If this process stands still, only one of these is shorter.
        for (const _ of Array(15)) await delay(100);
      }
      return { offers, missing: [] };
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
  const end = new AbortController();
  const said: Said = { printed: [], told: [] };
  const watching = watch('a', { images: [] }, { ...contextFor(folder, said), signal: end.signal });
  await expect.poll(() => ran, { timeout: 60_000 }).toContain('new');
  end.abort();
  await expect(watching).rejects.toMatchObject({ code: 'interrupted' });
  expect(ran).toEqual(['new']);
  expect(engine.labs).toEqual(new Set());
});

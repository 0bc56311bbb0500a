/** How a lab comes to the state that a person takes over. */
import { expect, test, vi } from 'vitest';
import { replay, withHandedLab } from '../../commands/handed-lab.ts';
import { readWorkspace } from '../../commands/workspace.ts';
import type { EnginePool } from '../../lab/engines/pool.ts';
import { createStyle } from '../../report/style.ts';
import { planPage } from '../../run/plan-pages.ts';
import { equippedLab } from '../../run/prepared-lab.ts';
import { parseMarkdown } from '../../tutorial/markdown/parse-markdown.ts';
import type { FakeProgram } from '../fake-lab/fake-bash.ts';
import { FakeEngine, offerOf } from '../fake-lab/fake-lab.ts';
import { hangsAfter } from '../fake-lab/fake-programs.ts';
import { contentFolder, contextFor } from './content-folder.ts';
import { consoleBlock } from './documents.ts';

test('a block that gets stuck is ended before the next one, as in a run, so both have the same shell', async () => {
  const terminals: unknown[] = [];
  const note: FakeProgram = async ({ terminal }) => {
    terminals.push(terminal);
    return 0;
  };
  const text = ['note one', 'ping 10.0.0.1', 'note two'].map((line) => consoleBlock(`$ ${line}`)).join('\n\n');
  const { document } = parseMarkdown({ file: 'README.md', text, images: [], knownImages: [] });
  const { signal } = new AbortController();
  const engine = new FakeEngine({ programs: { note, ping: hangsAfter('PING\n') } });
  const lab = await engine.createLab({ page: 'README.md', spec: document.lab, signal });
  await using ready = equippedLab(lab, signal);
  const told: string[] = [];
  const io = {
    print: () => undefined,
    printExact: () => undefined,
    printCommands: () => undefined,
    tell: (line: string) => told.push(line),
    shown: (line: string) => line,
    style: createStyle(false),
    verbosity: 'normal',
    live: false,
  } as const;
  await replay(ready.player, planPage(document, []).snippets, io, (n, all) => `${n} of ${all}`);
  expect(told).toEqual(['1 of 3', '2 of 3', 'block-2 did not come to its end; it is stopped', '3 of 3']);
  expect(terminals).toHaveLength(2);
  expect(terminals[0]).toBe(terminals[1]);
});

const { pool } = vi.hoisted(() => ({ pool: { current: undefined as EnginePool | undefined } }));
vi.mock('../../commands/engines.ts', () => ({ poolFor: async () => pool.current }));

test('a signal that ends it is told to the caller, although the terminal has only ended', async () => {
  const { document } = parseMarkdown({ file: 'README.md', text: consoleBlock('$ ls'), images: [], knownImages: [] });
  using folder = contentFolder({});
  const engine = new FakeEngine();
  pool.current = {
    identify: async () => ({ chosen: [], engines: new Map() }),
    offersFor: async () => ({ offers: [offerOf(engine)], missing: [] }),
    [Symbol.asyncDispose]: async () => undefined,
  };
  const interruption = new AbortController();
  const context = { ...contextFor(folder), signal: interruption.signal };
  const handed = withHandedLab(document, readWorkspace(context), context, async () => interruption.abort());
  await expect(handed).rejects.toMatchObject({ code: 'interrupted' });
  expect(engine.labs).toEqual(new Set());
});

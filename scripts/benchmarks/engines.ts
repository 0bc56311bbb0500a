/** Times the same work on this machine's engine and in the virtual machine. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withResource } from '../../snippets-runner/base/with-resource.ts';
import { connectTo } from '../../snippets-runner/lab/daemon/connect.ts';
import type { Connection } from '../../snippets-runner/lab/daemon/connection.ts';
import { EmbeddedEngines, machineText, obstacleTo } from '../../snippets-runner/lab/engines/embedded.ts';
import { openEngine } from '../../snippets-runner/lab/engines/open.ts';
import type { Engine } from '../../snippets-runner/model/lab.ts';
import { type BenchEngine, HOME, IMAGES_FOLDER, say } from './bench-engine.ts';
import { Series, type Table, timed } from './figures.ts';
import { joinSwarm, labStart, SWARM } from './labs.ts';
import { timeSnippets } from './snippets-process.ts';

const PAGE = 'none/isolated';
const OPTIONS = { env: process.env, home: HOME, imagesFolder: IMAGES_FOLDER, onProgress: say };

export async function measureEngines(bench: BenchEngine, rounds: number): Promise<readonly Table[]> {
  const obstacle = obstacleTo('vm');
  if (obstacle !== undefined) {
    say(`engines: skipped, because the virtual machine cannot run here: ${obstacle}`);
    return [];
  }
  const [ready, run, page, swarm] = [new Series(), new Series(), new Series(), new Series()];
  const own = bench.connection.name;
  const measure = async (name: string, connection: Connection, engine: Engine) => {
    // A first lab makes what is made once, such as image stores.
    await labStart(engine, SWARM, ['alpine']);
    await run.measure(name, () => runOnce(connection, bench.node));
    await page.measure(name, () => timeSnippets(['verify', '--engine', name, PAGE], /^1 page passed/mu));
    await swarm.measure(name, () => labStart(engine, SWARM, ['alpine'], joinSwarm));
  };
  for (let round = 1; round <= rounds; round++) {
    say(`engines: round ${round} of ${rounds}`);
    await ready.measure('native', nativeStart);
    await measure(own, bench.connection, bench.engine);
    const machines = new EmbeddedEngines({ home: HOME, signal: new AbortController().signal, onProgress: say });
    await withResource(machines, async () => {
      await ready.measure('vm', () => timed(() => machines.start('vm')));
      const connection = await connectTo('vm', OPTIONS);
      await measure('vm', connection, await openEngine(connection, OPTIONS));
    });
  }
  const table = (title: string, note: string, { rows }: Series, base: string): Table => ({
    title: `Engines: ${title}`,
    note,
    base,
    commands: undefined,
    rows,
  });
  return [
    table('ready', `From the start until the daemon answers. vm is ${machineText(HOME)}.`, ready, 'native'),
    table(
      'a container',
      'Made, started, awaited and removed over the API; it runs `true`, without a network.',
      run,
      own,
    ),
    table(
      'a page',
      `\`snippets verify ${PAGE}\`, the whole process, with its lab. The engine runs already.`,
      page,
      own,
    ),
    table('three nodes in a swarm', 'From nothing until both workers have joined.', swarm, own),
  ];
}

/** Starts an engine of its own, because the engine of this machine may be in use. */
async function nativeStart(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'engine-'));
  const env = { ...process.env, SNIPPETS_ENGINE_FOLDER: folder, NODE: process.execPath };
  const script = (verb: string) => execFileSync(join(HOME, 'scripts/engine'), [verb], { env });
  try {
    return await timed(async () => script('start'));
  } finally {
    script('stop');
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runOnce({ docker }: Connection, image: string): Promise<number> {
  return timed(async () => {
    const container = await docker.createContainer({
      Image: image,
      Cmd: ['true'],
      HostConfig: { NetworkMode: 'none' },
    });
    await container.start();
    await container.wait();
    await container.remove();
  });
}

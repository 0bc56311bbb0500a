/**
 * Times this runner and other test tools for commands. All run in one node, with the same commands and expectations.
 * The benchmark fails if a tool fails, or if it passes with a wrong expectation, because its time would mean nothing.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { withResource } from '../../snippets-runner/base/with-resource.ts';
import type { Connection } from '../../snippets-runner/lab/daemon/connection.ts';
import { DockerEngine } from '../../snippets-runner/lab/docker-engine.ts';
import { Images } from '../../snippets-runner/lab/images/images.ts';
import type { DockerNode } from '../../snippets-runner/lab/node/docker-node.ts';
import type { Lab } from '../../snippets-runner/model/lab.ts';
import { type BenchEngine, createLab, HOME, IMAGES_FOLDER, say } from './bench-engine.ts';
import { Series, shuffled, type Table } from './figures.ts';
import { BARE_TERMINAL, typeInTerminal } from './testers/bare-terminal.ts';
import { DOCKER, ECHOES, type Workload, withLastWrong } from './testers/cases.ts';
import { testersImage } from './testers/image.ts';
import { nodeOf, putFiles, runTester, type TesterRun } from './testers/in-node.ts';
import { DOC_DETECTIVE, OTHERS, PLAIN, type Tester } from './testers/others.ts';
import { OURS, ourPage, runOurs } from './testers/ours.ts';

const TESTERS: readonly Tester[] = [PLAIN, ...OTHERS, DOC_DETECTIVE];
const WORKLOADS = [ECHOES, DOCKER];
/** Pause between two testers. Work that goes on after a tester's end, such as removing networks, ends within it. */
const PAUSE_MS = 1_000;

export async function measureTesters(bench: BenchEngine, rounds: number): Promise<readonly Table[]> {
  const image = await testersImage(bench);
  const engine = new DockerEngine(bench.connection.docker, new ImagesWithTesters(bench.connection, image));
  return withResource(await createLab(engine, ['host'], ['alpine']), async (lab) => {
    const node = nodeOf(lab);
    await putFiles(node, TESTERS, [...WORKLOADS, withLastWrong(ECHOES)]);
    await expectAllToFail(node, lab);
    const tables: Table[] = [];
    for (const workload of WORKLOADS) tables.push(await measure(workload, node, lab, rounds));
    return tables;
  });
}

/** The usual images, except that nodes are made from the image with the other testers. */
class ImagesWithTesters extends Images {
  readonly #image: string;

  constructor({ docker }: Connection, image: string) {
    const cacheFolder = `${HOME}/.cache/images`;
    super({ docker, cacheFolder, imagesFolder: IMAGES_FOLDER, registry: 'never', onProgress: say });
    this.#image = image;
  }

  override node(): Promise<string> {
    return Promise.resolve(this.#image);
  }
}

/** Checks that each tester fails if the last expectation is wrong. So each one compares, and runs all commands. */
async function expectAllToFail(node: DockerNode, lab: Lab): Promise<void> {
  const wrong = withLastWrong(ECHOES);
  const runs = new Map<string, TesterRun>([[OURS, await runOurs(await ourPage(wrong, lab), lab)]]);
  for (const tester of TESTERS) runs.set(tester.name, await runTester(node, tester, wrong));
  for (const [name, { hasPassed }] of runs) {
    // A plain script compares nothing, so it passes.
    if (hasPassed !== (name === PLAIN.name))
      throw new Error(`${name} ${hasPassed ? 'passes' : 'fails'} with a wrong expectation`);
  }
  say(`a wrong expectation fails ${[...runs.keys()].filter((name) => name !== PLAIN.name).join(', ')}`);
}

async function measure(workload: Workload, node: DockerNode, lab: Lab, rounds: number): Promise<Table> {
  const { title, cases } = workload;
  const series = new Series();
  const page = await ourPage(workload, lab);
  const acts = new Map<string, () => Promise<TesterRun>>([
    [PLAIN.name, () => runTester(node, PLAIN, workload)],
    [BARE_TERMINAL, () => typeInTerminal(workload, node)],
    [OURS, () => runOurs(page, lab)],
    ...[...OTHERS, DOC_DETECTIVE].map((tester) => [tester.name, () => runTester(node, tester, workload)] as const),
  ]);
  for (const name of acts.keys()) series.rows.set(name, []);
  for (let round = 1; round <= rounds; round++) {
    say(`testers, ${title}: round ${round} of ${rounds}`);
    for (const [name, act] of shuffled([...acts])) {
      await delay(PAUSE_MS);
      await series.measure(name, async () => {
        const { seconds, hasPassed, message } = await act();
        if (!hasPassed) throw new Error(`${name} fails on ${title}: ${message}`);
        return seconds;
      });
    }
  }
  return { title: `Testers: ${title}`, note: NOTE, base: PLAIN.name, commands: cases.length, rows: series.rows };
}

const NOTE = `All run in one node, with its daemon. The other tools are timed as processes in the node, without the \
${'`docker exec`'} that starts them. This runner is timed from the first command to the page's outcome, without its own \
start. It has two commands in each snippet, and reads the network after each snippet. A bare terminal is a bash into \
which each command is typed after the one before has ended: nothing is compared, and no network is read.`;

/**
 * This runner beside other testers of commands, all in one node, on the same commands with the same
 * expectations. A tester that does not say that all was right, or says so where it was not, ends the run:
 * its time would be worth nothing.
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
import { DOCKER, ECHOES, type Workload, withLastWrong } from './testers/cases.ts';
import { testersImage } from './testers/image.ts';
import { nodeOf, putFiles, runTester, type TesterRun } from './testers/in-node.ts';
import { DOC_DETECTIVE, OTHERS, PLAIN, type Tester } from './testers/others.ts';
import { OURS, ourPage, runOurs } from './testers/ours.ts';

const TESTERS: readonly Tester[] = [PLAIN, ...OTHERS, DOC_DETECTIVE];
const WORKLOADS = [ECHOES, DOCKER];
/** What a tester leaves to be done after its end, such as the kernel's taking down of networks, is not the next one's. */
const PAUSE_MS = 1_000;

export async function measureTesters(bench: BenchEngine, rounds: number): Promise<readonly Table[]> {
  const image = await testersImage(bench);
  const engine = new DockerEngine(bench.connection.docker, new ImagesWithTesters(bench.connection, image));
  return withResource(await createLab(engine, ['host'], ['alpine']), async (lab) => {
    const node = nodeOf(lab);
    await putFiles(node, TESTERS, [...WORKLOADS, withLastWrong(ECHOES)]);
    await proveThatAllLook(node, lab);
    const tables: Table[] = [];
    for (const workload of WORKLOADS) tables.push(await measure(workload, node, lab, rounds));
    return tables;
  });
}

/** Everything of a lab is as always, but for what its nodes are made from. */
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

/** A wrong expectation for the last command must fail each of them; which also shows that they come to the last. */
async function proveThatAllLook(node: DockerNode, lab: Lab): Promise<void> {
  const wrong = withLastWrong(ECHOES);
  const runs = new Map<string, TesterRun>([[OURS, await runOurs(await ourPage(wrong, lab), lab)]]);
  for (const tester of TESTERS) runs.set(tester.name, await runTester(node, tester, wrong));
  for (const [name, { isRight }] of runs) {
    // A plain script has no expectations.
    if (isRight !== (name === PLAIN.name))
      throw new Error(`${name} ${isRight ? 'passes' : 'fails'} with a wrong expectation`);
  }
  say(`a wrong expectation fails ${[...runs.keys()].filter((name) => name !== PLAIN.name).join(', ')}`);
}

async function measure(workload: Workload, node: DockerNode, lab: Lab, rounds: number): Promise<Table> {
  const { title, cases } = workload;
  const series = new Series();
  const page = await ourPage(workload, lab);
  const acts = new Map<string, () => Promise<TesterRun>>([
    [PLAIN.name, () => runTester(node, PLAIN, workload)],
    [OURS, () => runOurs(page, lab)],
    ...[...OTHERS, DOC_DETECTIVE].map((tester) => [tester.name, () => runTester(node, tester, workload)] as const),
  ]);
  for (const name of acts.keys()) series.rows.set(name, []);
  for (let round = 1; round <= rounds; round++) {
    say(`testers, ${title}: round ${round} of ${rounds}`);
    for (const [name, act] of shuffled([...acts])) {
      await delay(PAUSE_MS);
      await series.measure(name, async () => {
        const { seconds, isRight, complaint } = await act();
        if (!isRight) throw new Error(`${name} fails on ${title}: ${complaint}`);
        return seconds;
      });
    }
  }
  return { title: `Testers: ${title}`, note: NOTE, base: PLAIN.name, commands: cases.length, rows: series.rows };
}

const NOTE = `In one node, against its daemon. Others: their process, timed in the node. This runner: from \
the first command to the page's outcome, two commands a snippet, the network read after each. Nobody's own start in the node \
is counted: not the others' ${'`docker exec`'}, not this runner's.`;

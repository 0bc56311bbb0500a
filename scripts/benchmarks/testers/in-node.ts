/** Runs testers as processes in a node. The node itself measures their time. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DockerNode } from '../../../snippets-runner/lab/node/docker-node.ts';
import type { Lab } from '../../../snippets-runner/model/lab.ts';
import { CACHE_FOLDER } from '../bench-engine.ts';
import type { Workload } from './cases.ts';
import type { Tester } from './others.ts';

const FOLDER = '/bench';
/** Prints start and end, in seconds by bash's clock, and the exit code. Only the tester runs in between. */
const TIMED = [
  'exec 3>&1 >/tmp/bench.log 2>&1 </dev/null',
  'start=$EPOCHREALTIME',
  '(eval "$CALL")',
  'code=$?',
  'end=$EPOCHREALTIME',
  'echo "$start $end $code" >&3',
].join('\n');

export function nodeOf({ nodes }: Lab): DockerNode {
  const [node] = nodes.values();
  if (!(node instanceof DockerNode)) throw new TypeError('the lab is no Docker lab');
  return node;
}

/** Writes each tester's file for each workload, and sends them to the node. */
export async function putFiles(node: DockerNode, testers: readonly Tester[], workloads: readonly Workload[]) {
  const folder = join(CACHE_FOLDER, 'files');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const workload of workloads) {
    for (const tester of testers) writeFileSync(join(folder, fileName(tester, workload)), tester.file(workload.cases));
  }
  const archive = `${folder}.tar`;
  execFileSync('tar', ['-c', '-f', archive, '-C', folder, '.']);
  const { errors, exit } = await node.run(['sh', '-c', `mkdir -p ${FOLDER} && busybox tar -x -C ${FOLDER}`], archive);
  if (exit !== 0) throw new Error(`the testers' files could not be copied into the node: ${errors}`);
}

export interface TesterRun {
  readonly seconds: number;
  /** Whether the tester reports that all commands passed. */
  readonly hasPassed: boolean;
  /** What the tester printed, if it did not pass; else empty. */
  readonly message: string;
}

export async function runTester(node: DockerNode, tester: Tester, workload: Workload): Promise<TesterRun> {
  const file = `${FOLDER}/${fileName(tester, workload)}`;
  const call = ['env', `CALL=${tester.call}`, 'HOME=/root', 'bash', '-c', TIMED, 'bench', file];
  const { output } = await node.run([...call, String(workload.cases.length)]);
  const [start, end, code] = output.trim().split(' ').map(Number);
  if (start === undefined || end === undefined || code === undefined)
    throw new Error(`${tester.name} was not timed: ${output}`);
  const hasPassed = code === 0;
  const message = hasPassed ? '' : (await node.run(['tail', '-n', '20', '/tmp/bench.log'])).output;
  return { seconds: end - start, hasPassed, message };
}

function fileName({ fileEnding }: Tester, { name }: Workload): string {
  return `${name}.${fileEnding}`;
}

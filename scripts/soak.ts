/** The soak test: disturbs runs, again and again. See scripts/soak. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { folderTree } from '../snippets-runner/base/folder-tree.ts';
import { obstacleTo } from '../snippets-runner/lab/engines/embedded.ts';
import { mdx, snippet } from '../snippets-runner/test/commands/content-folder.ts';
import { type EngineState, engineState } from '../snippets-runner/test/e2e/engine-state.ts';
import { ownEngine } from '../snippets-runner/test/e2e/own-engine.ts';
import { BASIC, e2eFolder } from '../snippets-runner/test/e2e/pages.ts';
import { type Ended, HOME, snippets } from '../snippets-runner/test/e2e/snippets.ts';
import { readCaptures } from '../snippets-runner/tutorial/capture/read.ts';
import { randomOf } from './chance.ts';
import { type Scene, SMALL_DISK_BYTES, type Target, WAYS, type WayName } from './soaking/ways.ts';

const SLUGS = ['e2e/soak-one', 'e2e/soak-two'];
const [ONE = '', TWO = ''] = SLUGS;
const MACHINE = 'e2e/soak-machine';
/** What a run of each target is called with, after `verify` or `capture`. */
const ARGUMENTS = { engine: SLUGS, machine: ['--engine', 'vm', MACHINE] } satisfies Record<Target, readonly string[]>;
/** A large capture: writing it takes long enough for a kill to happen meanwhile. */
const LARGE = mdx(snippet('large', '$ seq 1 1900') + snippet('hello', '$ echo hello'));

const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' } } });
const numbers = positionals.filter((word) => /^\d+$/u.test(word));
const named = positionals.filter((word) => !numbers.includes(word));
const rounds = Number(numbers[0] ?? 100);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
if (rounds < 1 || numbers.length > 1 || !Number.isInteger(seed) || named.some((name) => !Object.hasOwn(WAYS, name))) {
  const known = Object.keys(WAYS).join(', ');
  say(`error: ROUNDS must be an integer of at least 1, --seed an integer, and WAY one of: ${known}`);
  process.exit(2);
}
/** Then the round ends, and the engine and the disk are removed. */
let isInterrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    isInterrupted = true;
  });
}
try {
  await main();
} catch (error) {
  process.stdout.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  using folder = e2eFolder({ [`en/${ONE}.mdx`]: BASIC, [`en/${TWO}.mdx`]: LARGE, [`en/${MACHINE}.mdx`]: BASIC });
  const hasSmallDisk = mountSmallDisk(folder.home);
  const engine = obstacleTo('native') === undefined ? ownEngine() : undefined;
  try {
    if (engine) {
      engine.start();
      process.env.DOCKER_HOST = `unix://${engine.socketPath}`;
    }
    await soak({ engine, home: folder.home, hasSmallDisk }, folder.content);
  } finally {
    engine?.stop();
    if (engine) rmSync(engine.scratch, { recursive: true, force: true });
    if (hasSmallDisk) spawnSync('umount', [folder.home]);
  }
}

async function soak(scene: Scene, content: string): Promise<void> {
  const { home } = scene;
  const random = randomOf(seed);
  const began = performance.now();
  const call = (...args: string[]) => snippets(args, { cwd: home });
  const engine = await engineState();
  const captures = join(content, 'captures');
  const ways = chosenWays(scene);
  const targets = new Set(ways.map((name) => WAYS[name].target));
  const wholes = new Map<Target, number>();
  for (const target of targets) {
    expectSuccess(await call('capture', ...ARGUMENTS[target]), 'the first capture');
    // Measures the second run, because the first may have built images.
    const second = performance.now();
    expectSuccess(await call('verify', ...ARGUMENTS[target]), 'the first verify');
    wholes.set(target, performance.now() - second);
  }
  const git = (...args: string[]) => execFileSync('git', ['-C', content, ...args], { encoding: 'utf8' });
  git('init', '--quiet');
  git('add', '.');
  const lengths = Array.from(wholes, ([target, whole]) => `${target} ${(whole / 1000).toFixed(1)} s`).join(', ');
  say(`seed ${seed}: ${rounds} rounds of ${ways.join(', ')}, each within a run: ${lengths}`);

  const counts = Object.fromEntries(ways.map((name) => [name, { disturbed: 0, ended: 0, leftLabs: 0 }]));
  for (let turn = 1; turn <= rounds; turn++) {
    if (isInterrupted) fail('interrupted');
    const name = ways[(turn - 1) % ways.length] as WayName;
    const { disturb, repair, target } = WAYS[name];
    const whole = wholes.get(target) ?? 0;
    const command = random() < 0.5 ? 'verify' : 'capture';
    // Removes a capture, so that the run writes one.
    const slugs = target === 'machine' ? [MACHINE] : SLUGS;
    const missing = slugs[Math.floor(random() * slugs.length)];
    if (command === 'capture') rmSync(join(captures, `${missing}.yaml`), { force: true });
    const count = counts[name] as { disturbed: number; ended: number; leftLabs: number };
    count[(await disturb([command, ...ARGUMENTS[target]], random() * whole, scene)) ? 'disturbed' : 'ended']++;
    expectComplete(captures);
    repair?.(scene);
    if ((await ofPages(engine)).length > 0) count.leftLabs++;
    expectSuccess(
      await call('capture', ...ARGUMENTS[target]),
      `the run after round ${turn}, ${name} during ${command},`,
    );
    if (target === 'machine') expectNoMachine();
    expectComplete(captures);
    if (turn % 10 === 0) say(`${turn}: ${JSON.stringify(counts)}`);
  }

  expectSuccess(await call('clean'), 'clean');
  const left = await ofPages(engine);
  if (left.length > 0) fail(`clean has not removed ${left.join(', ')}`);
  expectComplete(captures);
  for (const target of targets) expectSuccess(await call('verify', ...ARGUMENTS[target]), 'the last verify');
  const { files } = folderTree(content);
  const partial = files.filter((name) => name.endsWith('.partial'));
  const untracked = git('status', '--porcelain')
    .split('\n')
    .filter((line) => line.startsWith('??'));
  if (partial.length + untracked.length > 0)
    fail(`files that are not captures are left: ${[...partial, ...untracked].join(', ')}`);
  const minutes = ((performance.now() - began) / 60_000).toFixed(1);
  process.stdout.write(
    `seed ${seed}: ${JSON.stringify(counts)}; every next run passed, nothing left, captures complete; ${minutes} min\n`,
  );
}

/** The ways that this machine can try; says why it cannot try the others. */
function chosenWays(scene: Scene): readonly WayName[] {
  const wanted = (named.length > 0 ? named : Object.keys(WAYS)) as WayName[];
  return wanted.filter((name) => {
    const obstacle = WAYS[name].obstacle(scene);
    if (obstacle !== undefined) say(`skipped: ${name}: ${obstacle}`);
    return obstacle === undefined;
  });
}

/** Puts a folder on a disk in memory that is quickly full. @returns false if this user cannot mount */
function mountSmallDisk(folder: string): boolean {
  const before = `${folder}.before`;
  cpSync(folder, before, { recursive: true });
  const options = ['-t', 'tmpfs', '-o', `size=${SMALL_DISK_BYTES}`, 'tmpfs', folder];
  const isMounted = spawnSync('mount', options).status === 0;
  if (isMounted) cpSync(before, folder, { recursive: true });
  rmSync(before, { recursive: true, force: true });
  return isMounted;
}

function expectSuccess({ exit, stdout, stderr }: Ended, what: string): void {
  if (exit !== 0) fail(`${what} failed with exit code ${exit}:\n${stdout}${stderr}`);
}

function expectComplete(folder: string): void {
  if (!existsSync(folder)) return;
  for (const { file, message } of [...readCaptures(folder).invalid.values()].flat()) fail(`${file}: ${message}`);
}

function expectNoMachine(): void {
  const { stdout } = spawnSync(join(HOME, 'scripts/engine'), ['status', '--vm'], { encoding: 'utf8' });
  if (stdout.trim() !== 'not running') fail(`a virtual machine is left: ${stdout}`);
}

async function ofPages(engine: EngineState): Promise<readonly string[]> {
  const ask = async () => (await Promise.all(SLUGS.map((slug) => engine.ofPage(slug)))).flat();
  // After a restart of the engine, the first request may use a connection that the old one had.
  return ask().catch(ask);
}

function fail(message: string): never {
  throw new RangeError(`seed ${seed}: ${message}`);
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

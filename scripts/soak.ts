/** The soak test: kills runs, again and again. See scripts/soak. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { mdx, snippet } from '../snippets-runner/test/commands/content-folder.ts';
import { type EngineState, engineState } from '../snippets-runner/test/e2e/engine-state.ts';
import { BASIC, e2eFolder } from '../snippets-runner/test/e2e/pages.ts';
import { type Ended, snippets, start } from '../snippets-runner/test/e2e/snippets.ts';
import { readCaptures } from '../snippets-runner/tutorial/capture/read.ts';
import { randomOf } from './chance.ts';

const SLUGS = ['e2e/soak-one', 'e2e/soak-two'];
const [ONE = '', TWO = ''] = SLUGS;
/** A large capture: writing it takes long enough for a kill to happen meanwhile. */
const LARGE = mdx(snippet('large', '$ seq 1 1900') + snippet('hello', '$ echo hello'));

const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' } } });
const kills = Number(positionals[0] ?? 100);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) {
  say('error: KILLS must be an integer of at least 1, and --seed an integer');
  process.exit(2);
}
await main();

async function main(): Promise<void> {
  const random = randomOf(seed);
  const began = performance.now();
  using folder = e2eFolder({ [`en/${ONE}.mdx`]: BASIC, [`en/${TWO}.mdx`]: LARGE });
  const call = (...args: string[]) => snippets(args, { cwd: folder.home });
  const engine = await engineState();
  const captures = join(folder.content, 'captures');
  expectSuccess(await call('capture', ...SLUGS), 'the first capture');
  // Measures the second run, because the first may have built images.
  const second = performance.now();
  expectSuccess(await call('verify', ...SLUGS), 'the first verify');
  const whole = performance.now() - second;
  const git = (...args: string[]) => execFileSync('git', ['-C', folder.content, ...args], { encoding: 'utf8' });
  git('init', '--quiet');
  git('add', '.');
  say(`seed ${seed}: ${kills} kills, each within the ${(whole / 1000).toFixed(1)} s of a run`);

  const counts = { killed: 0, ended: 0, leftLabs: 0 };
  for (let turn = 1; turn <= kills; turn++) {
    const command = random() < 0.5 ? 'verify' : 'capture';
    // Removes a capture, so that the run writes one.
    if (command === 'capture') rmSync(join(captures, `${random() < 0.5 ? ONE : TWO}.yaml`), { force: true });
    const run = start([command, ...SLUGS], { cwd: folder.home });
    await Promise.race([delay(random() * whole), run.ended]);
    run.kill('SIGKILL');
    const { exit } = await run.ended;
    counts[exit === null ? 'killed' : 'ended']++;
    if ((await ofPages(engine)).length > 0) counts.leftLabs++;
    expectComplete(captures);
    expectSuccess(await call('capture', ...SLUGS), `the run after kill ${turn} of ${command}`);
    expectComplete(captures);
    if (turn % 10 === 0) say(`${turn}: ${JSON.stringify(counts)}`);
  }

  expectSuccess(await call('clean'), 'clean');
  const left = await ofPages(engine);
  if (left.length > 0) fail(`clean has not removed ${left.join(', ')}`);
  expectComplete(captures);
  expectSuccess(await call('verify', ...SLUGS), 'the last verify');
  const files = readdirSync(folder.content, { recursive: true, encoding: 'utf8' });
  const partial = files.filter((name) => name.endsWith('.partial'));
  const untracked = git('status', '--porcelain')
    .split('\n')
    .filter((line) => line.startsWith('??'));
  if (partial.length + untracked.length > 0)
    fail(`files that are not captures are left: ${[...partial, ...untracked].join(', ')}`);
  const minutes = ((performance.now() - began) / 60_000).toFixed(1);
  const summary = `${counts.killed} killed (${counts.leftLabs} of them left a lab), ${counts.ended} ended before the kill`;
  process.stdout.write(
    `seed ${seed}: ${summary}; every next run passed, nothing left, captures complete; ${minutes} min\n`,
  );
}

function expectSuccess({ exit, stdout, stderr }: Ended, what: string): void {
  if (exit !== 0) fail(`${what} failed with exit code ${exit}:\n${stdout}${stderr}`);
}

function expectComplete(folder: string): void {
  if (!existsSync(folder)) return;
  for (const { file, message } of [...readCaptures(folder).invalid.values()].flat()) fail(`${file}: ${message}`);
}

async function ofPages(engine: EngineState): Promise<readonly string[]> {
  return (await Promise.all(SLUGS.map((slug) => engine.ofPage(slug)))).flat();
}

function fail(message: string): never {
  process.stdout.write(`seed ${seed}: ${message}\n`);
  process.exit(1);
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

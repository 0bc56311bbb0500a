/**
 * Runs every check of the project, in two rows side by side (`checks/parts.ts`), and counts: `checks/counts.ts` says
 * what counts as what. Each line that is printed begins with the name of its part. Ends with what took longest, with the
 * tests and pages that failed or were skipped, each with the reason, and with the total.
 *
 *   checks.ts [--no-skips] [--one-by-one]
 *
 * With --no-skips, the exit code is 2 if anything was skipped. With --one-by-one, the rows do not run side by side.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type Counts, countsOf, exitCodeOf, type ReportKind, slowest, sum, tally } from './checks/counts.ts';
import { type Part, ROWS, type Row } from './checks/parts.ts';

/** Of each failure, this many lines are shown once more at the end. */
const LINES_OF_A_FAILURE = 60;

/** Options that have a command write its report to a file, and still print for people. */
const REPORTERS = {
  none: () => [],
  vitest: (file) => ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
  // Skipped pages are counted here.
  verify: (file) => ['--allow-skips', '--reporter', `json:${file}`],
} satisfies Record<ReportKind, (file: string) => readonly string[]>;

/** This many tests and pages that took longest are named at the end. */
const SLOWEST = 10;
/** `nice` of processes that leave the processors to others. */
const GIVES_WAY = 10;

const { 'no-skips': noSkips = false, 'one-by-one': oneByOne = false } = parseArgs({
  options: { 'no-skips': { type: 'boolean' }, 'one-by-one': { type: 'boolean' } },
}).values;

/** The signal that ends this script. The running part receives it too, and ends in good order. */
let interruption: { readonly signal: NodeJS.Signals; readonly exit: number } | undefined;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(name, (signal: NodeJS.Signals, number: number) => {
    interruption = { signal, exit: 128 + number };
  });
}

const scratch = mkdtempSync(join(tmpdir(), 'checks-'));
try {
  await main();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

interface Result {
  readonly part: Part;
  readonly counts: Counts;
}

async function main(): Promise<void> {
  const start = performance.now();
  const results: Result[] = [];
  if (oneByOne) for (const row of ROWS) results.push(...(await runRow(row)));
  else results.push(...(await Promise.all(ROWS.map(runRow))).flat());
  if (interruption) {
    say(`\ninterrupted by ${interruption.signal}`);
    process.exitCode = interruption.exit;
    return;
  }
  const total = sum(results.map(({ counts }) => counts));
  const red = results.filter(({ counts }) => counts.failed > 0).map(({ part }) => part.name);
  say(`\nall parts ran, in ${elapsed(start)}${red.length > 0 ? `; failed: ${red.join(', ')}` : ''}`);
  sayWhatTookLongest(results);
  sayWhatFailed(results);
  sayWhatWasSkipped(results);
  if (total.skipped.length > 0 && !noSkips) say('what was skipped does not fail this run; with --no-skips it does');
  say(tally(total));
  process.exitCode = exitCodeOf(total, noSkips);
}

/** Runs the parts of a row one after the other, up to an interruption. */
async function runRow({ parts, givesWay }: Row): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const part of parts) {
    if (interruption) break;
    const began = performance.now();
    const counts = await run(part, givesWay && !oneByOne);
    if (interruption) break;
    for (const name of counts.notRun) say(`did not run, and gives no reason: ${name}`);
    say(`=== ${part.name}: ${tally(counts)} in ${elapsed(began)}`);
    results.push({ part, counts });
  }
  return results;
}

async function run({ name, command, report }: Part, givesWay: boolean): Promise<Counts> {
  const file = join(scratch, `${name.replaceAll(' ', '-')}.json`);
  say(`=== ${name}`);
  const exit = await childExit([...command, ...REPORTERS[report](file)], `${name} | `, givesWay);
  return countsOf(report, exit, existsSync(file) ? readFileSync(file, 'utf8') : '');
}

function sayWhatTookLongest(results: readonly Result[]): void {
  say(`\ntook longest:`);
  const timed = results.flatMap(({ part, counts }) => counts.timed.map((each) => ({ ...each, part: part.name })));
  for (const { name, part, durationMs } of slowest(timed, SLOWEST)) {
    say(`${(durationMs / 1000).toFixed(1).padStart(7)} s  ${part}: ${name}`);
  }
}

/** A failure is far up by now, and CI systems often show only the end of a log. */
function sayWhatFailed(results: readonly Result[]): void {
  for (const { part, counts } of results) {
    for (const { name, detail } of counts.failures) say(`\nfailed in ${part.name}: ${name}\n${shortened(detail)}`);
    // A part without a report says why only in its own lines.
    const isUntold = counts.failed > counts.failures.length + counts.notRun.length;
    if (isUntold) say(`\nfailed: ${part.name}, as the lines say that begin with "${part.name} |"`);
  }
}

function shortened(text: string): string {
  const lines = text.split('\n');
  const left = lines.length - LINES_OF_A_FAILURE;
  if (left <= 0) return text;
  return [...lines.slice(0, LINES_OF_A_FAILURE), `(${left} more lines above)`].join('\n');
}

function sayWhatWasSkipped(results: readonly Result[]): void {
  for (const { part, counts } of results) {
    for (const { name, reason } of counts.skipped) say(`skipped in ${part.name}: ${name}: ${reason}`);
  }
}

/** Runs a command, and prints its lines. @param prefix of each line */
async function childExit(
  [program = '', ...args]: readonly string[],
  prefix: string,
  givesWay: boolean,
): Promise<number> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  if (givesWay && child.pid !== undefined) setPriority(child.pid, GIVES_WAY);
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => say(line === '' ? '' : `${prefix}${line}`));
  }
  return new Promise((resolve) => {
    child.on('error', () => resolve(127));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function elapsed(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/**
 * Runs every check of the project, one after the other, and counts: `checks/counts.ts` says what counts as what.
 * Ends with the tests and pages that failed or were skipped, each with the reason, and with the total.
 *
 *   checks.ts [--no-skips]     with the option, the exit code is 2 if anything was skipped
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Counts, countsOf, exitCodeOf, type ReportKind, sum, tally } from './checks/counts.ts';

interface Part {
  readonly name: string;
  readonly command: readonly string[];
  readonly report: ReportKind;
}

const PARTS: readonly Part[] = [
  { name: 'format', command: ['npm', 'run', '--silent', 'check:format'], report: 'none' },
  { name: 'lint', command: ['npm', 'run', '--silent', 'check:lint'], report: 'none' },
  { name: 'imports', command: ['npm', 'run', '--silent', 'check:imports'], report: 'none' },
  { name: 'unused code', command: ['npm', 'run', '--silent', 'check:unused'], report: 'none' },
  { name: 'types', command: ['npm', 'run', '--silent', 'check:types'], report: 'none' },
  { name: 'unit tests', command: ['vitest', 'run', '--project', 'unit'], report: 'vitest' },
  { name: 'documents', command: ['node', 'snippets-runner/bin.mjs', 'lint'], report: 'none' },
  { name: 'tutorials on a real daemon', command: ['node', 'snippets-runner/bin.mjs', 'verify'], report: 'verify' },
  { name: 'runner on a real daemon', command: ['vitest', 'run', '--project', 'e2e'], report: 'vitest' },
  { name: 'site build', command: ['npm', 'run', '--silent', 'build'], report: 'none' },
  { name: 'site in a browser', command: ['vitest', 'run', '--project', 'site'], report: 'vitest' },
];

/** Of each failure, this many lines are shown once more at the end. */
const LINES_OF_A_FAILURE = 60;

/** Options that have a command write its report to a file, and still print for people. */
const REPORTERS = {
  none: () => [],
  vitest: (file) => ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
  // Skipped pages are counted here.
  verify: (file) => ['--allow-skips', '--reporter', `json:${file}`],
} satisfies Record<ReportKind, (file: string) => readonly string[]>;

const noSkips = parseArgs({ options: { 'no-skips': { type: 'boolean' } } }).values['no-skips'] === true;

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

async function main(): Promise<void> {
  const start = performance.now();
  const results: Counts[] = [];
  for (const [index, part] of PARTS.entries()) {
    say(`\n=== ${index + 1}/${PARTS.length} ${part.name}`);
    const began = performance.now();
    const counts = await run(part, join(scratch, `${index}.json`));
    if (interruption) {
      say(`\ninterrupted by ${interruption.signal} in ${part.name}`);
      process.exitCode = interruption.exit;
      return;
    }
    results.push(counts);
    for (const name of counts.notRun) say(`did not run, and gives no reason: ${name}`);
    say(`=== ${part.name}: ${tally(counts)} in ${elapsed(began)}`);
  }
  const total = sum(results);
  const red = PARTS.filter((_, index) => (results[index]?.failed ?? 1) > 0).map(({ name }) => name);
  say(`\nall parts ran, in ${elapsed(start)}${red.length > 0 ? `; failed: ${red.join(', ')}` : ''}`);
  sayWhatFailed(results);
  sayWhatWasSkipped(results);
  if (total.skipped.length > 0 && !noSkips) say('what was skipped does not fail this run; with --no-skips it does');
  say(tally(total));
  process.exitCode = exitCodeOf(total, noSkips);
}

async function run({ command, report }: Part, file: string): Promise<Counts> {
  const exit = await childExit([...command, ...REPORTERS[report](file)]);
  return countsOf(report, exit, existsSync(file) ? readFileSync(file, 'utf8') : '');
}

/** A failure is far up by now, and CI systems often show only the end of a log. */
function sayWhatFailed(results: readonly Counts[]): void {
  for (const [index, { failures }] of results.entries()) {
    for (const { name, detail } of failures) say(`\nfailed in ${PARTS[index]?.name}: ${name}\n${shortened(detail)}`);
  }
}

function shortened(text: string): string {
  const lines = text.split('\n');
  const left = lines.length - LINES_OF_A_FAILURE;
  if (left <= 0) return text;
  return [...lines.slice(0, LINES_OF_A_FAILURE), `(${left} more lines above)`].join('\n');
}

function sayWhatWasSkipped(results: readonly Counts[]): void {
  for (const [index, { skipped }] of results.entries()) {
    for (const { name, reason } of skipped) say(`skipped in ${PARTS[index]?.name}: ${name}: ${reason}`);
  }
}

function childExit([program = '', ...args]: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'inherit' });
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

/**
 * Runs every check of the project, one after the other, and counts. A part that ran no test, or whose
 * count cannot be read, has failed: nothing is passed over.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Part {
  readonly name: string;
  readonly command: readonly string[];
  /** A vitest project counts its tests; anything else counts as one. */
  readonly counts: 'itself' | 'tests';
}

interface Counted {
  readonly passed: number;
  readonly failed: number;
}

const PARTS: readonly Part[] = [
  { name: 'format', command: ['npm', 'run', '--silent', 'check:format'], counts: 'itself' },
  { name: 'lint', command: ['npm', 'run', '--silent', 'check:lint'], counts: 'itself' },
  { name: 'types', command: ['npm', 'run', '--silent', 'check:types'], counts: 'itself' },
  { name: 'unit tests', command: ['vitest', 'run', '--project', 'unit'], counts: 'tests' },
  { name: 'documents', command: ['node', 'snippets-runner/bin.mjs', 'lint'], counts: 'itself' },
  { name: 'tutorials on a real daemon', command: ['node', 'snippets-runner/bin.mjs', 'verify'], counts: 'itself' },
  { name: 'runner on a real daemon', command: ['vitest', 'run', '--project', 'e2e'], counts: 'tests' },
  { name: 'site build', command: ['npm', 'run', '--silent', 'build'], counts: 'itself' },
  { name: 'site in a browser', command: ['vitest', 'run', '--project', 'site'], counts: 'tests' },
];

/** Those that whoever ends this sends; the part of the moment hears them as well, and ends in good order. */
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
  const results: Counted[] = [];
  for (const [index, part] of PARTS.entries()) {
    say(`\n=== ${index + 1}/${PARTS.length} ${part.name}`);
    const began = performance.now();
    const counted = await run(part, join(scratch, `${index}.json`));
    if (interruption) {
      say(`\ninterrupted by ${interruption.signal} in ${part.name}`);
      process.exitCode = interruption.exit;
      return;
    }
    results.push(counted);
    say(`=== ${part.name}: ${counted.passed} passed, ${counted.failed} failed in ${elapsed(began)}`);
  }
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  const red = PARTS.filter((_, index) => (results[index]?.failed ?? 1) > 0).map(({ name }) => name);
  say(`\nall parts ran, in ${elapsed(start)}${red.length > 0 ? `; failed: ${red.join(', ')}` : ''}`);
  say(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

async function run({ command, counts }: Part, report: string): Promise<Counted> {
  const reporters = counts === 'tests' ? ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`] : [];
  const exit = await exitCode([...command, ...reporters]);
  if (counts === 'itself') return exit === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const { passed, failed } = testCounts(report);
  // Skipped tests have not run; a red exit without a red test is an error outside of any.
  const unexplained = failed === 0 && (exit !== 0 || passed === 0) ? 1 : 0;
  return { passed, failed: failed + unexplained };
}

/** From vitest's JSON report; a missing one counts nothing, which is a failure above. */
function testCounts(report: string): Counted {
  try {
    const { numPassedTests, numTotalTests } = JSON.parse(readFileSync(report, 'utf8'));
    return { passed: numPassedTests, failed: numTotalTests - numPassedTests };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

function exitCode([program = '', ...args]: readonly string[]): Promise<number> {
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

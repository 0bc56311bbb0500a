/** The parts of `scripts/test`, in two rows that run side by side. */
import type { ReportKind } from './counts.ts';

export interface Part {
  readonly name: string;
  readonly command: readonly string[];
  readonly report: ReportKind;
}

/** Has time limits that a person would have, and mostly waits for daemons. So the other row gives way to it. */
const ON_A_DAEMON: readonly Part[] = [
  { name: 'documents', command: ['node', 'snippets-runner/bin.mjs', 'lint'], report: 'none' },
  { name: 'tutorials on a real daemon', command: ['node', 'snippets-runner/bin.mjs', 'verify'], report: 'verify' },
  { name: 'runner on a real daemon', command: ['vitest', 'run', '--project', 'e2e*'], report: 'vitest' },
];

/** One after the other, because types, build and tests of the site all write Astro's folder of generated types. */
const WITHOUT_A_DAEMON: readonly Part[] = [
  { name: 'format', command: ['npm', 'run', '--silent', 'check:format'], report: 'none' },
  { name: 'lint', command: ['npm', 'run', '--silent', 'check:lint'], report: 'none' },
  { name: 'imports', command: ['npm', 'run', '--silent', 'check:imports'], report: 'none' },
  { name: 'unused code', command: ['npm', 'run', '--silent', 'check:unused'], report: 'none' },
  { name: 'types', command: ['npm', 'run', '--silent', 'check:types'], report: 'none' },
  { name: 'unit tests', command: ['vitest', 'run', '--project', 'unit'], report: 'vitest' },
  { name: 'site build', command: ['npm', 'run', '--silent', 'build'], report: 'none' },
  { name: 'site in a browser', command: ['vitest', 'run', '--project', 'site'], report: 'vitest' },
];

export interface Row {
  readonly parts: readonly Part[];
  /** Whether its processes leave the processors to those of other rows. */
  readonly givesWay: boolean;
}

/** The parts of a row run in this order. */
export const ROWS: readonly Row[] = [
  { parts: ON_A_DAEMON, givesWay: false },
  { parts: WITHOUT_A_DAEMON, givesWay: true },
];

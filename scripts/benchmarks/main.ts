/** The command line of scripts/bench: see there. */
import { parseArgs } from 'node:util';
import { type BenchEngine, openBenchEngine, say } from './bench-engine.ts';
import { measureChanged } from './changed.ts';
import { measureEngines } from './engines.ts';
import type { Table } from './figures.ts';
import { measureLabs } from './labs.ts';
import { measureLint } from './lint.ts';
import { machineFacts } from './machine.ts';
import { measurePackage } from './package.ts';
import { markdown, plainText } from './report.ts';
import { measureSite } from './site.ts';
import { measureTesters } from './testers.ts';
import { measureWatch } from './watch.ts';

const ON_AN_ENGINE = {
  labs: measureLabs,
  engines: measureEngines,
  testers: measureTesters,
  changed: measureChanged,
  watch: measureWatch,
} satisfies Record<string, (bench: BenchEngine, rounds: number) => Promise<readonly Table[]>>;
const WITHOUT_ENGINE = {
  lint: measureLint,
  site: measureSite,
  package: measurePackage,
} satisfies Record<string, (rounds: number) => Promise<readonly Table[]>>;
const PARTS = [
  'labs',
  'engines',
  'testers',
  'lint',
  'changed',
  'watch',
  'site',
  'package',
] as const satisfies readonly Part[];
type Part = keyof typeof ON_AN_ENGINE | keyof typeof WITHOUT_ENGINE;

const options = readOptions();
if (options) await main(options);
else process.exitCode = 2;

interface Options {
  readonly parts: readonly Part[];
  readonly rounds: number;
  readonly isMarkdown: boolean;
}

async function main({ parts, rounds, isMarkdown }: Options): Promise<void> {
  const bench = parts.some(needsEngine) ? await openBenchEngine() : undefined;
  const facts = [
    ...machineFacts(bench?.connection.version),
    `${rounds} rounds; medians, and ranges from the fastest to the slowest`,
  ];
  if (bench) say(`engine: ${bench.connection.address} (${bench.connection.source})`);
  process.stdout.write(
    isMarkdown ? `## Machine\n\n${facts.map((fact) => `- ${fact}`).join('\n')}\n\n` : `${facts.join('\n')}\n\n`,
  );
  for (const part of parts) {
    for (const table of await measured(part, bench, rounds))
      process.stdout.write(`${isMarkdown ? markdown(table) : plainText(table)}\n`);
  }
}

function measured(part: Part, bench: BenchEngine | undefined, rounds: number): Promise<readonly Table[]> {
  if (!needsEngine(part)) return WITHOUT_ENGINE[part](rounds);
  if (bench) return ON_AN_ENGINE[part](bench, rounds);
  throw new TypeError(`${part} needs an engine`);
}

/** Returns undefined, after printing an error, if an option is wrong. */
function readOptions(): Options | undefined {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { rounds: { type: 'string', default: '5' }, markdown: { type: 'boolean', default: false } },
    });
    const rounds = Number(values.rounds);
    const unknown = positionals.filter((name) => !isPart(name));
    if (unknown.length > 0) say(`error: unknown part ${unknown.join(', ')}; the parts are ${PARTS.join(', ')}`);
    const isNumber = Number.isInteger(rounds) && rounds > 0;
    if (!isNumber) say(`error: --rounds must be an integer from 1 on; got "${values.rounds}"`);
    if (unknown.length > 0 || !isNumber) return undefined;
    const parts = positionals.length > 0 ? positionals.filter(isPart) : PARTS;
    return { parts, rounds, isMarkdown: values.markdown };
  } catch (error) {
    say(`error: ${(error as Error).message}`);
    return undefined;
  }
}

function isPart(name: string): name is Part {
  return (PARTS as readonly string[]).includes(name);
}

function needsEngine(part: Part): part is keyof typeof ON_AN_ENGINE {
  return Object.hasOwn(ON_AN_ENGINE, part);
}

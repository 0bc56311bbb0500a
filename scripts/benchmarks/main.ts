/** The command line of scripts/bench: see there. */
import { parseArgs } from 'node:util';
import { type BenchEngine, openBenchEngine, say } from './bench-engine.ts';
import { measureChanged } from './changed.ts';
import { measureEngines } from './engines.ts';
import type { Table } from './figures.ts';
import { measureLabs } from './labs.ts';
import { measureLint } from './lint.ts';
import { machineFacts } from './machine.ts';
import { markdown, plainText } from './report.ts';
import { measureTesters } from './testers.ts';

const PARTS = {
  labs: measureLabs,
  engines: measureEngines,
  testers: measureTesters,
  lint: measureLint,
  changed: measureChanged,
} satisfies Record<string, (bench: BenchEngine, rounds: number) => Promise<readonly Table[]>>;
type Part = keyof typeof PARTS;

const options = readOptions();
if (options) await main(options);
else process.exitCode = 2;

interface Options {
  readonly parts: readonly Part[];
  readonly rounds: number;
  readonly isMarkdown: boolean;
}

async function main({ parts, rounds, isMarkdown }: Options): Promise<void> {
  const bench = await openBenchEngine();
  const { address, source, version } = bench.connection;
  const facts = [...machineFacts(version), `${rounds} rounds; medians, and ranges from the fastest to the slowest`];
  say(`engine: ${address} (${source})`);
  process.stdout.write(
    isMarkdown ? `## Machine\n\n${facts.map((fact) => `- ${fact}`).join('\n')}\n\n` : `${facts.join('\n')}\n\n`,
  );
  for (const part of parts) {
    const tables = await PARTS[part](bench, rounds);
    for (const table of tables) process.stdout.write(`${isMarkdown ? markdown(table) : plainText(table)}\n`);
  }
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
    if (unknown.length > 0)
      say(`error: unknown part ${unknown.join(', ')}; the parts are ${Object.keys(PARTS).join(', ')}`);
    const isNumber = Number.isInteger(rounds) && rounds > 0;
    if (!isNumber) say(`error: --rounds must be an integer from 1 on; got "${values.rounds}"`);
    if (unknown.length > 0 || !isNumber) return undefined;
    const parts = positionals.length > 0 ? positionals.filter(isPart) : (Object.keys(PARTS) as Part[]);
    return { parts, rounds, isMarkdown: values.markdown };
  } catch (error) {
    say(`error: ${(error as Error).message}`);
    return undefined;
  }
}

function isPart(name: string): name is Part {
  return Object.hasOwn(PARTS, name);
}

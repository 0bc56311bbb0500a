/** The fuzz test of the parsers: see scripts/fuzz. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { invalidPositions, nastySources } from '../snippets-runner/test/tutorial/nasty-sources.ts';
import { parseMarkdown } from '../snippets-runner/tutorial/markdown/parse-markdown.ts';
import { parsePage } from '../snippets-runner/tutorial/page/parse-page.ts';

const HOME = join(import.meta.dirname, '..');

const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' } } });
const inputs = Number(positionals[0] ?? 100_000);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
if (!Number.isInteger(inputs) || inputs < 1 || !Number.isInteger(seed)) {
  say('error: INPUTS must be an integer of at least 1, and --seed an integer');
  process.exit(2);
}
main();

function main(): void {
  const start = performance.now();
  let done = 0;
  let slowest = { ms: 0, length: 0 };
  say(`seed ${seed}: ${inputs} inputs`);
  const property = fc.property(
    nastySources(pages()),
    fc.constantFrom('en' as const, 'zh-cn' as const),
    (text, locale) => {
      const began = performance.now();
      const found = [
        ...invalidPositions(text, parsePage('x.mdx', text, { slug: 'x', locale })),
        ...invalidPositions(text, parseMarkdown({ file: 'x.md', text, images: [], knownImages: ['alpine'] })),
      ];
      const ms = performance.now() - began;
      if (ms > slowest.ms) slowest = { ms, length: text.length };
      if (++done % 10_000 === 0) say(`${done}: ${rate(done, start)}`);
      if (found.length > 0) throw new RangeError(`positions that are not in the text: ${found.join('; ')}`);
    },
  );
  const result = fc.check(property, { numRuns: inputs, seed });
  const slow = `slowest ${slowest.ms.toFixed(0)} ms for ${slowest.length} characters`;
  process.stdout.write(`seed ${seed}: ${done} inputs, ${rate(done, start)}; ${slow}\n`);
  if (!result.failed) return;
  process.stdout.write(`${fc.defaultReportMessage(result) ?? ''}\n`);
  process.exitCode = 1;
}

function pages(): readonly string[] {
  const folder = join(HOME, 'content');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.mdx'));
  const documents = ['README.md', 'CONTRIBUTING.md'].map((name) => join(HOME, name));
  return [...names.sort().map((name) => join(folder, name)), ...documents].map((file) => readFileSync(file, 'utf8'));
}

function rate(done: number, start: number): string {
  const seconds = (performance.now() - start) / 1000;
  return `${seconds.toFixed(0)} s, ${(done / seconds).toFixed(0)} inputs/s`;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/**
 * The mutation test: see scripts/mutate. Runs pages with one change each, and compares captures with one change each
 * with the run of the unchanged page. All must fail.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { withResource } from '../snippets-runner/base/with-resource.ts';
import { readWorkspace, select, sourcesOf } from '../snippets-runner/commands/workspace.ts';
import { openPool } from '../snippets-runner/lab/engines/pool.ts';
import { SnippetsError } from '../snippets-runner/model/error.ts';
import { hasPassed, type PageOutcome, type RunOutcome } from '../snippets-runner/model/outcome.ts';
import { planPages } from '../snippets-runner/run/plan-pages.ts';
import { runPages } from '../snippets-runner/run/run-pages.ts';
import type { Capture } from '../snippets-runner/tutorial/capture/capture.ts';
import type { SitePage } from '../snippets-runner/tutorial/page.ts';
import { shuffled } from './chance.ts';
import { type Mutant, mutantsOf } from './mutation/mutants.ts';
import { type JudgedValue, judgeValues, valueTable } from './mutation/noticed.ts';

const HOME = join(import.meta.dirname, '..');

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof SnippetsError)) throw error;
  say(`error: ${error.message}\nhint: ${error.hint}`);
  process.exitCode = 2;
}

async function main(): Promise<number> {
  const { paths, limit, values, seed, jobs } = options();
  const workspace = readWorkspace({ contentFolder: join(HOME, 'content'), cwd: process.cwd() });
  const pages = sourcesOf(workspace, select(workspace, paths, process.cwd())).flatMap(({ page, slug }) =>
    page?.kind === 'page' && workspace.captures.has(slug) ? [page] : [],
  );
  const all = pages.flatMap(mutantsOf);
  const mutants = inTurns(
    all.filter(({ equivalent }) => equivalent === undefined),
    seed,
  ).slice(0, limit);
  say(`seed ${seed}: ${mutants.length} of ${all.length} mutants of ${pages.map(({ slug }) => slug).join(', ')}`);
  const captures = capturesFor([...pages, ...mutants.map(({ page }) => page)], workspace.captures);
  const outcome = await run([...pages, ...mutants.map(({ page }) => page)], captures, jobs);
  if (outcome.ending.kind === 'failed') throw outcome.ending.error;
  const outcomes = new Map(outcome.pages.map((each) => [each.page.slug, each]));
  if (pages.some(({ slug }) => outcomes.get(slug)?.kind === 'not-run'))
    throw new SnippetsError(
      'interrupted',
      'interrupted before all unchanged pages have run',
      'without their results, the results of the mutants mean nothing: run it again',
    );
  const failing = pages.filter(({ slug }) => !isUsable(outcomes.get(slug)));
  if (failing.length > 0) {
    throw new SnippetsError(
      'nothing-to-run',
      `these pages fail without any change: ${failing.map(({ slug }) => slug).join(', ')}`,
      'run npx snippets verify, which says why they fail',
    );
  }
  const code = limit === 0 ? 0 : report(mutants, all, outcomes);
  if (outcome.ending.kind === 'interrupted') say('interrupted: not every mutant was run');
  if (values === 0) return code;
  const judged = pages.flatMap(({ slug }) => {
    const [ran, capture] = [outcomes.get(slug), captures.get(slug)];
    if (ran?.kind !== 'ran' || !capture) return [];
    say(`changing values of ${slug}`);
    return judgeValues(ran, capture, values, seed);
  });
  return Math.max(code, reportValues(judged));
}

function options() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      limit: { type: 'string' },
      values: { type: 'string' },
      seed: { type: 'string' },
      jobs: { type: 'string' },
    },
  });
  const numberOf = (name: 'limit' | 'values' | 'seed' | 'jobs', least: number, fallback: number) => {
    const number = Number(values[name] ?? fallback);
    if (Number.isNaN(number) || number < least)
      throw new SnippetsError(
        'option-invalid',
        `--${name} ${values[name]} is not a number of at least ${least}`,
        'give a number',
      );
    return number;
  };
  return {
    paths: positionals,
    limit: numberOf('limit', 0, Number.POSITIVE_INFINITY),
    values: numberOf('values', 0, 30),
    seed: numberOf('seed', 1, Math.ceil(Math.random() * 1e9)),
    jobs: numberOf('jobs', 1, 3),
  };
}

/** Returns the mutants in random order, the rules in turn, so that the first few are of different rules. */
function inTurns(mutants: readonly Mutant[], seed: number): readonly Mutant[] {
  const turns = new Map<string, number>();
  return shuffled(mutants, seed)
    .map((mutant) => {
      const turn = turns.get(mutant.rule) ?? 0;
      turns.set(mutant.rule, turn + 1);
      return { mutant, turn };
    })
    .sort((a, b) => a.turn - b.turn)
    .map(({ mutant }) => mutant);
}

/** Each mutant is compared with the capture of its page. */
function capturesFor(pages: readonly SitePage[], captures: ReadonlyMap<string, Capture>): ReadonlyMap<string, Capture> {
  return new Map(
    pages.flatMap(({ slug }): [string, Capture][] => {
      const capture = captures.get(originOf(slug));
      return capture ? [[slug, capture]] : [];
    }),
  );
}

/** Returns the slug of the page that a mutant was made from. */
function originOf(slug: string): string {
  return slug.replace(/~\d+$/u, '');
}

async function run(
  pages: readonly SitePage[],
  captures: ReadonlyMap<string, Capture>,
  jobs: number,
): Promise<RunOutcome> {
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interruption.abort());
  const { signal } = interruption;
  const pool = await openPool({
    env: process.env,
    home: HOME,
    imagesFolder: join(HOME, 'content/images'),
    choices: [],
    jobs,
    signal,
    onProgress: say,
    onReaped: () => undefined,
  });
  return withResource(pool, async () => {
    const { offers, missing } = await pool.offersFor(new Set(pages.flatMap(({ lab }) => lab.needs)));
    const planned = planPages(pages, offers, missing);
    let ended = 0;
    // A mutant always has other commands or attributes than its capture. It must fail by what its commands print.
    const tolerated = new Set(['other-commands', 'other-attributes'] as const);
    return runPages({
      ...{ pages: planned, offers, captures, tolerated, bail: false, stopAtFault: true, signal },
      emit: (event) => {
        if (event.kind !== 'page-ended') return;
        const { outcome } = event;
        say(`${++ended}/${pages.length} ${outcome.page.slug}: ${hasPassed(outcome) ? 'passed' : reasonOf(outcome)}`);
      },
    });
  });
}

function report(
  mutants: readonly Mutant[],
  all: readonly Mutant[],
  outcomes: ReadonlyMap<string, PageOutcome>,
): number {
  const survivors: Mutant[] = [];
  const broken: Mutant[] = [];
  for (const mutant of mutants) {
    const outcome = outcomes.get(mutant.page.slug);
    const result = resultOf(outcome);
    if (result === 'SURVIVED') survivors.push(mutant);
    if (result === 'no result') broken.push(mutant);
    const { rule, page, original, change } = mutant;
    print(`${result.padEnd(9)}  ${rule.padEnd(7)}  ${originOf(page.slug)}: ${original}\n${' '.repeat(20)}${change}`);
    if (result === 'detected' && outcome) print(`${' '.repeat(20)}by ${reasonOf(outcome)}`);
  }
  const skipped = Map.groupBy(
    all.filter(({ equivalent }) => equivalent !== undefined),
    ({ equivalent }) => equivalent,
  );
  for (const [reason, same] of skipped) print(`not run    ${same.length} equivalent: ${reason}`);
  const compared = mutants.length - broken.length;
  const detected = compared - survivors.length;
  const share = compared === 0 ? 0 : (detected / compared) * 100;
  print(`${detected} of ${compared} mutants detected (${share.toFixed(1)} %), ${broken.length} without result`);
  if (compared === 0) return 2;
  return survivors.length > 0 ? 1 : 0;
}

/** Prints the changed values that went unnoticed, and a table of all. */
function reportValues(judged: readonly JudgedValue[]): number {
  const unnoticed = judged.filter(({ isNoticed, excuse }) => !isNoticed && excuse === undefined);
  for (const { slug, mutant } of unnoticed) {
    print(`UNNOTICED  ${mutant.kind.padEnd(9)}  ${slug}: ${mutant.place}\n${' '.repeat(22)}${mutant.change}`);
    if (mutant.line !== '') print(`${' '.repeat(22)}in ${mutant.line}`);
  }
  const excuses = judged.flatMap(({ excuse }) => excuse ?? []);
  for (const [excuse, same] of Map.groupBy(excuses, (each) => each)) print(`not to be seen  ${same.length}: ${excuse}`);
  for (const line of valueTable(judged)) print(line);
  if (judged.length === 0) return 2;
  return unnoticed.length > 0 ? 1 : 0;
}

function resultOf(outcome: PageOutcome | undefined): 'detected' | 'SURVIVED' | 'no result' {
  if (outcome?.kind !== 'ran') return 'no result';
  return hasPassed(outcome) ? 'SURVIVED' : 'detected';
}

/** Returns why a page did not pass. */
function reasonOf(outcome: PageOutcome): string {
  if (outcome.kind === 'broken') return outcome.error.message;
  if (outcome.kind !== 'ran') return outcome.kind;
  const failed = outcome.snippets.find(({ faults }) => faults.length > 0);
  return failed ? `${failed.faults[0]?.kind} in ${failed.snippet.id}` : 'leftovers';
}

/** Returns whether a page's mutants can be judged: the page has passed, or was skipped as its mutants are. */
function isUsable(outcome: PageOutcome | undefined): boolean {
  return outcome !== undefined && (outcome.kind === 'skipped' || hasPassed(outcome));
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Prints which mutants were detected, and which changed values were noticed. Returns the exit codes. */
import { hasPassed, type PageOutcome } from '../../snippets-runner/model/outcome.ts';
import type { Mutant } from './mutants.ts';
import { type Judged, valueTable } from './noticed.ts';
import type { JudgedShown } from './noticed-shown.ts';
import { SHOWN_KINDS } from './shown-values.ts';

/** By slug. */
export type Outcomes = ReadonlyMap<string, PageOutcome>;

export function report(mutants: readonly Mutant[], all: readonly Mutant[], outcomes: Outcomes): number {
  const survivors: Mutant[] = [];
  const excused: Mutant[] = [];
  const broken: Mutant[] = [];
  for (const mutant of mutants) {
    const outcome = outcomes.get(mutant.page.slug);
    const result = resultOf(outcome, mutant);
    if (result === 'SURVIVED') survivors.push(mutant);
    if (result === 'not shown') excused.push(mutant);
    if (result === 'no result') broken.push(mutant);
    const { rule, page, original, change } = mutant;
    if (result === 'not shown') continue;
    print(`${result.padEnd(9)}  ${rule.padEnd(8)}  ${originOf(page.slug)}: ${original}\n${' '.repeat(21)}${change}`);
    if (result === 'detected' && outcome) print(`${' '.repeat(21)}by ${reasonOf(outcome)}`);
  }
  const skipped = Map.groupBy(
    all.filter(({ equivalent }) => equivalent !== undefined),
    ({ equivalent }) => equivalent,
  );
  for (const [reason, same] of skipped) print(`not run    ${same.length} equivalent: ${reason}`);
  for (const [reason, same] of Map.groupBy(excused, ({ excuse }) => excuse))
    print(`not shown  ${same.length}: ${reason}`);
  const compared = mutants.length - broken.length - excused.length;
  for (const line of ruleTable(mutants, new Set(survivors), new Set([...excused, ...broken]))) print(line);
  const detected = compared - survivors.length;
  const share = compared === 0 ? 0 : (detected / compared) * 100;
  print(`${detected} of ${compared} mutants detected (${share.toFixed(1)} %), ${broken.length} without result`);
  if (compared === 0) return 2;
  return survivors.length > 0 ? 1 : 0;
}

/** Returns how many mutants of each rule were detected, as lines. */
function ruleTable(mutants: readonly Mutant[], survivors: ReadonlySet<Mutant>, left: ReadonlySet<Mutant>): string[] {
  const header = `${'change'.padEnd(10)}${'run'.padStart(8)}${'detected'.padStart(10)}${'SURVIVED'.padStart(10)}${'left out'.padStart(10)}`;
  const rows = [...Map.groupBy(mutants, ({ rule }) => rule)].map(([rule, own]) => {
    const judged = own.filter((each) => !left.has(each));
    const survived = judged.filter((each) => survivors.has(each)).length;
    return [rule.padEnd(10), String(own.length).padStart(8)].concat(
      [judged.length - survived, survived, own.length - judged.length].map((number) => String(number).padStart(10)),
    );
  });
  return [header, ...rows.map((row) => row.join(''))];
}

/** Prints the changed outputs of documents that went unnoticed, and a table for each form of the documents. */
export function reportShown(judged: readonly (JudgedShown & { readonly isShortened?: boolean })[]): number | undefined {
  if (judged.length === 0) return undefined;
  const codes = [false, true].flatMap((isShortened) => {
    const own = judged.filter((each) => (each.isShortened ?? false) === isShortened);
    if (own.length === 0) return [];
    print(isShortened ? 'outputs of documents, shortened with "...":' : 'outputs of documents, as they are:');
    return reportValues(own, SHOWN_KINDS) ?? [];
  });
  return Math.max(...codes);
}

/** Prints the changed values that went unnoticed, and a table of all. Returns undefined if there are none. */
export function reportValues(judged: readonly Judged[], kinds?: readonly string[]): number | undefined {
  if (judged.length === 0) return undefined;
  const unnoticed = judged.filter(({ isNoticed, excuse }) => !isNoticed && excuse === undefined);
  for (const { slug, mutant } of unnoticed) {
    print(`UNNOTICED  ${mutant.kind.padEnd(9)}  ${slug}: ${mutant.place}\n${' '.repeat(22)}${mutant.change}`);
    if (mutant.line !== '') print(`${' '.repeat(22)}in ${mutant.line}`);
  }
  const excuses = judged.flatMap(({ excuse }) => excuse ?? []);
  for (const [excuse, same] of Map.groupBy(excuses, (each) => each)) print(`not to be seen  ${same.length}: ${excuse}`);
  for (const line of valueTable(judged, kinds)) print(line);
  return unnoticed.length > 0 ? 1 : 0;
}

function resultOf(
  outcome: PageOutcome | undefined,
  { excuse }: Mutant,
): 'detected' | 'SURVIVED' | 'not shown' | 'no result' {
  if (outcome?.kind !== 'ran') return 'no result';
  if (!hasPassed(outcome)) return 'detected';
  return excuse === undefined ? 'SURVIVED' : 'not shown';
}

/** Returns why a page did not pass. */
export function reasonOf(outcome: PageOutcome): string {
  if (outcome.kind === 'broken') return outcome.error.message;
  if (outcome.kind !== 'ran') return outcome.kind;
  const failed = outcome.snippets.find(({ faults }) => faults.length > 0);
  return failed ? `${failed.faults[0]?.kind} in ${failed.snippet.id}` : 'leftovers';
}

/** Returns the slug of the page that a mutant was made from. */
export function originOf(slug: string): string {
  return slug.replace(/~\d+$/u, '');
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

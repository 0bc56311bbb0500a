/** Arranges attempts as a table: rows from, columns to. */
import type { Capture } from '../capture/capture.ts';
import { type Attempt, attemptsOf, type Via } from './attempts.ts';
import { type Party, partyKey } from './party.ts';

export interface ReachTable {
  readonly columns: readonly Party[];
  readonly rows: readonly ReachRow[];
}

export interface ReachRow {
  readonly from: Party;
  /** One for each column. */
  readonly cells: readonly ReachCell[];
}

export interface ReachCell {
  /** Whether row and column are the same party. */
  readonly isSelf: boolean;
  /** By name first, then by address. Empty if nothing was tried. */
  readonly attempts: readonly Attempt[];
}

/** Returns the attempts of a table, row by row. */
export function attemptsIn({ rows }: ReachTable): readonly Attempt[] {
  return rows.flatMap(({ cells }) => cells.flatMap(({ attempts }) => attempts));
}

/** What keeps attempts from being a table. */
export interface ReachFault {
  readonly code: 'reach-empty' | 'reach-unresolved' | 'reach-contradictory';
  readonly message: string;
}

export type ReachResult = { readonly table: ReachTable } | { readonly faults: readonly ReachFault[] };

/** @param of ids of snippets that the capture has; undefined for all */
export function reachTable(capture: Pick<Capture, 'snippets'>, of?: readonly string[]): ReachResult {
  const isMeant = ({ snippet }: { readonly snippet: string }) => of?.includes(snippet) ?? true;
  const { attempts, unresolved } = attemptsOf(capture);
  const meant = attempts.filter(isMeant);
  const tried = new Set([...attempts, ...unresolved].map(({ snippet }) => snippet));
  const empty = of ? of.filter((id) => !tried.has(id)).map((id) => `the snippet "${id}" tries no connection`) : [];
  const faults: readonly ReachFault[] = [
    ...empty.map((message) => ({ code: 'reach-empty', message }) as const),
    ...(meant.length === 0 && empty.length === 0
      ? [{ code: 'reach-empty', message: 'no snippet tries a connection' } as const]
      : []),
    ...unresolved
      .filter(isMeant)
      .map(
        ({ snippet, step, reason }) =>
          ({ code: 'reach-unresolved', message: `step ${step} of the snippet "${snippet}": ${reason}` }) as const,
      ),
    ...contradictions(meant),
  ];
  return faults.length > 0 ? { faults } : { table: arranged(meant) };
}

/** The network may have changed between two attempts. Then they belong to two tables. */
function contradictions(attempts: readonly Attempt[]): ReachFault[] {
  return [...pairs(attempts).values()].flatMap(([first, ...others]) => {
    const other = others.find(({ isReached }) => isReached !== first?.isReached);
    if (!first || !other) return [];
    const message = `"${first.snippet}" and "${other.snippet}" try the same by ${first.via}, with different results`;
    return [{ code: 'reach-contradictory', message } as const];
  });
}

/** Groups the attempts of the same two parties in the same way. */
function pairs(attempts: readonly Attempt[]): ReadonlyMap<string, readonly Attempt[]> {
  return Map.groupBy(attempts, ({ from, to, via }) => `${partyKey(from)} > ${partyKey(to)} ${via}`);
}

function arranged(attempts: readonly Attempt[]): ReachTable {
  const parties = ordered(attempts.flatMap(({ from, to }) => [from, to]));
  const [from, to] = [keysOf(attempts.map((each) => each.from)), keysOf(attempts.map((each) => each.to))];
  const columns = parties.filter((party) => to.has(partyKey(party)));
  const rows = parties.filter((party) => from.has(partyKey(party)));
  const first = new Map([...pairs(attempts)].map(([key, [attempt]]) => [key, attempt]));
  const cell = (row: string, column: string): ReachCell => ({
    isSelf: row === column,
    attempts: WAYS.flatMap((via) => first.get(`${row} > ${column} ${via}`) ?? []),
  });
  return {
    columns,
    rows: rows.map((row) => ({
      from: row,
      cells: columns.map((column) => cell(partyKey(row), partyKey(column))),
    })),
  };
}

const WAYS: readonly Via[] = ['name', 'address'];

function keysOf(parties: readonly Party[]): ReadonlySet<string> {
  return new Set(parties.map(partyKey));
}

/** By kind, the outside last. Within a kind, in the order of their names. */
function ordered(parties: readonly Party[]): readonly Party[] {
  const unique = new Map(parties.map((party) => [partyKey(party), party]));
  return [...unique.values()].toSorted(
    (one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) || (partyKey(one) < partyKey(other) ? -1 : 1),
  );
}

const KINDS: readonly Party['kind'][] = ['container', 'service', 'new container', 'host', 'outside'];

/**
 * Finds the attempts of a capture: commands that tried whether one party reaches another, and whether they did. The
 * result is the exit code, which `verify` compares. So a table of attempts is measured, and cannot be out of date.
 */
import type { Capture, CapturedSnippet, CapturedStep } from '../capture/capture.ts';
import { topologiesAfter } from '../capture/topologies.ts';
import type { Topology } from '../capture/topology.ts';
import { fillPlaceholders } from '../snippet/placeholder.ts';
import { isNotStarted, type Program, type TypedTry, typedTry } from './command.ts';
import { isAddress, isLoopback, type Party, partyAt, partyFrom, partyKey } from './party.ts';

export interface Attempt {
  /** Id of the snippet. */
  readonly snippet: string;
  /** Number of the step, counted from 1. */
  readonly step: number;
  readonly from: Party;
  readonly to: Party;
  readonly via: Via;
  readonly isReached: boolean;
}

export type Via = 'name' | 'address';

/** A command that tried something, of which it is not known who, whom, or with which result. */
export interface Unresolved {
  readonly snippet: string;
  readonly step: number;
  readonly reason: string;
}

export interface Attempts {
  readonly attempts: readonly Attempt[];
  readonly unresolved: readonly Unresolved[];
}

export function attemptsOf(capture: Pick<Capture, 'snippets' | 'begins'>): Attempts {
  const { snippets } = capture;
  const topologies = topologiesAfter(snippets, firstNetwork(capture));
  const attempts: Attempt[] = [];
  const unresolved: Unresolved[] = [];
  for (const snippet of snippets) {
    for (const [index, step] of snippet.steps.entries()) {
      const tried = tryIn(step, snippet);
      if (!tried) continue;
      const place = { snippet: snippet.id, step: index + 1 };
      const result = resolved(tried, step, snippet.node, topologies.get(snippet.id));
      if ('reason' in result) unresolved.push({ ...place, ...result });
      else if (partyKey(result.from) !== partyKey(result.to)) attempts.push({ ...place, ...result });
    }
  }
  return { attempts, unresolved };
}

/**
 * Returns the network before the first snippet. A capture leaves out that of a fresh lab, whose hosts have the addresses
 * that they have later.
 */
export function firstNetwork({ snippets, begins }: Pick<Capture, 'snippets' | 'begins'>): Topology | undefined {
  if (begins) return begins.topology;
  const known = snippets.find(({ topology }) => topology !== undefined)?.topology;
  if (!known) return undefined;
  const { hosts, outside } = known;
  return {
    hosts: hosts.map(({ name, ipv4 }) => ({ name, ipv4 })),
    ...(outside !== undefined && { outside }),
    networks: [],
    containers: [],
    endpoints: [],
  };
}

/** What is typed into a program has no exit code of its own. */
function tryIn({ prompt, text, exit }: CapturedStep, { values = {} }: CapturedSnippet): TypedTry | undefined {
  if (prompt !== '$ ' || exit === null) return undefined;
  const tried = typedTry(fillPlaceholders(text, new Map(Object.entries(values))));
  return tried && !isLoopback(tried.target) ? tried : undefined;
}

type Resolved = Pick<Attempt, 'from' | 'to' | 'via' | 'isReached'> | { readonly reason: string };

function resolved(tried: TypedTry, step: CapturedStep, node: string, topology: Topology | undefined): Resolved {
  if (!topology) return { reason: 'the capture has no network' };
  const isReached = wasReached(tried, step);
  if (isReached === undefined) return { reason: `its exit code, ${step.exit}, does not say whether it was reached` };
  const from = partyFrom(tried.from, node, topology);
  if ('fault' in from) return { reason: from.fault };
  const to = partyAt(tried.target, from.party, topology);
  if ('fault' in to) return { reason: to.fault };
  return { from: from.party, to: to.party, via: isAddress(tried.target) ? 'address' : 'name', isReached };
}

/** A web server that answers with an error has been reached. */
const ANSWERS: Partial<Record<Program, (step: CapturedStep) => boolean>> = {
  curl: ({ exit }) => exit === 22,
  wget: ({ output }) => /server returned error: HTTP|ERROR \d{3}:/u.test(output),
};

/** Returns undefined if it is not known. A failing `grep` may mean that the answer was another one. */
function wasReached({ program, isSearched }: TypedTry, step: CapturedStep): boolean | undefined {
  if (step.exit === 0) return true;
  if (isSearched || step.exit === null || isNotStarted(step.exit)) return undefined;
  return ANSWERS[program]?.(step) ?? false;
}

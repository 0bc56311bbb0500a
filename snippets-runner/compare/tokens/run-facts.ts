/** What all of a run, or all of a capture, says about the identities in it. */
import { parseAddress, scopeOf } from '../substitution/addresses.ts';
import type { Clash } from '../substitution/substitution.ts';

export interface RunFacts {
  /** The first 12 characters of all ids that are surely ids: long ones, and those of a topology or an ID column. */
  readonly ids: ReadonlySet<string>;
  /** By address: to which things of the lab's network it belonged, such as `web on host in net`. Empty if unknown. */
  readonly owners: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface BothFacts {
  readonly captured: RunFacts;
  readonly printed: RunFacts;
}

const NO_FACTS: RunFacts = { ids: new Set(), owners: new Map() };
export const NOTHING_KNOWN: BothFacts = { captured: NO_FACTS, printed: NO_FACTS };

/** Returns a clash if only one of two ids has but hex digits. Ids of a swarm's objects have all letters. */
export function kindOfIdClash(captured: string, printed: string): Clash | undefined {
  return isHex(captured) === isHex(printed) ? undefined : fixed('kind of id', captured);
}

/** Returns a clash if two texts that could be ids are words, such as `running12345`. */
export function wordClash(captured: string, printed: string, facts: BothFacts): Clash | undefined {
  if (captured === printed) return undefined;
  const [isKnown, isKnownNow] = [has(facts.captured, captured), has(facts.printed, printed)];
  if (isKnown && isKnownNow) return undefined;
  const isId = isKnown || isKnownNow ? isRandom(isKnown ? printed : captured) : isRandom(captured) || isRandom(printed);
  return isId ? undefined : fixed('word', captured);
}

function has({ ids }: RunFacts, id: string): boolean {
  return ids.has(id.slice(0, 12));
}

function isHex(text: string): boolean {
  return /^[0-9a-f]+$/u.test(text);
}

/**
 * Returns whether a text mixes letters and digits as only chance does. Of 12 random hex digits, 99.6 % have both. Of 12
 * random letters and digits, 83 % change at least three times from letters to digits or back. Of 25, it is 99.5 %. It is
 * enough if one of two texts does.
 */
function isRandom(text: string): boolean {
  const stretches = text.match(/[a-z]+|\d+/gu)?.length ?? 0;
  return stretches >= (isHex(text) ? 2 : 4);
}

/** Returns why two addresses cannot be those of the same thing, as far as the topologies of both runs say. */
export function ownerClash(captured: string, printed: string, { captured: before, printed: now }: BothFacts) {
  if (before.owners.size === 0 || now.owners.size === 0) return undefined;
  const [from, to] = [parseAddress(captured), parseAddress(printed)];
  const [owners, ownersNow] = [before.owners.get(from.text), now.owners.get(to.text)];
  if (!owners && !ownersNow) {
    // A lab has no public address of its own.
    return scopeOf(from) === 'public' && from.text !== to.text ? fixed('public address', from.text) : undefined;
  }
  if (owners && ownersNow && [...owners].some((owner) => ownersNow.has(owner))) return undefined;
  return { kind: 'other-owner', address: to.text, owner: listed(ownersNow), before: listed(owners) } as const;
}

function fixed(of: string, text: string): Clash {
  return { kind: 'fixed', of, text };
}

function listed(owners: ReadonlySet<string> | undefined): string {
  return [...(owners ?? ['nothing'])].join(' and ');
}

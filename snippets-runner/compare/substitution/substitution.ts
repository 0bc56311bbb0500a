/**
 * What the captured run's identities are in this run: for every kind of identity a relation that is
 * one to one. A pair once bound stands. Invariant: an attempt that failed has left no trace.
 */

/** Why two identities cannot be taken for each other. */
export type Clash =
  /** The captured one stood for another before. */
  | { readonly kind: 'other-image'; readonly of: string; readonly captured: string; readonly before: string }
  /** Another captured one stood for the printed one before. */
  | { readonly kind: 'other-origin'; readonly of: string; readonly printed: string; readonly before: string }
  /** One of them means the same in every run, such as 127.0.0.1. */
  | { readonly kind: 'fixed'; readonly of: string; readonly text: string }
  /** The address is outside of the subnet that the captured one's subnet stands for, or in it where that one is not. */
  | { readonly kind: 'outside' | 'inside'; readonly address: string; readonly subnet: string };

interface Relation {
  readonly forward: Map<string, string>;
  readonly backward: Map<string, string>;
}

/** What was seen together, many to many. */
interface Noted {
  readonly forward: ReadonlyMap<string, ReadonlySet<string>>;
  readonly backward: ReadonlyMap<string, ReadonlySet<string>>;
}

export class Substitution {
  readonly #relations = new Map<string, Relation>();
  readonly #outputRelations = new Map<string, Relation>();
  readonly #noted = new Map<string, { forward: Map<string, Set<string>>; backward: Map<string, Set<string>> }>();
  readonly #undo: (() => void)[] = [];

  /** Takes a captured identity for a printed one, or says why that cannot be. */
  bind(kind: string, captured: string, printed: string): Clash | undefined {
    return this.#bind(this.#relations, kind, captured, printed);
  }

  /** The same for what is unique only within one output, such as an interface's index in its network namespace. */
  bindInOutput(kind: string, captured: string, printed: string): Clash | undefined {
    return this.#bind(this.#outputRelations, kind, captured, printed);
  }

  /** For what means the same in every run. */
  fixed(kind: string, captured: string, printed: string): Clash | undefined {
    return captured === printed ? undefined : { kind: 'fixed', of: kind, text: captured };
  }

  /** Remembers that both were seen in one place, which does not make them each other's only counterpart. */
  note(kind: string, captured: string, printed: string): void {
    const noted = this.#noted.get(kind) ?? { forward: new Map(), backward: new Map() };
    this.#noted.set(kind, noted);
    if (noted.forward.get(captured)?.has(printed)) return;
    addTo(noted.forward, captured, printed);
    addTo(noted.backward, printed, captured);
    this.#undo.push(() => {
      noted.forward.get(captured)?.delete(printed);
      noted.backward.get(printed)?.delete(captured);
    });
  }

  noted(kind: string): Noted {
    return this.#noted.get(kind) ?? { forward: new Map(), backward: new Map() };
  }

  beginOutput(): void {
    this.#outputRelations.clear();
  }

  /** Keeps what was bound meanwhile only if the work comes out true. */
  attempt(work: () => boolean): boolean {
    const before = this.#undo.length;
    if (work()) return true;
    while (this.#undo.length > before) this.#undo.pop()?.();
    return false;
  }

  /** All pairs of a kind, captured to printed, in the order they were bound. */
  pairs(kind: string): ReadonlyMap<string, string> {
    return this.#relations.get(kind)?.forward ?? new Map();
  }

  printedFor(kind: string, captured: string): string | undefined {
    return this.#relations.get(kind)?.forward.get(captured);
  }

  capturedFor(kind: string, printed: string): string | undefined {
    return this.#relations.get(kind)?.backward.get(printed);
  }

  #bind(relations: Map<string, Relation>, kind: string, captured: string, printed: string): Clash | undefined {
    const relation = relationOf(relations, kind);
    const image = relation.forward.get(captured);
    if (image === printed) return undefined;
    if (image !== undefined) return { kind: 'other-image', of: kind, captured, before: image };
    const origin = relation.backward.get(printed);
    if (origin !== undefined) return { kind: 'other-origin', of: kind, printed, before: origin };
    relation.forward.set(captured, printed);
    relation.backward.set(printed, captured);
    this.#undo.push(() => {
      relation.forward.delete(captured);
      relation.backward.delete(printed);
    });
    return undefined;
  }
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const known = sets.get(key);
  if (known) known.add(value);
  else sets.set(key, new Set([value]));
}

function relationOf(relations: Map<string, Relation>, kind: string): Relation {
  const known = relations.get(kind);
  if (known) return known;
  const relation: Relation = { forward: new Map(), backward: new Map() };
  relations.set(kind, relation);
  return relation;
}

/** For people: why a place that looks like another id of the same thing is a difference. */
export function describeClash(clash: Clash): string {
  switch (clash.kind) {
    case 'other-image':
      return `${clash.of} ${brief(clash.captured)} stood for ${brief(clash.before)} before`;
    case 'other-origin':
      return `${clash.of} ${brief(clash.printed)} was shown as ${brief(clash.before)} before`;
    case 'fixed':
      return `${clash.of} ${clash.text} is the same in every run`;
    case 'outside':
      return `${clash.address} is outside of ${clash.subnet}`;
    case 'inside':
      return `${clash.address} is inside of ${clash.subnet}`;
  }
}

function brief(identity: string): string {
  return identity.length > 30 ? `${identity.slice(0, 12)}…` : identity;
}

/**
 * Maps the identities of the captured run to those of this run, one to one for each kind of identity. A pair that is
 * bound stays bound. Invariant: a failed attempt leaves no trace.
 */

/** The reason why two identities do not match. */
export type Clash =
  /** The captured identity is bound to another printed one. */
  | { readonly kind: 'other-image'; readonly of: string; readonly captured: string; readonly before: string }
  /** The printed identity is bound to another captured one. */
  | { readonly kind: 'other-origin'; readonly of: string; readonly printed: string; readonly before: string }
  /** One of them is the same in every run, such as 127.0.0.1. */
  | { readonly kind: 'fixed'; readonly of: string; readonly text: string }
  /** `outside`: the captured address is in the subnet, the printed one is not. `inside`: the other way round. */
  | { readonly kind: 'outside' | 'inside'; readonly address: string; readonly subnet: string }
  /** The printed address belongs to another thing of the lab's network than the captured one. */
  | { readonly kind: 'other-owner'; readonly address: string; readonly owner: string; readonly before: string };

interface Relation {
  readonly forward: Map<string, string>;
  readonly backward: Map<string, string>;
}

/** Values that were seen together, many to many. */
interface Noted {
  readonly forward: ReadonlyMap<string, ReadonlySet<string>>;
  readonly backward: ReadonlyMap<string, ReadonlySet<string>>;
}

export class Substitution {
  readonly #relations = new Map<string, Relation>();
  readonly #outputRelations = new Map<string, Relation>();
  readonly #noted = new Map<string, { forward: Map<string, Set<string>>; backward: Map<string, Set<string>> }>();
  readonly #undo: (() => void)[] = [];

  /** Binds a captured identity to a printed one, or returns why they do not match. */
  bind(kind: string, captured: string, printed: string): Clash | undefined {
    return this.#bind(this.#relations, kind, captured, printed);
  }

  /** Binds identities that are unique only within one output, such as the index of an interface in its namespace. */
  bindInOutput(kind: string, captured: string, printed: string): Clash | undefined {
    return this.#bind(this.#outputRelations, kind, captured, printed);
  }

  /** Compares values that must be the same in every run. */
  fixed(kind: string, captured: string, printed: string): Clash | undefined {
    return captured === printed ? undefined : { kind: 'fixed', of: kind, text: captured };
  }

  /** Notes that two values were seen together. Each may be noted with other values as well. */
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

  /** Forgets the pairs that `bindInOutput` made. */
  beginOutput(): void {
    this.#outputRelations.clear();
  }

  /** Does the work, and undoes what it bound unless it returns true. */
  attempt(work: () => boolean): boolean {
    const before = this.#undo.length;
    if (work()) return true;
    while (this.#undo.length > before) this.#undo.pop()?.();
    return false;
  }

  /** Returns all pairs of a kind, from captured to printed, in the order they were bound. */
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

/** Explains for people why two identities do not match. */
export function describeClash(clash: Clash): string {
  switch (clash.kind) {
    case 'other-image':
      return `captured ${clash.of} ${brief(clash.captured)} matched ${brief(clash.before)} before`;
    case 'other-origin':
      return `printed ${clash.of} ${brief(clash.printed)} matched ${brief(clash.before)} before`;
    case 'fixed':
      return `${clash.of} ${clash.text} must be the same in every run`;
    case 'outside':
      return `${clash.address} is outside ${clash.subnet}`;
    case 'inside':
      return `${clash.address} is inside ${clash.subnet}`;
    case 'other-owner':
      return `${clash.address} is the address of ${clash.owner}, captured was that of ${clash.before}`;
  }
}

function brief(identity: string): string {
  return identity.length > 30 ? `${identity.slice(0, 12)}…` : identity;
}

/**
 * Values that a document shows and types, and that are other ones in each run: ids and join tokens that an earlier
 * command has printed, such as in `docker stop 068cc994ffd0`, and the address that a host advertises to its swarm.
 * In place of one, what was printed in the same place is typed, or the address of the node.
 */

/** Ids of containers and networks, whole or as lists show them, and tokens of swarms. */
const ID = /(?<![\w-])(?:[0-9a-f]{12,64}|SWMTKN-1-[0-9a-z]+-[0-9a-z]+)(?![\w-])/gu;
/** A part that a person would type. Numbers are more often ports. */
const TYPED = /(?<![\w.:/=-])(?:(?=\d*[a-f])[0-9a-f]{3,64}|SWMTKN-1-[0-9a-z]+-[0-9a-z]+)(?![\w./-])/gu;
const ADDRESS = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/gu;
const ADVERTISED = /\bdocker swarm (?:init|join)\b.*--advertise-addr[= ]((?:\d{1,3}\.){3}\d{1,3})(?![\d.])/u;

export class PrintedIds {
  /** By the id that the document shows. */
  readonly #now = new Map<string, string>();

  /** @param printed in this run, where the document shows `shown` */
  learn(shown: string, printed: string): void {
    const [before, now] = [shown.match(ID) ?? [], printed.match(ID) ?? []];
    if (before.length !== now.length) return;
    for (const [index, id] of before.entries()) if (!this.#now.has(id)) this.#now.set(id, now[index] ?? id);
  }

  /**
   * Returns a command with the values of this run.
   * @param address of the node on which it is typed
   */
  inCommand(text: string, address: string): string {
    const advertised = advertisedAddress(text);
    if (advertised !== undefined && !this.#now.has(advertised)) this.#now.set(advertised, address);
    const placed = text.replace(ADDRESS, (part) => this.#now.get(part) ?? part);
    return placed.replace(TYPED, (part) => {
      const known = [...this.#now].find(([id]) => id.startsWith(part) || part.startsWith(id));
      return known?.[1].slice(0, part.length) ?? part;
    });
  }
}

/**
 * Returns a command without what is another value in each run, so that it is no literal of the document.
 * @param shownBefore the outputs that the document shows before it
 * @param advertised addresses, as `advertisedAddress` returns them
 */
export function withoutPrintedIds(
  command: string,
  shownBefore: readonly string[],
  advertised: ReadonlySet<string>,
): string {
  const own = advertised.size === 0 ? command : command.replace(ADDRESS, (part) => (advertised.has(part) ? '' : part));
  const ids = shownBefore.flatMap((output) => output.match(ID) ?? []);
  if (ids.length === 0) return own;
  return own.replace(TYPED, (part) => (ids.some((id) => id.startsWith(part) || part.startsWith(id)) ? '' : part));
}

/** Returns the address that a command advertises to a swarm: one of the host on which it is typed. */
export function advertisedAddress(command: string): string | undefined {
  return ADVERTISED.exec(command)?.[1];
}

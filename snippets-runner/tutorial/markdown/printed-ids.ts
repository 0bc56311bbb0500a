/**
 * Values that a document shows and types, and that are other ones in each run: ids and join tokens that an earlier
 * command has printed, such as in `docker stop 068cc994ffd0`, and the address that a host advertises to its swarm.
 * In place of one, what was printed in the same place is typed, or the address of the node. A host joins with the token
 * and the address that a manager has printed last, where the document does not show which these are.
 */

/** Ids of containers and networks, whole or as lists show them, and tokens of swarms. */
const ID = /(?<![\w-])(?:[0-9a-f]{12,64}|SWMTKN-1-[0-9a-z]+-[0-9a-z]+)(?![\w-])/gu;
/** The same of services, nodes, tasks and overlay networks. */
const SWARM_ID = /(?<![\w-])(?=[a-z]*\d)(?=\d*[a-z])(?:[0-9a-z]{25}|[0-9a-z]{12})(?![\w-])/gu;
const IDS = [ID, SWARM_ID];
/**
 * A part that a person would type. Numbers are more often ports. Within a word, such as `br-4c01db0b339c` or
 * `/run/docker/netns/4c01db0b339c`, it is as long as lists show it.
 */
const TYPED =
  /(?<![\w.:/=-])(?:(?=\d*[a-f])[0-9a-f]{3,64}|[0-9a-z]{25}|[0-9a-z]{12}|SWMTKN-1-[0-9a-z]+-[0-9a-z]+)(?![\w./-])|(?<=[:/=-])(?:[0-9a-f]{12,64}|[0-9a-z]{25})(?![\w.-])/gu;
const ADDRESS = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/gu;
const ADVERTISED = /\bdocker swarm (?:init|join)\b.*--advertise-addr[= ]((?:\d{1,3}\.){3}\d{1,3})(?![\d.])/u;
/** As a manager prints it and another host types it, on one line or several. */
const JOIN =
  /\bdocker swarm join\b[^|;&]{0,200}?(?<token>SWMTKN-1-[\w.…-]+)[\s\\]+(?<address>(?:\d{1,3}\.){3}\d{1,3})(?=:\d)/u;

export class PrintedIds {
  /** By the id that the document shows. */
  readonly #now = new Map<string, string>();
  /** Of the swarm, as last printed. */
  #join: { readonly token: string; readonly address: string } | undefined;

  /**
   * @param printed in this run, where the document shows `shown`
   * @param command as the document has it. An error repeats an id of it, which is not what the document shows.
   */
  learn(shown: string, printed: string, command = ''): void {
    const [shownJoin, join] = [joinIn(shown), joinIn(printed)];
    if (join) this.#join = join;
    if (join && shownJoin) this.#set(shownJoin.address, join.address);
    for (const pattern of IDS) {
      const [before, now] = [shown.match(pattern) ?? [], printed.match(pattern) ?? []];
      if (before.length !== now.length) continue;
      for (const [index, id] of before.entries()) {
        const found = now[index] ?? id;
        if (!command.includes(found) || command.includes(id)) this.#set(id, found);
      }
    }
  }

  /**
   * Returns a command with the values of this run.
   * @param address of the node on which it is typed
   */
  inCommand(text: string, address: string): string {
    const advertised = advertisedAddress(text);
    if (advertised !== undefined) this.#set(advertised, address);
    const join = joinIn(text);
    if (join && this.#join) {
      this.#set(join.token, this.#join.token);
      this.#set(join.address, this.#join.address);
    }
    const joined = join ? text.replace(join.token, this.#now.get(join.token) ?? join.token) : text;
    const placed = joined.replace(ADDRESS, (part) => this.#now.get(part) ?? part);
    return placed.replace(TYPED, (part) => {
      const known = [...this.#now].find(([id]) => id.startsWith(part) || part.startsWith(id));
      return known?.[1].slice(0, part.length) ?? part;
    });
  }

  #set(before: string, now: string): void {
    if (!this.#now.has(before)) this.#now.set(before, now);
  }
}

function joinIn(text: string): { readonly token: string; readonly address: string } | undefined {
  const { token, address } = JOIN.exec(text)?.groups ?? {};
  return token !== undefined && address !== undefined ? { token, address } : undefined;
}

/**
 * Returns a command without what is another value in each run, so that it is no literal of the document.
 * @param shownBefore the outputs that the document shows before it
 * @param advertised addresses, as `advertisedAddresses` returns them
 */
export function withoutPrintedIds(
  command: string,
  shownBefore: readonly string[],
  advertised: ReadonlySet<string>,
): string {
  const own = advertised.size === 0 ? command : command.replace(ADDRESS, (part) => (advertised.has(part) ? '' : part));
  const ids = shownBefore.flatMap((output) => IDS.flatMap((pattern) => output.match(pattern) ?? []));
  if (ids.length === 0) return own;
  return own.replace(TYPED, (part) => (ids.some((id) => id.startsWith(part) || part.startsWith(id)) ? '' : part));
}

/** Returns the addresses of managers that a command or an output names: those of the swarm. */
export function advertisedAddresses(text: string): readonly string[] {
  return [advertisedAddress(text), joinIn(text)?.address].filter((address) => address !== undefined);
}

/** Returns the address that a command advertises to a swarm: one of the host on which it is typed. */
function advertisedAddress(command: string): string | undefined {
  return ADVERTISED.exec(command)?.[1];
}

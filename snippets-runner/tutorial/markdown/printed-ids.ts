/**
 * Ids that a document shows in an output and types in a later command, such as `docker stop 068cc994ffd0`. Each run has
 * ids of its own, so the one that was printed in the same place is typed.
 */

/** Ids of containers and networks, whole or as lists show them. */
const ID = /(?<![\w-])[0-9a-f]{12,64}(?![\w-])/gu;
/** A part that a person would type. Numbers are more often ports. */
const TYPED = /(?<![\w.:/=-])(?=\d*[a-f])[0-9a-f]{3,64}(?![\w./-])/gu;

export class PrintedIds {
  /** By the id that the document shows. */
  readonly #now = new Map<string, string>();

  /** @param printed in this run, where the document shows `shown` */
  learn(shown: string, printed: string): void {
    const [before, now] = [shown.match(ID) ?? [], printed.match(ID) ?? []];
    if (before.length !== now.length) return;
    for (const [index, id] of before.entries()) if (!this.#now.has(id)) this.#now.set(id, now[index] ?? id);
  }

  /** Returns a command with the ids of this run. */
  inCommand(text: string): string {
    return text.replace(TYPED, (part) => {
      const known = [...this.#now].find(([id]) => id.startsWith(part) || part.startsWith(id));
      return known?.[1].slice(0, part.length) ?? part;
    });
  }
}

/** Returns a command without the ids that earlier outputs of the document show, so that they are not literals of it. */
export function withoutPrintedIds(command: string, shownBefore: readonly string[]): string {
  const ids = shownBefore.flatMap((output) => output.match(ID) ?? []);
  if (ids.length === 0) return command;
  return command.replace(TYPED, (part) => (ids.some((id) => id.startsWith(part) || part.startsWith(id)) ? '' : part));
}

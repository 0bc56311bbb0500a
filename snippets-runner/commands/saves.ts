/**
 * Notices when files are saved, however an editor does it: in place, in several writes, by renaming another file, or by
 * removing and writing it again. The system tells about most changes at once. Where it does not, as in a folder that was
 * itself replaced, or on a network drive, the regular look at the files finds them.
 */
import { type FSWatcher, realpathSync, statSync, watch } from 'node:fs';
import { dirname } from 'node:path';

/** Several changes within this time are one. */
const QUIET_MS = 40;
/** A file that is missing or empty is probably about to be written. */
const INCOMPLETE_MS = 400;
const LOOK_MS = 500;

export class Saves implements Disposable {
  readonly #onSave: () => boolean;
  /** By path and inode: a folder may be replaced by another one. */
  readonly #folders = new Map<string, FSWatcher>();
  readonly #timer = setInterval(() => this.#look(), LOOK_MS);
  /** By path, what a file was when it was last looked at. */
  #seen = new Map<string, string>();
  #quiet: NodeJS.Timeout | undefined;
  #isSaved = false;
  #waiting = Promise.withResolvers<unknown>();

  /** @param onSave called once for each save, also while nobody waits for one; returns false if it changes nothing */
  constructor(onSave: () => boolean) {
    this.#onSave = onSave;
  }

  /** @param files absolute paths, of files that need not exist. The first is the one that is edited. */
  watch(files: readonly string[]): void {
    this.#seen = new Map(files.map((file) => [file, this.#seen.get(file) ?? stateOf(file)]));
    this.#listenTo(files);
  }

  /** Whether a file was saved after the last call of `next`. */
  get isSaved(): boolean {
    return this.#isSaved;
  }

  /** Resolves when a file was saved after the last call, or when the signal is aborted. */
  async next(signal: AbortSignal): Promise<void> {
    if (!this.#isSaved && !signal.aborted) {
      const { resolve, promise } = this.#waiting;
      signal.addEventListener('abort', resolve, { once: true });
      await promise;
      signal.removeEventListener('abort', resolve);
    }
    this.#isSaved = false;
    this.#waiting = Promise.withResolvers<unknown>();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    clearTimeout(this.#quiet);
    for (const watcher of this.#folders.values()) watcher.close();
  }

  #listenTo(files: Iterable<string>): void {
    const folders = new Set([...files].slice(0, MOST_FOLDERS).flatMap(foldersOf));
    const wanted = new Map([...folders].map((folder) => [`${folder} ${stateOf(folder).split('/')[0]}`, folder]));
    for (const [key, watcher] of this.#folders) {
      if (wanted.has(key)) continue;
      watcher.close();
      this.#folders.delete(key);
    }
    for (const [key, folder] of wanted) if (!this.#folders.has(key)) this.#listen(key, folder);
  }

  #listen(key: string, folder: string): void {
    try {
      const watcher = watch(folder, () => this.#look());
      watcher.on('error', () => watcher.close());
      this.#folders.set(key, watcher);
    } catch {
      // It does not exist, or the system has no more watches: the regular look is enough.
    }
  }

  /** @returns whether a file has changed */
  #look(): boolean {
    const now = new Map([...this.#seen.keys()].map((file) => [file, stateOf(file)]));
    const hasChanged = [...now].some(([file, state]) => state !== this.#seen.get(file));
    if (!hasChanged) return false;
    this.#seen = now;
    clearTimeout(this.#quiet);
    const [edited] = now.values();
    this.#quiet = setTimeout(() => this.#saved(), edited === NO_FILE || edited === EMPTY ? INCOMPLETE_MS : QUIET_MS);
    return true;
  }

  #saved(): void {
    // A new folder has told nothing, and a file in it may have been written meanwhile.
    if (this.#look()) return;
    this.#listenTo(this.#seen.keys());
    if (!this.#onSave()) return;
    this.#isSaved = true;
    this.#waiting.resolve(undefined);
  }
}

/** Of a document with thousands of files beside it, only these are heard at once. */
const MOST_FOLDERS = 50;

/** A link is watched, and the file that it leads to. */
function foldersOf(file: string): readonly string[] {
  try {
    return [dirname(file), dirname(realpathSync(file))];
  } catch {
    return [dirname(file)];
  }
}

const NO_FILE = 'none';
const EMPTY = 'empty';

function stateOf(file: string): string {
  try {
    const { ino, size, mtimeNs } = statSync(file, { bigint: true });
    return size === 0n ? EMPTY : `${ino}/${size}/${mtimeNs}`;
  } catch {
    return NO_FILE;
  }
}

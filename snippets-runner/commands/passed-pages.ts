/**
 * Records which pages passed when they last ran, so that `--changed` can leave them out. Each is recorded with
 * a hash of everything its result depends on. The file is in the cache: without it, all pages run again.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { cacheFolder } from '../base/cache-folder.ts';
import { removeQuietly } from '../base/partial-files.ts';
import { makeFolderOf, replaceFile } from '../base/replace-file.ts';
import type { PoolIdentity } from '../lab/engines/pool.ts';
import type { Capture } from '../tutorial/capture/capture.ts';
import type { Page } from '../tutorial/page.ts';
import { checkoutHash, hashOf, installedHash, pageHash } from './fingerprint.ts';

const passed = z.strictObject({
  /** Name of the engine that ran the page. */
  engine: z.string(),
  key: z.string(),
});
type Passed = z.infer<typeof passed>;
const state = z.record(z.string(), passed);

export class PassedPages {
  readonly #file: string;
  /** Undefined if it cannot be known what is installed. */
  readonly #tool: string | undefined;
  /** By slug, which may be `constructor`. */
  readonly #state: ReadonlyMap<string, Passed>;
  /** Results of this run only; undefined for a page that failed. */
  readonly #found = new Map<string, Passed | undefined>();

  constructor(home: string, imagesFolder: string) {
    this.#file = join(cacheFolder(home), 'passed-pages.json');
    const installed = installedHash(home);
    this.#tool = installed && hashOf([checkoutHash(home, imagesFolder), installed]);
    this.#state = readState(this.#file);
  }

  /** @param engines as they are now */
  has(page: Page, capture: Capture | undefined, engines: PoolIdentity): boolean {
    const known = this.#state.get(page.slug);
    return known !== undefined && known.key === this.#keyOf(page, capture, known.engine, engines);
  }

  /**
   * @param passedOn name of the engine on which the page has passed; undefined if it has not
   * @param engines as they are after the run, because a run may make images
   */
  record(page: Page, capture: Capture | undefined, passedOn: string | undefined, engines: PoolIdentity): void {
    const key = passedOn === undefined ? undefined : this.#keyOf(page, capture, passedOn, engines);
    const isKnown = passedOn !== undefined && key !== undefined;
    this.#found.set(page.slug, isKnown ? { engine: passedOn, key } : undefined);
  }

  /** Adds the results of this run to the file, which another run may have changed meanwhile. */
  save(): void {
    const entries = Object.fromEntries([...readState(this.#file), ...this.#found]);
    try {
      makeFolderOf(this.#file);
      replaceFile(this.#file, JSON.stringify(entries, null, 2), { within: dirname(this.#file) });
    } catch {
      // On a full or read-only disk, nothing can be recorded, so pages run again without need. But a page
      // that failed must not stay recorded as passed.
      removeQuietly(this.#file);
    }
  }

  /** Returns undefined if something that the result depends on is not known. Then the page has to run. */
  #keyOf(page: Page, capture: Capture | undefined, engine: string, { chosen, engines }: PoolIdentity) {
    // What a registry has behind a name may change.
    if ((page.lab.references ?? []).length > 0) return undefined;
    const own = engines.get(engine);
    const images = ['node', ...page.lab.images].map((name) => own?.images.get(name));
    const others = chosen.map((name) => engines.get(name)?.engine);
    const parts = [this.#tool, own?.engine, ...images, ...others];
    if (!parts.every((part) => part !== undefined)) return undefined;
    return hashOf([pageHash(page, capture), ...chosen, ...parts]);
  }
}

function readState(file: string): Map<string, Passed> {
  try {
    return new Map(Object.entries(state.parse(JSON.parse(readFileSync(file, 'utf8')))));
  } catch {
    return new Map();
  }
}

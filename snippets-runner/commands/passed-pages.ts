/**
 * Records which pages passed when they last ran, so that `--changed` can leave them out. Each is recorded with
 * a hash of everything its result depends on. The file is in .cache: without it, all pages run again.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { makeFolder } from '../base/make-folder.ts';
import type { Capture } from '../tutorial/capture/capture.ts';
import type { Page } from '../tutorial/page.ts';

const state = z.record(z.string(), z.string());

/** Everything that a page's result depends on, except the page and its capture. */
export interface Surroundings {
  /** The engine's address and version. */
  readonly engine: string;
  readonly imagesFolder: string;
}

export class PassedPages {
  readonly #file: string;
  readonly #surroundings: string;
  /** By slug, which may be `constructor`. */
  readonly #keys: ReadonlyMap<string, string>;
  /** Results of this run only; undefined for a page that failed. */
  readonly #found = new Map<string, string | undefined>();

  constructor(home: string, { engine, imagesFolder }: Surroundings) {
    this.#file = join(home, '.cache/passed-pages.json');
    this.#surroundings = JSON.stringify([
      engine,
      contentHash(imagesFolder),
      contentHash(join(home, 'snippets-runner')),
    ]);
    this.#keys = readState(this.#file);
  }

  has(page: Page, capture: Capture | undefined): boolean {
    return this.#keys.get(page.slug) === this.#keyOf(page, capture);
  }

  record(page: Page, capture: Capture | undefined, hasPassed: boolean): void {
    this.#found.set(page.slug, hasPassed ? this.#keyOf(page, capture) : undefined);
  }

  /** Adds the results of this run to the file, which another run may have changed meanwhile. */
  save(): void {
    const keys = Object.fromEntries([...readState(this.#file), ...this.#found]);
    const partial = `${this.#file}.${process.pid}.partial`;
    try {
      makeFolder(dirname(this.#file));
      writeFileSync(partial, JSON.stringify(keys, null, 2));
      renameSync(partial, this.#file);
    } catch {
      // On a full or read-only disk, nothing can be recorded, so pages run again without need. But a page
      // that failed must not stay recorded as passed.
      for (const file of [partial, this.#file]) removeQuietly(file);
    }
  }

  /** Positions are left out: they do not change what a snippet does. */
  #keyOf(page: Page, capture: Capture | undefined): string {
    const shown = page.kind === 'document' ? page.shown : capture;
    const doing = JSON.stringify([page.lab, page.snippets, shown], (key, value) =>
      key === 'position' ? undefined : value,
    );
    return createHash('sha256').update(this.#surroundings).update(doing).digest('hex');
  }
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {}
}

function readState(file: string): Map<string, string> {
  try {
    return new Map(Object.entries(state.parse(JSON.parse(readFileSync(file, 'utf8')))));
  } catch {
    return new Map();
  }
}

function contentHash(folder: string): string {
  const hash = createHash('sha256');
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(join(folder, 'test')))
    .sort();
  for (const path of entries) hash.update(`${path.slice(folder.length)}\0`).update(readFileSync(path));
  return hash.digest('hex');
}

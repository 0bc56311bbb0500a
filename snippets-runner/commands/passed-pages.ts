/**
 * Records which pages passed when they last ran, so that `--changed` can leave them out. Each is recorded with
 * a hash of everything its result depends on. The file is in .cache: without it, all pages run again.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { removeQuietly } from '../base/partial-files.ts';
import { makeFolderOf, replaceFile } from '../base/replace-file.ts';
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
  readonly #keys: Readonly<Record<string, string>>;
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
    return this.#keys[page.slug] === this.#keyOf(page, capture);
  }

  record(page: Page, capture: Capture | undefined, hasPassed: boolean): void {
    this.#found.set(page.slug, hasPassed ? this.#keyOf(page, capture) : undefined);
  }

  /** Adds the results of this run to the file, which another run may have changed meanwhile. */
  save(): void {
    const keys = { ...readState(this.#file), ...Object.fromEntries(this.#found) };
    try {
      makeFolderOf(this.#file);
      replaceFile(this.#file, JSON.stringify(keys, null, 2), { within: dirname(this.#file) });
    } catch {
      // On a full or read-only disk, nothing can be recorded, so pages run again without need. But a page
      // that failed must not stay recorded as passed.
      removeQuietly(this.#file);
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

function readState(file: string): Record<string, string> {
  try {
    return state.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
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

/**
 * Reads pages and captures in a thread of its own while Astro starts. A fifth of a build is parsing them, and Astro
 * hardly uses a second processor.
 */
import { Worker } from 'node:worker_threads';
import type { PageKey } from '../../snippets-runner/tutorial/page-key.ts';
import { SOURCE_LOCALE } from '../i18n/locales.ts';
import { captureProblems } from './captures.ts';
import { type FileRead, keepRead } from './changing-file.ts';
import { fileOfCapture, fileOfPage } from './content-root.ts';
import { pageProblems } from './page-source.ts';

/** A page, or the capture of its slug. */
export interface ContentFile {
  readonly kind: 'pages' | 'captures';
  readonly key: PageKey;
}

/** What the thread sends of each file. */
export interface ThreadRead {
  readonly what: ContentFile;
  readonly read: FileRead;
}

/** What the thread is started with. */
export interface ThreadTask {
  readonly all: readonly ContentFile[];
  /** A single number: how many of `all` are taken. Whichever thread is free takes the next one. */
  readonly taken: Int32Array;
}

export class ReadAhead {
  readonly pages: readonly PageKey[];
  readonly #task: ThreadTask;
  readonly #worker: Worker;
  readonly #ended: Promise<unknown>;

  constructor(pages: readonly PageKey[], thread: URL = new URL('./reading-thread.ts', import.meta.url)) {
    this.pages = pages;
    const sources = pages.filter(({ locale }) => locale === SOURCE_LOCALE);
    const all = [
      ...pages.map((key) => ({ kind: 'pages' as const, key })),
      ...sources.map((key) => ({ kind: 'captures' as const, key })),
    ];
    this.#task = { all, taken: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) };
    this.#worker = new Worker(thread, { workerData: this.#task });
    this.#worker.on('message', ({ what, read }: ThreadRead) => keepRead(what.kind, fileOf(what), read));
    // What a thread that breaks has left unread is read when a page needs it.
    this.#worker.on('error', () => {});
    this.#ended = new Promise((resolve) => this.#worker.on('exit', resolve));
    // A build that fails before it reads pages need not wait for the thread.
    this.#worker.unref();
  }

  /** Reads what the thread has not begun with, and waits for the thread. */
  async finish(): Promise<void> {
    readAll(this.#task, () => {});
    this.#worker.ref();
    await this.#ended;
  }
}

/** Reads files until all are taken. What is wrong with a file is told when a page needs it. */
export function readAll({ all, taken }: ThreadTask, done: (what: ContentFile) => void): void {
  const next = () => all[Atomics.add(taken, 0, 1)];
  for (let what = next(); what; what = next()) {
    try {
      if (what.kind === 'pages') pageProblems(what.key);
      else captureProblems(what.key.slug);
    } catch {
      continue;
    }
    done(what);
  }
}

export function fileOf({ kind, key }: ContentFile): string {
  return kind === 'pages' ? fileOfPage(key) : fileOfCapture(key.slug);
}

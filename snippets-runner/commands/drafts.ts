/** Keeps the draft of a watched page, which the site's dev server shows, as long as the command runs. */
import { nextCapture } from '../compare/renewal/next-capture.ts';
import { type PageOutcome, REPAIRED_BY_CAPTURE } from '../model/outcome.ts';
import type { Capture } from '../tutorial/capture/capture.ts';
import { draftFile, removeDraft, writeDraft } from '../tutorial/capture/draft.ts';
import type { CommandContext } from './command.ts';

export class Drafts implements Disposable {
  readonly #context: CommandContext;
  readonly #files = new Set<string>();

  constructor(context: CommandContext) {
    this.#context = context;
  }

  /** Writes what `capture` would write after this run, as far as the page has run. Says so if it cannot. */
  write(outcome: Extract<PageOutcome, { kind: 'ran' }>, previous: Capture | undefined): void {
    const { page, recording, stale, toCaptured } = outcome;
    if (page.kind === 'document') return;
    const recorded = new Set(recording.snippets.filter(({ steps }) => steps.length > 0).map(({ id }) => id));
    const snippets = page.snippets.filter(({ id }) => recorded.has(id));
    const unfinished = recording.snippets.filter(({ ending }) => ending.kind !== 'completed').map(({ id }) => id);
    const differing = outcome.snippets.filter(({ faults }) => faults.some(({ kind }) => REPAIRED_BY_CAPTURE.has(kind)));
    const uncaptured = [...new Set([...differing.map(({ snippet }) => snippet.id), ...unfinished])];
    try {
      const request = { page: { ...page, snippets }, previous, recording, toCaptured };
      const file = draftFile(this.#context.home, this.#context.contentFolder, page.slug);
      this.#files.add(file);
      const capture = nextCapture({ ...request, stale: new Set([...stale, ...unfinished]) });
      writeDraft(file, { capture, uncaptured });
    } catch (error) {
      this.#context.io.tell(`the dev server does not show this run: ${(error as Error).message}`);
    }
  }

  [Symbol.dispose](): void {
    for (const file of this.#files) removeDraft(file);
  }
}

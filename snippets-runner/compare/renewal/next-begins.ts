/** What the next capture of a page says of what the page begins with. */
import type { Recording } from '../../model/recording.ts';
import type { Capture } from '../../tutorial/capture/capture.ts';
import { rewriteTopology } from '../../tutorial/capture/topologies.ts';
import type { Page } from '../../tutorial/page.ts';
import { beginningHash } from '../../tutorial/snippet/snippet-hash.ts';

export interface NextBeginsRequest {
  readonly page: Page;
  readonly recording: Recording;
  readonly rewrite: (text: string) => string;
  /** What the previous capture says, if it still matches the run. */
  readonly previous: Capture['begins'];
}

/** @returns undefined if the page begins in a fresh lab */
export function nextBegins({ page, recording, rewrite, previous }: NextBeginsRequest): Capture['begins'] {
  if (page.kind !== 'page' || !page.beginning) return undefined;
  const { slug, snippets } = page.beginning;
  const hash = beginningHash(snippets);
  if (previous?.page === slug && previous.hash === hash) return previous;
  const values = Object.entries(recording.begun ?? {}).map(([name, value]) => [name, rewrite(value)] as const);
  return {
    page: slug,
    hash,
    ...(values.length > 0 && { values: Object.fromEntries(values) }),
    topology: rewriteTopology(recording.before, rewrite),
  };
}

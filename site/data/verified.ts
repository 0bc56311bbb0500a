/** The facts about each tutorial's capture, for the page "How this was verified". */
import type { Capture } from '../../snippets-runner/tutorial/capture/capture.ts';
import type { Locale } from '../i18n/locales.ts';
import { type CaptureFacts, captureFacts } from './capture-facts.ts';
import { readCapture } from './captures.ts';
import { tutorialsOf } from './tutorials.ts';

export interface VerifiedPage {
  readonly slug: string;
  readonly title: string;
  /** Undefined if the tutorial was never captured. */
  readonly captured: { readonly capture: Capture; readonly facts: CaptureFacts } | undefined;
}

export async function verifiedPages(locale: Locale): Promise<readonly VerifiedPage[]> {
  return Promise.all(
    (await tutorialsOf(locale)).map(async ({ slug, entry }) => {
      const capture = readCapture(slug);
      const captured = capture && { capture, facts: captureFacts([capture]) };
      return { slug, title: entry.data.title, captured };
    }),
  );
}

/** Returns the sums over all captured pages. */
export function verifiedTotals(pages: readonly VerifiedPage[]) {
  const captures = pages.flatMap(({ captured }) => captured?.capture ?? []);
  return { pages: captures.length, ...captureFacts(captures) };
}

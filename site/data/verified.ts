/** The facts about each tutorial's capture, for the page "How this was verified". */
import type { Capture } from '../../snippets-runner/tutorial/capture/capture.ts';
import type { Locale } from '../i18n/locales.ts';
import { type CaptureFacts, captureFacts } from './capture-facts.ts';
import { readCapture } from './captures.ts';
import { tutorialsOf } from './tutorials.ts';
import { type PageHere, readVerifiedHere } from './verified-here.ts';

export interface VerifiedPage {
  readonly slug: string;
  readonly title: string;
  /** Undefined if the tutorial was never captured. */
  readonly captured: { readonly capture: Capture; readonly facts: CaptureFacts } | undefined;
  /** Undefined on a published site, and if the tutorial was never run on this machine. */
  readonly here: PageHere | undefined;
}

export async function verifiedPages(locale: Locale): Promise<readonly VerifiedPage[]> {
  const here = new Map(Object.entries(readVerifiedHere(process.env.VERIFIED_HERE ?? '')));
  return Promise.all(
    (await tutorialsOf(locale)).map(async ({ slug, entry }) => {
      const capture = readCapture(slug);
      const captured = capture && { capture, facts: captureFacts([capture]) };
      return { slug, title: entry.data.title, captured, here: here.get(slug) };
    }),
  );
}

/** Returns the sums over all captured pages. */
export function verifiedTotals(pages: readonly VerifiedPage[]) {
  const captures = pages.flatMap(({ captured }) => captured?.capture ?? []);
  return { pages: captures.length, ...captureFacts(captures) };
}

/** Returns how many pages passed on this machine, and how many were tried; undefined if none was. */
export function totalsHere(
  pages: readonly VerifiedPage[],
): { readonly passed: number; readonly tried: number } | undefined {
  const tried = pages.flatMap(({ here }) => here ?? []);
  if (tried.length === 0) return undefined;
  return { passed: tried.filter(({ result }) => result === 'passed').length, tried: tried.length };
}

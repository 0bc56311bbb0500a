/** Runs pages on fake engines, as `snippets capture` runs pages without captures. */
import type { EngineOffer } from '../../model/engine-offer.ts';
import type { RunOutcome } from '../../model/outcome.ts';
import { planPages } from '../../run/plan-pages.ts';
import { type RunRequest, runPages } from '../../run/run-pages.ts';
import type { Page } from '../../tutorial/page.ts';
import { type FakeEngine, offerOf } from '../fake-lab/fake-lab.ts';

export type RunOptions = Partial<Omit<RunRequest, 'pages' | 'offers'>> & { readonly jobs?: number };

export function runOn(
  engine: FakeEngine,
  pages: readonly Page[],
  { jobs = 1, ...options }: RunOptions = {},
): Promise<RunOutcome> {
  return runOnOffers([offerOf(engine, { jobs })], pages, options);
}

export function runOnOffers(
  offers: readonly EngineOffer[],
  pages: readonly Page[],
  options: Omit<RunOptions, 'jobs'> = {},
): Promise<RunOutcome> {
  return runPages({
    pages: planPages(pages, offers),
    offers,
    captures: new Map(),
    tolerated: new Set(['no-capture']),
    bail: false,
    signal: new AbortController().signal,
    emit: () => undefined,
    ...options,
  });
}

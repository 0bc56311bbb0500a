/** What a page begins with: commands of another page, which have run before its own. */
import type { CapturedSnippet } from '../../snippets-runner/tutorial/capture/capture.ts';
import { type TypedStep, typedStep } from '../../snippets-runner/tutorial/capture/page-match.ts';
import type { Topology } from '../../snippets-runner/tutorial/capture/topology.ts';
import { type Locale, SOURCE_LOCALE } from '../i18n/locales.ts';
import { pageCapture } from './page-capture.ts';
import { readPage } from './page-source.ts';

export interface PageBeginning {
  /** Of the page that explains the commands. */
  readonly slug: string;
  /** In the language of the reader. */
  readonly title: string;
  readonly values: NonNullable<CapturedSnippet['values']>;
  /** The network after them. Undefined if the page was not captured yet. */
  readonly topology: Topology | undefined;
  /** In order. Commands that follow each other on one node are in one terminal. */
  readonly terminals: readonly BegunTerminal[];
}

export interface BegunTerminal {
  readonly node: string;
  readonly steps: readonly TypedStep[];
}

/** Returns undefined if the page begins in a fresh lab. */
export function pageBeginning(slug: string, locale: Locale): PageBeginning | undefined {
  const beginning = readPage({ locale: SOURCE_LOCALE, slug })?.page.beginning;
  if (!beginning) return undefined;
  const { values = {}, topology } = pageCapture(slug)?.begins ?? {};
  const translated = readPage({ locale, slug: beginning.slug })?.page.title;
  const terminals: { readonly node: string; readonly steps: TypedStep[] }[] = [];
  for (const { node, steps } of beginning.snippets) {
    const last = terminals.at(-1);
    if (last?.node === node) last.steps.push(...steps.map(typedStep));
    else terminals.push({ node, steps: steps.map(typedStep) });
  }
  return { slug: beginning.slug, title: translated ?? beginning.title, values, topology, terminals };
}

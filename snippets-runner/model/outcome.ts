/** A recording held against its capture, and what came of a whole run. */

import type { Page, Pattern, Snippet } from '../tutorial/page.ts';
import type { SnippetsError } from './error.ts';
import type { Leftover, Recording, SnippetEnding } from './recording.ts';

export interface RunOutcome {
  /** In the order of the run's pages. */
  readonly pages: readonly PageOutcome[];
  readonly durationMs: number;
  readonly ending: RunEnding;
}

/** Why a run came to its end. Only `complete` has tried every page. */
export type RunEnding =
  | { readonly kind: 'complete' }
  /** At the first page that was not right, as was asked. */
  | { readonly kind: 'bailed' }
  | { readonly kind: 'interrupted' }
  /** The tool could not do its work, for no page. */
  | { readonly kind: 'failed'; readonly error: SnippetsError };

export type PageOutcome =
  | ({
      readonly kind: 'ran';
      readonly page: Page;
      /** Name of the one that ran it. */
      readonly engine: string;
      readonly recording: Recording;
      /** What the page has left on its nodes and does not say that it leaves. */
      readonly leaks: readonly Leftover[];
      readonly durationMs: number;
    } & PageComparison)
  | { readonly kind: 'skipped'; readonly page: Page; readonly reason: string }
  /** The tool could not run it, or not to its end. */
  | {
      readonly kind: 'broken';
      readonly page: Page;
      readonly engine: string;
      readonly error: SnippetsError;
      readonly durationMs: number;
    }
  /** It was right when it last ran, and nothing has changed since. */
  | { readonly kind: 'unchanged'; readonly page: Page }
  /** The run ended before its turn, or in the middle of it. */
  | { readonly kind: 'not-run'; readonly page: Page };

/** Whether a page tells the truth, by this run or an earlier one. */
export function hasPassed(outcome: PageOutcome): boolean {
  if (outcome.kind === 'unchanged') return true;
  return (
    outcome.kind === 'ran' && outcome.leaks.length === 0 && outcome.snippets.every(({ faults }) => faults.length === 0)
  );
}

/** A recording held against a capture: what is wrong, and what a new capture would need. */
export interface PageComparison {
  /** One a snippet of the page, in order. */
  readonly snippets: readonly SnippetOutcome[];
  readonly drift: readonly Drift[];
  /** Ids of the snippets whose capture no longer holds. */
  readonly stale: ReadonlySet<string>;
  /** Puts the capture's identities for those of this run, as far as one is known to stand for the other. */
  readonly toCaptured: (text: string) => string;
}

export interface SnippetOutcome {
  readonly snippet: Snippet;
  /** All that is wrong; empty when the snippet tells the truth. */
  readonly faults: readonly Fault[];
  readonly durationMs: number;
}

export type Fault =
  | { readonly kind: 'no-capture' }
  /** `lines`: what was typed for the capture, and what the page types now. */
  | { readonly kind: 'other-commands'; readonly lines: readonly DiffLine[] }
  | { readonly kind: 'differed'; readonly step: number; readonly lines: readonly DiffLine[] }
  /** The lab's network after the snippet, against the captured one. */
  | { readonly kind: 'other-topology'; readonly lines: readonly DiffLine[] }
  /** The capture has none, though the snippet changes it: `lines` are from before the snippet to after it. */
  | { readonly kind: 'no-topology'; readonly lines: readonly DiffLine[] }
  | {
      readonly kind: 'wrong-exit';
      readonly step: number;
      readonly expected: number;
      readonly actual: number | null;
      readonly output: string;
    }
  | {
      readonly kind: 'unmet';
      readonly attribute: 'expect' | 'retry-until' | 'save';
      readonly pattern: Pattern;
      readonly output: string;
    }
  | {
      readonly kind: 'ended-early';
      readonly ending: Exclude<SnippetEnding, { kind: 'completed' }>;
      readonly output: string;
    }
  | { readonly kind: 'not-run' };

/**
 * One line of a difference, after substitution: `captured` speaks in the words of this run, so only
 * what truly differs stands out. `spans` are the differing parts, as [start, end) in UTF-16 code units.
 */
export interface DiffLine {
  readonly kind: 'same' | 'captured' | 'printed';
  readonly text: string;
  readonly spans: readonly (readonly [start: number, end: number])[];
  /** Why two lines that look alike differ, such as an id that stood for another before. */
  readonly note: string | undefined;
}

/** Something that is not an error but that `capture` would refresh, such as the engine's version. */
export interface Drift {
  readonly what: string;
  readonly captured: string;
  readonly now: string;
}

/** The result of each page, and of a whole run. */

import type { HostInText, OpenShell, Page, Pattern, Position, Snippet } from '../tutorial/page.ts';
import type { SnippetsError } from './error.ts';
import type { Leftover, Recording, SnippetEnding } from './recording.ts';

export interface RunOutcome {
  /** In the order of the run's pages. */
  readonly pages: readonly PageOutcome[];
  readonly durationMs: number;
  readonly ending: RunEnding;
}

/** Why a run ended. Only a `complete` run has tried every page. */
export type RunEnding =
  | { readonly kind: 'complete' }
  /** `--bail`: the run stopped after the first page that did not pass. */
  | { readonly kind: 'bailed' }
  | { readonly kind: 'interrupted' }
  /** An error that concerns the whole run, not one page. */
  | { readonly kind: 'failed'; readonly error: SnippetsError };

export type PageOutcome =
  | ({
      readonly kind: 'ran';
      readonly page: Page;
      /** Name of the engine that ran the page. */
      readonly engine: string;
      readonly recording: Recording;
      /** What is still on the nodes after the page, and is not declared in its `lab.leaves`. */
      readonly leaks: readonly Leftover[];
      readonly durationMs: number;
    } & PageComparison)
  /** No engine of the run could run the page. */
  | { readonly kind: 'skipped'; readonly page: Page; readonly reason: string }
  /** A Markdown document without a block that can be run. */
  | { readonly kind: 'empty'; readonly page: Page }
  /** The tool could not run the page, or could not finish it. */
  | {
      readonly kind: 'broken';
      readonly page: Page;
      readonly engine: string;
      readonly error: SnippetsError;
      readonly durationMs: number;
    }
  /** `--changed`: the page passed when it last ran, and nothing has changed since. */
  | { readonly kind: 'unchanged'; readonly page: Page }
  /** The run ended before the page was finished. */
  | { readonly kind: 'not-run'; readonly page: Page };

/** Returns whether a page passed, in this run or, if it is unchanged, in an earlier one. */
export function hasPassed(outcome: PageOutcome): boolean {
  if (outcome.kind === 'unchanged') return true;
  return (
    outcome.kind === 'ran' && outcome.leaks.length === 0 && outcome.snippets.every(({ faults }) => faults.length === 0)
  );
}

/** The result of comparing a recording with its capture, and what a new capture needs. */
export interface PageComparison {
  /** One entry for each snippet of the page, in the page's order. */
  readonly snippets: readonly SnippetOutcome[];
  readonly drift: readonly Drift[];
  /** Ids of the snippets that `snippets capture` would write anew. */
  readonly stale: ReadonlySet<string>;
  /** Replaces this run's identities (ids, addresses, names) by their counterparts in the capture, if they are known. */
  readonly toCaptured: (text: string) => string;
}

export interface SnippetOutcome {
  readonly snippet: Snippet;
  /** Empty if the snippet passed. */
  readonly faults: readonly Fault[];
  readonly durationMs: number;
  readonly cause?: Cause;
  /** If it failed: the other machine that the text before the block names, although the lab has only one node. */
  readonly hostInText?: HostInText;
}

/** Why a block of a document probably failed. */
export type Cause =
  /**
   * An earlier block that failed, by its id. `missing`: what that block names, and what this one did not find. Undefined
   * if that is a program to type into.
   */
  | { readonly snippet: string; readonly missing?: string }
  /** An earlier block that is skipped, and what it would have made. */
  | { readonly skipped: Position; readonly missing: string }
  /** Variables of the shell, with `$`, that the block uses although nothing has set them. */
  | { readonly unset: readonly string[] }
  /** A shell that is never left. The block may have been meant for it. */
  | { readonly inShell: OpenShell };

export type Fault =
  | { readonly kind: 'no-capture' }
  /** The page's commands are not those of the capture. `lines` compares the two. */
  | { readonly kind: 'other-commands'; readonly lines: readonly DiffLine[] }
  /** The page expects another exit code, or shows the snippet in another way, than when it was captured. */
  | { readonly kind: 'other-attributes'; readonly lines: readonly DiffLine[] }
  /** The values of the placeholders in the commands do not stand for those of the capture. */
  | { readonly kind: 'other-values'; readonly lines: readonly DiffLine[] }
  | ({
      readonly kind: 'differed';
      readonly step: number;
      readonly lines: readonly DiffLine[];
      readonly part?: ShownPart;
    } & Follower)
  /** The lab's network after the snippet is not the captured one. `lines` compares the two. */
  | ({ readonly kind: 'other-topology'; readonly lines: readonly DiffLine[] } & Follower)
  /** Of the first snippet: the lab's network before it, after what the page begins with, is not the captured one. */
  | { readonly kind: 'other-beginning'; readonly lines: readonly DiffLine[] }
  /** The snippet changes the lab's network, and the capture has no network. `lines` compares before and after. */
  | { readonly kind: 'no-topology'; readonly lines: readonly DiffLine[] }
  | {
      readonly kind: 'wrong-exit';
      readonly step: number;
      readonly expected: number;
      readonly actual: number | null;
      readonly output: string;
    }
  /** An exercise's check has passed where it has to fail: before the solution, or after a wrong one. */
  | { readonly kind: 'check-passed'; readonly step: number; readonly output: string }
  | {
      readonly kind: 'unmet';
      readonly attribute: 'expect' | 'retry-until' | 'save';
      readonly pattern: Pattern;
      readonly output: string;
    }
  /** The pattern could not be tried on the output, for example because it takes too long. */
  | {
      readonly kind: 'pattern-failed';
      readonly attribute: 'expect';
      readonly pattern: Pattern;
      /** Begins with the pattern. */
      readonly reason: string;
      readonly output: string;
    }
  | {
      readonly kind: 'ended-early';
      readonly ending: Exclude<SnippetEnding, { kind: 'completed' }>;
      readonly output: string;
    }
  | { readonly kind: 'not-run' };

/**
 * A document shows only a part of an output, and does not say so. Of the lines that it does not show, `lines` of the fault
 * has one above and one below.
 */
export interface ShownPart {
  /** How many lines were printed above and below those that are shown. */
  readonly above: number;
  readonly below: number;
  readonly of: number;
}

interface Follower {
  /** Id of an earlier snippet in which all lines that differ here differ, too. So both may have one cause. */
  readonly follows?: string;
}

/** Faults that a new capture repairs. A fault against the page itself, such as a wrong exit code, is not one of them. */
export const REPAIRED_BY_CAPTURE: ReadonlySet<Fault['kind']> = new Set([
  'no-capture',
  'other-commands',
  'other-attributes',
  'other-values',
  'differed',
  'other-topology',
  'other-beginning',
  'no-topology',
]);

/**
 * One line of a difference. The capture's identities are already replaced by this run's, so only real
 * differences remain. `spans` are the differing parts, as [start, end) in UTF-16 code units.
 */
export interface DiffLine {
  readonly kind: 'same' | 'captured' | 'printed';
  readonly text: string;
  readonly spans: readonly (readonly [start: number, end: number])[];
  /** Explains a difference between two lines that look the same. For example, one id may stand for two others. */
  readonly note: string | undefined;
}

/** A changed fact that is not a fault, such as the engine's version. `capture` refreshes it. */
export interface Drift {
  readonly what: string;
  readonly captured: string;
  readonly now: string;
}

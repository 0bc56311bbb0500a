/** What a page printed when it was run. */

import type { Topology } from '../tutorial/capture/topology.ts';
import type { LeftoverKind, Step } from '../tutorial/page.ts';
import type { EngineFacts, ImageFacts } from './lab.ts';

export interface Recording {
  readonly slug: string;
  readonly engine: EngineFacts;
  readonly images: Readonly<Record<string, ImageFacts>>;
  readonly snippets: readonly SnippetRecording[];
  /** The lab's network before the first snippet, after what the page begins with. */
  readonly before: Topology;
  /** The values of the placeholders in what the page begins with. Undefined: it begins in a fresh lab. */
  readonly begun?: Readonly<Record<string, string>>;
  /** What was left on the nodes after the last snippet; empty if the page did not run to its end. */
  readonly left: readonly Leftover[];
}

/** Things of one kind, such as containers, that a page has made on a node and not removed. */
export interface Leftover {
  readonly node: string;
  readonly kind: LeftoverKind;
  /** For the kind `swarm`: the node's role. */
  readonly names: readonly string[];
}

export interface SnippetRecording {
  readonly id: string;
  readonly startedAt: Date;
  /** The value of each placeholder in the snippet's commands. */
  readonly values: Readonly<Record<string, string>>;
  readonly steps: readonly StepRecording[];
  /** Number of runs until `retry-until` was met; 1 without `retry-until`. */
  readonly attempts: number;
  /** Sum over all attempts and the pauses between them. */
  readonly durationMs: number;
  readonly ending: SnippetEnding;
  /** The lab's network after the snippet. Undefined if it has not changed, or if the snippet did not complete. */
  readonly topology: Topology | undefined;
}

/** Why a snippet ended. Only a `completed` snippet has all its steps recorded. */
export type SnippetEnding =
  | { readonly kind: 'completed' }
  /** The timeout was exceeded. The last recorded step has the output so far. */
  | {
      readonly kind: 'timed-out';
      readonly step: Step;
      readonly timeoutMs: number;
      readonly waitedFor: string;
      /** Milliseconds from the last output to the timeout. */
      readonly quietMs?: number;
    }
  /** The next step could not be typed: its program or the shell had ended. */
  | { readonly kind: 'stuck'; readonly step: Step; readonly reason: string };

export interface StepRecording {
  readonly step: Step;
  /** The output as a terminal shows it, without the prompt, the typed line and the last newline. */
  readonly output: string;
  /** The exit code of the command. Null for input, and for a command that still runs when the snippet ends. */
  readonly exit: number | null;
  readonly durationMs: number;
}

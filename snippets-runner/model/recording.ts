/** What a run of a page really printed. */

import type { Topology } from '../tutorial/capture/topology.ts';
import type { LeftoverKind, Step } from '../tutorial/page.ts';
import type { EngineFacts, ImageFacts } from './lab.ts';

export interface Recording {
  readonly slug: string;
  readonly engine: EngineFacts;
  readonly images: Readonly<Record<string, ImageFacts>>;
  readonly snippets: readonly SnippetRecording[];
  /** The lab's network before the first snippet. */
  readonly before: Topology;
  /** What was on the nodes after the last snippet; empty where the page did not come to its end. */
  readonly left: readonly Leftover[];
}

/** Things of one kind that a page has made on a node, and that are still there. */
export interface Leftover {
  readonly node: string;
  readonly kind: LeftoverKind;
  /** In a swarm, the node's role. */
  readonly names: readonly string[];
}

export interface SnippetRecording {
  readonly id: string;
  readonly startedAt: Date;
  /** What each placeholder of the snippet's commands stood for. */
  readonly values: Readonly<Record<string, string>>;
  readonly steps: readonly StepRecording[];
  /** How often it ran until `retry-until` was met; 1 without it. */
  readonly attempts: number;
  /** Of all attempts, with the pauses between them. */
  readonly durationMs: number;
  readonly ending: SnippetEnding;
  /** The lab's network after it, where it is another than before; undefined as well where the snippet did not come to its end. */
  readonly topology: Topology | undefined;
}

/** Why a snippet came to its end. Only `completed` has recorded every step. */
export type SnippetEnding =
  | { readonly kind: 'completed' }
  /** The time was up; the last recorded step holds what had been printed. */
  | {
      readonly kind: 'timed-out';
      readonly step: Step;
      readonly timeoutMs: number;
      readonly waitedFor: string;
      /** For how long a program that was to end or to show its prompt had printed nothing. */
      readonly quietMs?: number;
    }
  /** The program that a step was to be typed into had ended, or the shell was not to be had. */
  | { readonly kind: 'stuck'; readonly step: Step; readonly reason: string };

export interface StepRecording {
  readonly step: Step;
  /** What a person would have seen, without the prompt and the typed line; no newline at the end. */
  readonly output: string;
  /** Of a command, once it has ended; null for input, and for a command that still runs when the snippet ends. */
  readonly exit: number | null;
  readonly durationMs: number;
}

/**
 * Makes the next capture of a page from a run. Snippets that still match are kept byte for byte, the others are
 * replaced.
 */

import type { Recording, SnippetRecording, StepRecording } from '../../model/recording.ts';
import {
  CAPTURE_SCHEMA_VERSION,
  type Capture,
  type CapturedSnippet,
  type CapturedStep,
} from '../../tutorial/capture/capture.ts';
import { typedStep } from '../../tutorial/capture/page-match.ts';
import type { Topology } from '../../tutorial/capture/topology.ts';
import type { Page, Snippet } from '../../tutorial/page.ts';
import { snippetHash } from '../../tutorial/snippet/snippet-hash.ts';
import { isSameSource } from '../page/drift.ts';
import { nextBegins } from './next-begins.ts';
import { nextTopologies } from './next-topologies.ts';

export interface NextCaptureRequest {
  readonly page: Page;
  readonly previous: Capture | undefined;
  /** The recording of a run in which every snippet completed. */
  readonly recording: Recording;
  /** Ids of the snippets to replace: their captured outputs no longer match. */
  readonly stale: ReadonlySet<string>;
  /** Replaces identities of this run by those of the previous capture, so that one id stays one id. */
  readonly toCaptured: (text: string) => string;
}

/** @returns the previous capture itself when nothing has changed */
export function nextCapture({ page, previous, recording, stale, toCaptured }: NextCaptureRequest): Capture {
  const recorded = new Map(recording.snippets.map((snippet) => [snippet.id, snippet]));
  const keepsSource = previous !== undefined && (stale.size === 0 || isSameSource(previous, recording));
  const rewrite = keepsSource ? toCaptured : (text: string) => text;
  const kept = new Map(
    keepsSource ? previous.snippets.filter(({ id }) => !stale.has(id)).map((each) => [each.id, each]) : [],
  );
  const [first] = page.snippets;
  const begunBefore = first && kept.has(first.id) ? previous?.begins : undefined;
  const begins = nextBegins({ page, recording, rewrite, previous: begunBefore });
  const topologies = nextTopologies({
    ids: page.snippets.map(({ id }) => id),
    previous: keepsSource ? previous : undefined,
    recording,
    first: begins?.topology,
    isKept: (id) => kept.has(id),
    rewrite,
  });
  const snippets = page.snippets.map((snippet) => {
    const { id } = snippet;
    const before = kept.get(id);
    const own = before ? withDisplay(before, snippet) : capturedSnippet(snippet, recorded.get(id), rewrite);
    return withTopology(own, topologies.get(id));
  });
  const { engine, images } = keepsSource ? previous : recording;
  const head = { schema: CAPTURE_SCHEMA_VERSION, slug: page.slug, engine, images } as const;
  const next: Capture = { ...head, ...(begins && { begins }), snippets };
  return previous && JSON.stringify(next) === JSON.stringify(previous) ? previous : next;
}

function withDisplay(captured: CapturedSnippet, { exit, output, hidden }: Snippet): CapturedSnippet {
  return { ...captured, exit, output, hidden };
}

function withTopology({ topology: _, ...own }: CapturedSnippet, topology: Topology | undefined): CapturedSnippet {
  return topology ? { ...own, topology } : own;
}

function capturedSnippet(
  snippet: Snippet,
  recording: SnippetRecording | undefined,
  rewrite: (text: string) => string,
): CapturedSnippet {
  if (!recording) throw new TypeError(`snippet ${snippet.id} was not recorded`);
  const { id, node, exit, output, hidden } = snippet;
  const values = Object.entries(recording.values).map(([name, value]) => [name, rewrite(value)] as const);
  return {
    id,
    node,
    hash: snippetHash(snippet),
    captured: recording.startedAt.toISOString(),
    exit,
    output,
    hidden,
    ...(values.length > 0 && { values: Object.fromEntries(values) }),
    steps: recording.steps.map((step) => capturedStep(step, rewrite)),
  };
}

function capturedStep(
  { step, output, exit, durationMs }: StepRecording,
  rewrite: (text: string) => string,
): CapturedStep {
  return { ...typedStep(step), output: rewrite(output), exit, duration: Math.round(durationMs) };
}

/** A capture, and the recording from which it was made. */
import { nextCapture } from '../../../compare/renewal/next-capture.ts';
import type { Recording } from '../../../model/recording.ts';
import type { Capture } from '../../../tutorial/capture/capture.ts';
import type { Page } from '../../../tutorial/page.ts';
import type { ParsedPage } from '../../../tutorial/parsed-page.ts';
import { FAKE_FACTS } from '../../fake-lab/fake-lab.ts';
import { pageOf } from '../../run/pages.ts';

export const TWO_SNIPPETS = `\`\`\`console snippet=create
$ docker network create alpine-net
\`\`\`

\`\`\`console snippet=attach exit=1
$ docker attach box
/ # ls
/ # <Ctrl-P><Ctrl-Q>
\`\`\`
`;

export function samplePage(body = TWO_SNIPPETS): ParsedPage {
  return pageOf(body, { slug: 'bridge/sample' });
}

/** Returns a recording in which the steps print these outputs, by number on the page. Other steps print nothing. */
export function recordingOf(page: Page, outputs: readonly string[] = [], more: Partial<Recording> = {}): Recording {
  let number = 0;
  return {
    slug: page.slug,
    engine: FAKE_FACTS,
    images: { alpine: { reference: 'alpine:3.22', id: 'sha256:1234', origin: 'registry' } },
    snippets: page.snippets.map(({ id, steps, exit }) => ({
      id,
      startedAt: new Date('2026-11-24T04:00:00Z'),
      values: {},
      steps: steps.map((step, index) => ({
        step,
        output: outputs[number++] ?? '',
        exit: index === steps.length - 1 ? exit : null,
        durationMs: 12.6,
      })),
      attempts: 1,
      durationMs: 12.6 * steps.length,
      ending: { kind: 'completed' },
      topology: undefined,
    })),
    before: { hosts: [], networks: [], containers: [], endpoints: [] },
    left: [],
    ...more,
  };
}

export function captureOf(page: Page, recording: Recording): Capture {
  return nextCapture({ page, previous: undefined, recording, stale: new Set(), toCaptured: (text) => text });
}

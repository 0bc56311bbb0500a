/** Compares a recording with its page's capture, and says what `snippets capture` would renew. */
import type { PageComparison } from '../model/outcome.ts';
import type { Recording } from '../model/recording.ts';
import type { Capture } from '../tutorial/capture/capture.ts';
import type { Page } from '../tutorial/page.ts';
import { inCommonTerms } from './page/common-topology.ts';
import { compareDocument } from './page/document.ts';
import { driftOf } from './page/drift.ts';
import { markFollowers } from './page/followers.ts';
import { excuseOtherVersion } from './page/other-version.ts';
import { comparePage, createPageComparison } from './page/page.ts';
import { renewal } from './renewal/renewal.ts';

/** A document is compared with the outputs that it shows itself, so it needs no capture. */
export function compareRecording(page: Page, capture: Capture | undefined, recording: Recording): PageComparison {
  if (page.kind === 'document') return compareDocument(page, recording);
  const common = inCommonTerms(capture, recording);
  const comparison = createPageComparison(page, ...common);
  const snippets = comparePage(page, ...common, comparison);
  const excused = excuseOtherVersion(snippets, capture, recording);
  const drift = [...(capture ? driftOf(capture, recording) : []), ...excused.drift];
  return {
    snippets: markFollowers(excused.snippets),
    drift,
    ...renewal({ page, capture, recording, snippets, comparison }),
  };
}

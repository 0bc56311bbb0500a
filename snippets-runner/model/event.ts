/** The events of a run. The run prints nothing: its caller listens, and decides what to show. */

import type { Page, Snippet } from '../tutorial/page.ts';
import type { SnippetsError } from './error.ts';
import type { PageOutcome } from './outcome.ts';
import type { PlannedPage } from './plan.ts';

export type RunEvent =
  | { readonly kind: 'planned'; readonly pages: readonly PlannedPage[] }
  | { readonly kind: 'lab-booting'; readonly page: Page }
  | { readonly kind: 'lab-ready'; readonly page: Page; readonly durationMs: number }
  | { readonly kind: 'snippet-started'; readonly page: Page; readonly snippet: Snippet; readonly index: number }
  /** An engine no longer answers. The page is given to another engine. */
  | { readonly kind: 'engine-lost'; readonly engine: string; readonly page: Page; readonly error: SnippetsError }
  | { readonly kind: 'page-ended'; readonly outcome: PageOutcome }
  /** A lab of this run could not be removed. */
  | { readonly kind: 'lab-left'; readonly labId: string; readonly error: SnippetsError }
  /** Slow work that belongs to no page, such as building an image. */
  | { readonly kind: 'preparing'; readonly message: string };

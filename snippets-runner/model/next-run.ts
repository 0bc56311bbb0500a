/** What has to run after a page was saved again. */

export type NextRun =
  /** No command has changed. */
  | { readonly kind: 'nothing' }
  /** The snippets after those that have run, in the same lab. */
  | { readonly kind: 'rest'; readonly from: number }
  /** Everything, in a fresh lab. */
  | { readonly kind: 'all'; readonly why: WhyAll };

export type WhyAll =
  /** Nothing has run yet. */
  | { readonly kind: 'first' }
  /** An image that the page names was missing, and may be there now. */
  | { readonly kind: 'image-missing' }
  /** The lab had waited for the author between two snippets. */
  | { readonly kind: 'again' }
  /** Another lab is needed. `what`: the keys of `lab` in the front matter that have changed, `begins` or `values`. */
  | { readonly kind: 'other-lab'; readonly what: readonly string[] }
  /** Something had run that the page does not do, or does not do there. */
  | { readonly kind: 'changed' | 'removed' | 'inserted' | 'moved'; readonly snippet: string }
  /** The lab of the last run does not answer any more. */
  | { readonly kind: 'lost' };

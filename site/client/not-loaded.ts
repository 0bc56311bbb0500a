/**
 * Says that what a press needs could not be loaded, as without a network. The words are in the page: nothing can be
 * loaded then. The next press tries again.
 * @throws the same error, so the browser logs the reason
 */
export function tellNotLoaded(error: unknown): never {
  document.querySelector<HTMLElement>('.not-loaded')?.showPopover();
  throw error;
}

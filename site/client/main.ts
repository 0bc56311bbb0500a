/** Runs on every page. What is first used later is loaded later, such as the code of the search and of replays. */
import { setUpKeys } from './keys.ts';
import { setUpLists } from './lists.ts';
import { tellNotLoaded } from './not-loaded.ts';
import { setUpScrolling } from './scrolling.ts';
import { recall, remember } from './storage.ts';
import { setUpTerminals } from './terminals.ts';
import { setUpTheme } from './theme.ts';

/** What a reader does first on a page. After `online`, what a lost network has kept away can be loaded. */
const FIRST_MOVES = ['scroll', 'pointermove', 'pointerdown', 'focusin', 'online'] as const;
const COPY_BUTTONS = '[data-copy], [data-copy-page]';

setUpTheme();
setUpTerminals();
setUpCopying();
setUpSearch();
setUpReplay();
rememberLanguage();
setUpLists();
setUpKeys();
setUpScrolling();
setUpWhatFollowsTheReader();

function setUpSearch(): void {
  const open = () => import('./search.ts').then((search) => search.openSearch()).catch(tellNotLoaded);
  document.querySelector('[data-open-search]')?.addEventListener('click', open);
  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
    event.preventDefault();
    open();
  });
}

/** Buttons replay a terminal or the page. An address that ends with `#step=ID` opens the player of the page. */
function setUpReplay(): void {
  const start = (button?: HTMLElement) =>
    import('./replay/replay.ts').then(({ replay }) => replay(button)).catch(tellNotLoaded);
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element && target.closest<HTMLElement>('[data-replay]');
    if (button) start(button);
  });
  const followLink = () => {
    if (location.hash.startsWith('#step=')) start();
  };
  addEventListener('hashchange', followLink);
  followLink();
}

/**
 * Loads what follows the reader, and what copies, when the reader first moves. A page that was scrolled before, or a
 * reader with ticks or values, needs it at once.
 */
function setUpWhatFollowsTheReader(): void {
  if (scrollY > 0 || recall('read') !== null || hasValues()) loadWhatFollows();
  else for (const event of FIRST_MOVES) addEventListener(event, loadWhatFollows, { passive: true, once: true });
}

let following: Promise<(button: HTMLElement) => Promise<void>> | undefined;
/** What copies, once it is loaded. */
let copy: ((button: HTMLElement) => Promise<void>) | undefined;

/** After a failure, the next call tries again. */
function loadWhatFollows(): NonNullable<typeof following> {
  following ??= import('./following.ts').then(
    ({ follow }) => {
      copy = follow();
      return copy;
    },
    (error: unknown) => {
      following = undefined;
      throw error;
    },
  );
  return following;
}

/** Returns whether the reader has typed values on this page, which its fields are to show again. */
function hasValues(): boolean {
  const box = document.querySelector<HTMLElement>('[data-values]');
  return box !== null && recall(`values:${box.dataset.values}`, 'sessionStorage') !== null;
}

function setUpCopying(): void {
  // Browsers offer the clipboard only to pages from https or from this machine.
  if (!navigator.clipboard) {
    for (const part of document.querySelectorAll(`${COPY_BUTTONS}, [data-values]`)) part.remove();
    return;
  }
  // Not on each button: the player shows copies of them.
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element && target.closest<HTMLElement>(COPY_BUTTONS);
    if (!button) return;
    // Safari lets a page write only during a click. The first move, such as the pressing of the button, has loaded it.
    if (copy) copy(button);
    else loadWhatFollows().then((loaded) => loaded(button), tellNotLoaded);
  });
}

/** Stores the language that the reader chooses. The site's root redirects to it on the next visit. */
function rememberLanguage(): void {
  for (const link of document.querySelectorAll<HTMLElement>('[data-language]')) {
    link.addEventListener('click', () => remember('locale', link.dataset.language ?? ''));
  }
}

/** Runs on every page. The code of the search and of replays is loaded when they are used. */
import { setUpContents } from './contents.ts';
import { setUpCopying } from './copy.ts';
import { setUpKeys } from './keys.ts';
import { setUpScrolling } from './scrolling.ts';
import { recall, remember } from './storage.ts';
import { setUpTerminals } from './terminals.ts';
import { setUpTheme } from './theme.ts';

/** What a reader does first on a page, whatever it is. */
const FIRST_MOVES = ['scroll', 'pointermove', 'focusin'] as const;

setUpTheme();
setUpTerminals();
setUpCopying();
setUpSearch();
setUpReplay();
rememberLanguage();
setUpContents();
setUpKeys();
setUpScrolling();
setUpWhatFollowsTheReader();

function setUpSearch(): void {
  const open = () => import('./search.ts').then(({ openSearch }) => openSearch());
  document.querySelector('[data-open-search]')?.addEventListener('click', open);
  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
    event.preventDefault();
    open();
  });
}

/** Buttons replay a terminal or the page. An address that ends with `#step=ID` opens the player of the page. */
function setUpReplay(): void {
  const load = () => import('./replay/replay.ts');
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element && target.closest<HTMLElement>('[data-replay]');
    if (button) load().then(({ replay }) => replay(button));
  });
  const followLink = () => {
    if (location.hash.startsWith('#step=')) load().then(({ replayLinkedStep }) => replayLinkedStep());
  };
  addEventListener('hashchange', followLink);
  followLink();
}

/**
 * Loads the network beside the text, the lights of names and the ticks of what was read, when the reader first moves. A
 * page that was scrolled before, or a reader with ticks, needs them at once.
 */
function setUpWhatFollowsTheReader(): void {
  const load = () => {
    for (const event of FIRST_MOVES) removeEventListener(event, load);
    import('./following.ts').then(({ follow }) => follow());
  };
  if (scrollY > 0 || recall('read') !== null) load();
  else for (const event of FIRST_MOVES) addEventListener(event, load, { passive: true });
}

/** Stores the language that the reader chooses. The site's root redirects to it on the next visit. */
function rememberLanguage(): void {
  for (const link of document.querySelectorAll<HTMLElement>('[data-language]')) {
    link.addEventListener('click', () => remember('locale', link.dataset.language ?? ''));
  }
}

/** Runs on every page. The code of the search is loaded when the search is opened. */
import { setUpContents } from './contents.ts';
import { setUpCopying } from './copy.ts';
import { setUpKeys } from './keys.ts';
import { setUpNetwork } from './network/follow.ts';
import { remember } from './storage.ts';
import { setUpTheme } from './theme.ts';
import { setUpTicks } from './ticks.ts';

setUpTheme();
setUpCopying();
setUpSearch();
rememberLanguage();
setUpContents();
setUpNetwork();
setUpTicks();
setUpKeys();

function setUpSearch(): void {
  const open = () => import('./search.ts').then(({ openSearch }) => openSearch());
  document.querySelector('[data-open-search]')?.addEventListener('click', open);
  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
    event.preventDefault();
    open();
  });
}

/** Stores the language that the reader chooses. The site's root redirects to it on the next visit. */
function rememberLanguage(): void {
  for (const link of document.querySelectorAll<HTMLElement>('[data-language]')) {
    link.addEventListener('click', () => remember('locale', link.dataset.language ?? ''));
  }
}

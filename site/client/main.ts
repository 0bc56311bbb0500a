/** Runs on every page. The code of the search is loaded when the search is opened. */
import { setUpContents } from './contents.ts';
import { setUpCopying } from './copy.ts';
import { setUpNetwork } from './network/follow.ts';
import { setUpTheme } from './theme.ts';

setUpTheme();
setUpCopying();
setUpSearch();
rememberLanguage();
setUpContents();
setUpNetwork();

function setUpSearch(): void {
  const open = () => import('./search.ts').then(({ openSearch }) => openSearch());
  document.querySelector('[data-open-search]')?.addEventListener('click', open);
  document.addEventListener('keydown', (event) => {
    if (!isSearchKey(event)) return;
    event.preventDefault();
    open();
  });
}

function isSearchKey({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  if ((ctrlKey || metaKey) && key.toLowerCase() === 'k') return true;
  const typing =
    target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/u.test(target.tagName));
  return key === '/' && !typing && !ctrlKey && !metaKey && !altKey;
}

/** Stores the language that the reader chooses. The site's root redirects to it on the next visit. */
function rememberLanguage(): void {
  for (const link of document.querySelectorAll<HTMLElement>('[data-language]')) {
    link.addEventListener('click', () => {
      try {
        localStorage.setItem('locale', link.dataset.language ?? '');
      } catch {
        // Storage is forbidden: the root redirects by the browser's languages.
      }
    });
  }
}

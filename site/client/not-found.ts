/** On the error page: guesses from the address which page was meant, and offers its words for the search. */
import { nearestPage, segmentsOf } from './nearest-page.ts';

const section = document.querySelector<HTMLElement>('.not-found');
if (section) {
  const { base = '/', home = '/', pages = '[]' } = section.dataset;
  const locale = home.slice(base.length, -1);
  const asked = segmentsOf(location.pathname.slice(base.length)).filter((segment) => segment !== locale);
  showGuess(section, asked, home, new Map(JSON.parse(pages) as [string, string][]));
  setUpSearch(section, asked);
}

/** @param titles of the pages in this language, by slug */
function showGuess(shown: HTMLElement, asked: readonly string[], home: string, titles: Map<string, string>): void {
  const slug = nearestPage(asked, [...titles.keys()]);
  const guess = shown.querySelector<HTMLElement>('.guess');
  const link = guess?.querySelector('a');
  if (slug === undefined || !guess || !link) return;
  link.href = `${home}${slug}/`;
  link.textContent = titles.get(slug) ?? slug;
  guess.hidden = false;
}

/** The form hands its words to the search that every page has. */
function setUpSearch(shown: HTMLElement, asked: readonly string[]): void {
  const form = shown.querySelector('form');
  const field = form?.querySelector('input');
  if (!form || !field) return;
  field.value = asked.join(' ').replace(/[-_.\s]+/gu, ' ');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const button = document.querySelector<HTMLElement>('[data-open-search]');
    if (button) button.dataset.query = field.value;
    button?.click();
  });
}

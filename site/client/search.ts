/** The search dialog: a field and a list of results over Pagefind's index. Loads its styles, too. */
import styles from '../styles/search.css?inline';

interface Pagefind {
  init(): Promise<void>;
  debouncedSearch(query: string): Promise<{ results: { data(): Promise<Found> }[] } | null>;
}
interface Found {
  readonly url: string;
  readonly excerpt: string;
  readonly meta: { readonly title?: string };
  readonly sub_results: readonly FoundSection[];
}
interface FoundSection {
  readonly title: string;
  readonly url: string;
  readonly excerpt: string;
  readonly weighted_locations: readonly { readonly balanced_score: number }[];
}
type Messages = Readonly<Record<'hint' | 'searching' | 'unavailable' | 'nothing' | 'found' | 'foundOne', string>>;

const MOST_PAGES = 8;
const MOST_SECTIONS = 3;

const dialog = document.querySelector('dialog.search') as HTMLDialogElement;
const field = dialog.querySelector('input') as HTMLInputElement;
const status = dialog.querySelector('.search-status') as HTMLElement;
const list = dialog.querySelector('.search-results') as HTMLElement;
const messages = JSON.parse(dialog.dataset.messages ?? '{}') as Messages;
let loading: Promise<Pagefind> | undefined;

adoptStyles();
field.addEventListener('input', search);
dialog.addEventListener('keydown', moveOrOpen);
dialog.addEventListener('click', ({ target }) => {
  // A click on the backdrop has the dialog as its target. A click on a link must close the dialog, too: a link within
  // this page loads no other page.
  if (target === dialog || (target instanceof Element && target.closest('a'))) dialog.close();
});

export function openSearch(): void {
  if (dialog.open) return;
  dialog.showModal();
  field.select();
  pagefind().catch(() => say(messages.unavailable));
  // The error page has filled the field.
  if (field.value !== '') search();
}

/** A `<style>` element that a script adds would need a hash in the content security policy. A sheet needs none. */
function adoptStyles(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets.push(sheet);
}

function pagefind(): Promise<Pagefind> {
  loading ??= import(/* @vite-ignore */ dialog.dataset.index ?? '').then(async (module: Pagefind) => {
    await module.init();
    return module;
  });
  return loading;
}

async function search(): Promise<void> {
  const query = field.value.trim();
  if (query === '') return show([], messages.hint);
  say(messages.searching);
  try {
    const found = await (await pagefind()).debouncedSearch(segmented(query));
    // Null: a newer query has replaced this one.
    if (found === null) return;
    const pages = await Promise.all(found.results.slice(0, MOST_PAGES).map((result) => result.data()));
    if (query === field.value.trim()) show(pages, foundMessage(found.results.length, query));
  } catch {
    say(messages.unavailable);
  }
}

/** Splits a Chinese query into words, as Pagefind splits the pages that it indexes. */
function segmented(query: string): string {
  if (!/\p{Script=Han}/u.test(query) || !('Segmenter' in Intl)) return query;
  const words = new Intl.Segmenter('zh', { granularity: 'word' }).segment(query);
  return [...words].map(({ segment }) => segment).join(' ');
}

function foundMessage(count: number, query: string): string {
  if (count === 0) return messages.nothing.replace('{query}', query);
  return count === 1 ? messages.foundOne : messages.found.replace('{count}', String(count));
}

function say(message: string): void {
  status.textContent = message;
}

function show(pages: readonly Found[], message: string): void {
  say(message);
  list.replaceChildren(...pages.map(pageItem));
}

function pageItem(page: Found): HTMLElement {
  const item = document.createElement('li');
  item.append(resultLink(page.url, page.meta.title ?? page.url, page.excerpt));
  const sections = page.sub_results
    .filter(({ url }) => url.includes('#'))
    .toSorted(byRelevance)
    .slice(0, MOST_SECTIONS);
  item.append(...sections.map((section) => resultLink(section.url, section.title, section.excerpt, 'search-section')));
  return item;
}

/**
 * Compares sections, which Pagefind returns in the order of the page. Sections with the query in their heading come
 * first, those with the shortest heading before the others. The rest is ordered by Pagefind's score.
 */
function byRelevance(a: FoundSection, b: FoundSection): number {
  return headingMatch(b) - headingMatch(a) || score(b) - score(a);
}

/** Returns how much of the heading the query is: 0 if the heading does not contain it, 1 if it is the whole heading. */
function headingMatch({ title }: FoundSection): number {
  const heading = title.toLowerCase();
  const typed = field.value.trim().toLowerCase();
  return heading.includes(typed) ? typed.length / heading.length : 0;
}

function score({ weighted_locations }: FoundSection): number {
  return weighted_locations.reduce((sum, { balanced_score }) => sum + balanced_score, 0);
}

function resultLink(url: string, title: string, excerpt: string, className = 'search-page'): HTMLElement {
  const link = document.createElement('a');
  link.href = url;
  link.className = className;
  const heading = document.createElement('b');
  heading.textContent = title.replace(/\s*#$/u, '');
  const text = document.createElement('span');
  // Pagefind escapes its excerpts, except its own <mark>.
  text.innerHTML = excerpt.replace(/^[\s.,;:)\]。，、；：）”]+/u, '');
  link.append(heading, text);
  return link;
}

/** Arrow keys move the focus through the field and the results. Enter in the field opens the first result. */
function moveOrOpen(event: KeyboardEvent): void {
  const links = [...list.querySelectorAll('a')];
  if (event.key === 'Enter' && event.target === field && !event.isComposing) {
    event.preventDefault();
    links[0]?.click();
  }
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  const stops: HTMLElement[] = [field, ...links];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  stops[Math.min(Math.max(at + (event.key === 'ArrowDown' ? 1 : -1), 0), stops.length - 1)]?.focus();
}

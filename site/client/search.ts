/** The search dialog: Pagefind's index behind a field of our own. It brings its styles along. */
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

const dialog = document.getElementById('search') as HTMLDialogElement;
const field = dialog.querySelector('input') as HTMLInputElement;
const status = dialog.querySelector('.search-status') as HTMLElement;
const list = dialog.querySelector('.search-results') as HTMLElement;
const messages = JSON.parse(dialog.dataset.messages ?? '{}') as Messages;
let loading: Promise<Pagefind> | undefined;

document.head.append(Object.assign(document.createElement('style'), { textContent: styles }));
field.addEventListener('input', search);
dialog.addEventListener('keydown', moveOrOpen);
dialog.addEventListener('click', ({ target }) => {
  // The backdrop is the dialog itself; a link to the page one is on would leave it open.
  if (target === dialog || (target instanceof Element && target.closest('a'))) dialog.close();
});

export function openSearch(): void {
  if (dialog.open) return;
  dialog.showModal();
  field.select();
  pagefind().catch(() => say(messages.unavailable));
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
    // Null: something newer was typed meanwhile.
    if (found === null) return;
    const pages = await Promise.all(found.results.slice(0, MOST_PAGES).map((result) => result.data()));
    if (query === field.value.trim()) show(pages, foundMessage(found.results.length, query));
  } catch {
    say(messages.unavailable);
  }
}

/** The index holds Chinese word by word; a query without spaces must be cut in the same way. */
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
 * Pagefind has them as they stand on the page. First come those whose heading is about what is searched
 * for, the shorter the more so, then those with most to say.
 */
function byRelevance(a: FoundSection, b: FoundSection): number {
  return headingMatch(b) - headingMatch(a) || score(b) - score(a);
}

/** 0 where the heading does not have what was searched for, up to 1 where it has nothing else. */
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
  // Pagefind's excerpts are escaped, but for its own <mark>.
  text.innerHTML = excerpt.replace(/^[\s.,;:)\]。，、；：）”]+/u, '');
  link.append(heading, text);
  return link;
}

/** Arrows go through the field and the results; Enter in the field opens the first. */
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

/** The search dialog: a field, the definition of a term, and pages with their sections. Loads its styles, too. */
import type { Corpus } from '../search/corpus.ts';
import { definitionOf } from '../search/definition.ts';
import { type Found, search } from '../search/search.ts';
import { type SearchIndex, searchIndex } from '../search/search-index.ts';
import styles from '../styles/search.css?inline';
import { adoptStyles } from './dom.ts';
import { definitionCard, pageItem } from './search-results.ts';

type Messages = Readonly<
  Record<
    'hint' | 'searching' | 'unavailable' | 'nothing' | 'found' | 'foundOne' | 'unknown' | 'quoted' | 'explained',
    string
  >
>;

const dialog = document.querySelector('dialog.search') as HTMLDialogElement;
const field = dialog.querySelector('input') as HTMLInputElement;
const status = dialog.querySelector('.search-status') as HTMLElement;
const found = dialog.querySelector('.search-found') as HTMLElement;
const card = dialog.querySelector('.search-definition') as HTMLElement;
const list = dialog.querySelector('.search-results') as HTMLElement;
const messages = JSON.parse(dialog.dataset.messages ?? '{}') as Messages;
let loading: Promise<SearchIndex> | undefined;

adoptStyles(styles);
// While an input method composes, the field has letters that nobody means to look for.
field.addEventListener('input', (event) => (event as InputEvent).isComposing || update());
field.addEventListener('compositionend', update);
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
  index().catch(() => say(messages.unavailable));
  // The error page has filled the field.
  if (field.value !== '') update();
}

/** Loads the texts once. After a failure, the next call tries again. */
function index(): Promise<SearchIndex> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<SearchIndex> {
  const response = await fetch(dialog.dataset.index ?? '');
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return searchIndex((await response.json()) as Corpus);
}

async function update(): Promise<void> {
  const typed = field.value.trim();
  if (typed === '') return clear();
  say(messages.searching);
  try {
    const loaded = await index();
    // Otherwise the reader has typed on meanwhile.
    if (typed === field.value.trim()) show(typed, loaded);
  } catch {
    say(messages.unavailable);
  }
}

function clear(): void {
  say(messages.hint);
  card.hidden = true;
  list.replaceChildren();
}

function show(typed: string, loaded: SearchIndex): void {
  const result = search(typed, loaded);
  const term = definitionOf(typed, loaded.corpus.terms);
  say(statusOf(typed, result));
  card.hidden = term === undefined;
  card.replaceChildren(...(term ? definitionCard(term, messages.explained, dialog.dataset.otherLanguage ?? '') : []));
  list.replaceChildren(...result.pages.map((page) => pageItem(page, result.marks)));
  found.scrollTop = 0;
}

function statusOf(typed: string, { pages: { length }, unknown }: Found): string {
  if (length === 0) return messages.nothing.replace('{query}', () => typed);
  const count = length === 1 ? messages.foundOne : messages.found.replace('{count}', String(length));
  if (unknown.length === 0) return count;
  const quoted = unknown.map((word) => messages.quoted.replace('{word}', () => word));
  const words = new Intl.ListFormat(document.documentElement.lang, { type: 'disjunction' }).format(new Set(quoted));
  return count + messages.unknown.replace('{words}', () => words);
}

function say(message: string): void {
  status.textContent = message;
}

/** Arrow keys move the focus through the field and the links. Enter in the field opens the first page. */
function moveOrOpen(event: KeyboardEvent): void {
  if (event.key === 'Escape' && !event.isComposing) {
    // Otherwise, a browser clears the field first.
    event.preventDefault();
    dialog.close();
  }
  const links = [...found.querySelectorAll('a')];
  if (event.key === 'Enter' && event.target === field && !event.isComposing) {
    event.preventDefault();
    (list.querySelector('a') ?? links[0])?.click();
  }
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  const stops: HTMLElement[] = [field, ...links];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  stops[Math.min(Math.max(at + (event.key === 'ArrowDown' ? 1 : -1), 0), stops.length - 1)]?.focus();
}

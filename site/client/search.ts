/** The search dialog: a field, the definition of a term, and pages with their sections. Loads its styles, too. */
import type { Corpus } from '../search/corpus.ts';
import { definitionOf } from '../search/definition.ts';
import { type Found, search } from '../search/search.ts';
import { type SearchIndex, searchIndex } from '../search/search-index.ts';
import styles from '../styles/search.css?inline';
import { addDialog, closeButton, words } from './dialogs.ts';
import { adoptStyles, element } from './dom.ts';
import { definitionCard, pageItem } from './search-results.ts';

const { search: messages } = words;
const button = document.querySelector<HTMLElement>('[data-open-search]');
/** The header links to the other language. */
const otherLanguage = document.querySelector<HTMLElement>('.language-link')?.lang ?? '';
const field = element('input', '');
const status = element('p', 'search-status', messages.hint);
const card = element('section', 'search-definition');
const list = element('ol', 'search-results');
const found = element('div', 'search-found', card, list);
const dialog = searchDialog();
let loading: Promise<SearchIndex> | undefined;

export function openSearch(): void {
  if (dialog.open) return;
  // From the field of the error page.
  field.value = button?.dataset.query ?? field.value;
  delete button?.dataset.query;
  dialog.showModal();
  field.select();
  index().catch(() => say(messages.unavailable));
  if (field.value !== '') update();
}

function searchDialog(): HTMLDialogElement {
  adoptStyles(styles);
  Object.assign(field, {
    type: 'search',
    ariaLabel: messages.label,
    placeholder: messages.placeholder,
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: false,
    enterKeyHint: 'go',
  });
  // While an input method composes, the field has letters that nobody means to look for.
  field.addEventListener('input', (event) => (event as InputEvent).isComposing || update());
  field.addEventListener('compositionend', update);
  const icon = button?.querySelector('svg')?.cloneNode(true) ?? '';
  const form = element('form', '', icon, field, closeButton(messages.close));
  form.method = 'dialog';
  form.role = 'search';
  status.role = 'status';
  card.ariaLabel = messages.definition;
  card.hidden = true;
  const made = element('dialog', 'search', form, status, found);
  made.ariaLabel = messages.label;
  made.addEventListener('keydown', moveOrOpen);
  // A link within this page loads no other page, so a click on a link must close the dialog.
  found.addEventListener('click', ({ target }) => target instanceof Element && target.closest('a') && made.close());
  addDialog(made);
  return made;
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
  const response = await fetch(button?.dataset.openSearch ?? '');
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
  say(statusOf(typed, result, term !== undefined));
  card.hidden = term === undefined;
  card.replaceChildren(...(term ? definitionCard(term, messages.explained, otherLanguage) : []));
  list.replaceChildren(...result.pages.map((page) => pageItem(page, result.marks)));
  found.scrollTop = 0;
}

function statusOf(typed: string, { pages: { length }, unknown }: Found, isDefined: boolean): string {
  if (length === 0) return (isDefined ? messages.noPage : messages.nothing).replace('{query}', () => typed);
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

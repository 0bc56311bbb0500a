/**
 * Ticks the sections and the tutorials that were read. What was read is kept in this browser, for each tutorial under
 * the anchors of its English page, so it is the same in every language.
 *
 * A section with an exercise has the tick once the reader says that it is solved.
 *
 * A section is read when its end has come into the window, and the section was there long enough: one second, and one
 * more for each 100 pixels of its height, but not more than 15.
 */
import { anchorOf } from './contents.ts';
import { element, icon } from './dom.ts';
import { words } from './following-words.ts';
import { recall, remember } from './storage.ts';

const TICK = 'M4 10.5 8.5 15 16.5 5.5';
const SECOND_MS = 1000;
const PIXELS_A_SECOND = 100;
const MOST_SECONDS = 15;

interface Tutorial {
  /** Anchors of the sections that were read. */
  readonly sections: readonly string[];
  /** Whether these are all sections of the page. The pages beside it do not know how many it has. */
  readonly whole: boolean;
}

interface Section {
  readonly link: HTMLAnchorElement;
  readonly heading: HTMLElement;
  /** In the English page. */
  readonly anchor: string;
  /** How long it was in the window. */
  seconds: number;
  /** What the reader ticks if the section is an exercise. */
  readonly box: HTMLInputElement | undefined;
}

const contents = document.querySelector<HTMLElement>('.contents[data-tutorial]');
const slug = contents?.dataset.tutorial ?? '';
const headings = [...document.querySelectorAll('article :is(h2, h3)[id]')];
const boxes = [...document.querySelectorAll<HTMLInputElement>('.exercise-solved input')];
const sections = [...(contents?.querySelectorAll('a') ?? [])].flatMap(sectionOf);
/** The slug of a page is what its address has behind that of the home page. */
const home = document.querySelector<HTMLAnchorElement>('.brand');
const clear = element('button', '', words.ticks.clear);
const explanation = element('p', '', words.ticks.kept);
const about = element('div', 'ticks', explanation, clear);
/** Whether what the reader ticks outlives the page. */
let isKept = true;

export function setUpTicks(): void {
  about.hidden = true;
  show();
  if (!remember('read', recall('read'))) forgetNotes();
  // Another tab has written.
  addEventListener('storage', show);
  if (!contents) return;
  contents.append(about);
  setInterval(() => document.hidden || look(), SECOND_MS);
  for (const section of sections) section.box?.addEventListener('change', () => solve(section));
  clear.type = 'button';
  clear.addEventListener('click', () => {
    remember('read', null);
    for (const section of sections) section.seconds = 0;
    show();
  });
}

function sectionOf(link: HTMLAnchorElement): Section[] {
  const id = anchorOf(link);
  const heading = document.getElementById(id);
  if (!heading) return [];
  const box = boxes.find((each) => headings.findLast((other) => isBefore(other, each)) === heading);
  return [{ link, heading, anchor: link.dataset.en ?? id, seconds: 0, box }];
}

function isBefore(node: Node, other: Node): boolean {
  return (node.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

/** Counts a second for each section in the window, and keeps those that are read now. */
function look(): void {
  const before = own();
  const tops = sections.map(({ heading }) => heading.getBoundingClientRect().top);
  const end = sections[0]?.heading.closest('article')?.getBoundingClientRect().bottom ?? 0;
  const now = sections.filter((section, index) => {
    const [top = 0, bottom = end] = tops.slice(index, index + 2);
    if (top < innerHeight && bottom > 0) section.seconds++;
    const needed = Math.min(1 + (bottom - top) / PIXELS_A_SECOND, MOST_SECONDS);
    const isRead = bottom <= innerHeight && section.seconds >= needed && !section.box;
    return isRead || before.sections.includes(section.anchor);
  });
  // A page that has got another section is no longer read as a whole.
  if (now.length !== before.sections.length || isWhole(now) !== before.whole) keep(now);
}

/** Keeps what the reader says of an exercise. */
function solve(section: Section): void {
  const before = own().sections;
  keep(sections.filter((each) => (each === section ? section.box?.checked : before.includes(each.anchor))));
  if (isKept || !section.box?.checked) return;
  const [note] = notesOf([section.box]);
  if (note && !notesOf(boxes).some(({ textContent }) => textContent)) note.textContent = words.ticks.solvedForgotten;
}

/** A browser that forbids storage keeps no tick, so no exercise says that it does. */
function forgetNotes(): void {
  isKept = false;
  explanation.textContent = words.ticks.forgotten;
  for (const note of notesOf(boxes)) note.textContent = '';
}

function notesOf(these: readonly HTMLInputElement[]): readonly HTMLElement[] {
  return these.flatMap((box) => box.closest('p')?.querySelector('small') ?? []);
}

function own(): Tutorial {
  return stored().get(slug) ?? { sections: [], whole: false };
}

function keep(now: readonly Section[]): void {
  const tutorials = stored().set(slug, { sections: now.map(({ anchor }) => anchor), whole: isWhole(now) });
  remember('read', JSON.stringify([...tutorials]));
  show();
}

function isWhole(now: readonly Section[]): boolean {
  return now.length === sections.length;
}

/** By slug. Empty if another site of the same origin has stored something else under this name. */
function stored(): Map<string, Tutorial> {
  try {
    return new Map(JSON.parse(recall('read') ?? '[]'));
  } catch {
    return new Map();
  }
}

function show(): void {
  const tutorials = stored();
  const read = own().sections;
  for (const { link, anchor, box } of sections) {
    const isRead = read.includes(anchor);
    tick(link, isRead);
    if (!box) continue;
    box.checked = isRead;
    box.closest('p')?.removeAttribute('hidden');
  }
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.sidebar a')) {
    tick(link, tutorials.get(link.pathname.slice(home?.pathname.length, -1))?.whole === true);
  }
  // The button has the focus when the ticks are cleared, so it stays.
  if (tutorials.size > 0) about.hidden = false;
  clear.textContent = tutorials.size > 0 ? words.ticks.clear : words.ticks.cleared;
}

function tick(link: HTMLElement, isRead: boolean): void {
  const shown = link.querySelector('.tick');
  if (!isRead) shown?.remove();
  else if (!shown) link.append(tickIcon());
}

function tickIcon(): HTMLElement {
  const made = element('span', 'tick');
  made.role = 'img';
  made.ariaLabel = words.ticks.read;
  made.innerHTML = icon(TICK);
  return made;
}

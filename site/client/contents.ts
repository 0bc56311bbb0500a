/**
 * Keeps the reader's place. In "On this page" and in the bar that opens it, says which section is being read. The links
 * to other languages lead to the same section.
 */
import { revealCurrent } from './lists.ts';
import { onScroll } from './on-scroll.ts';

export function setUpContents(): void {
  const contents = document.querySelector<HTMLElement>('.contents');
  contents?.addEventListener('click', ({ target }) => {
    if (target instanceof HTMLAnchorElement && contents.matches(':popover-open')) contents.hidePopover();
  });
  follow(contents);
}

/** Returns the id of the heading that a link leads to. */
export function anchorOf({ hash }: HTMLAnchorElement): string {
  return decodeURIComponent(hash.slice(1));
}

function follow(contents: HTMLElement | null): void {
  const links = [...(contents?.querySelectorAll('a') ?? [])];
  const here = document.querySelector('.contents-here');
  const sections = [...document.querySelectorAll<HTMLElement>('article :is(h2, h3)[id]')].map((heading) => ({
    heading,
    link: links.find((each) => anchorOf(each) === heading.id),
  }));
  const mark = () => {
    const read = readUpTo(sections.map(({ heading }) => heading));
    // The terms of the glossary are sections, but not in the list.
    const link = sections.slice(0, read).findLast((section) => section.link)?.link;
    for (const each of links) each.ariaCurrent = each === link ? 'location' : null;
    if (here) here.textContent = link?.textContent ?? '';
    if (contents) revealCurrent(contents);
    for (const other of document.querySelectorAll<HTMLAnchorElement>('[data-language]')) {
      other.hash = anchorIn(other.dataset.language ?? '', sections[read - 1]) ?? '';
    }
  };
  onScroll(mark);
  mark();
}

/** Returns how many sections the reader has reached. */
function readUpTo(headings: readonly HTMLElement[]): number {
  const { scrollHeight } = document.documentElement;
  if (scrollY > 0 && innerHeight + scrollY >= scrollHeight - 2) return headings.length;
  // After a click on a link, its heading is just above this line.
  const line = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) + 10;
  return headings.findLastIndex((heading) => heading.getBoundingClientRect().top < line) + 1;
}

interface Section {
  readonly heading: HTMLElement;
  readonly link: HTMLElement | undefined;
}

/** Returns undefined if nobody knows which section of the other language this is. */
function anchorIn(language: string, section: Section | undefined): string | null | undefined {
  if (section?.heading.hasAttribute('data-everywhere')) return section.heading.id;
  return section?.link?.getAttribute(`data-${language}`);
}

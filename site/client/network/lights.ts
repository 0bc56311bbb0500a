/**
 * Lights a name or an address at which the reader points, wherever the page has it: in text, terminals and drawings.
 * Only what a drawing of the page names is lit. Texts stay as they are: the browser paints ranges of them
 * (https://developer.mozilla.org/docs/Web/API/CSS_Custom_Highlight_API).
 */

/** The texts of drawings that are names and addresses. */
const DRAWN = '.drawing-svg text[translate]';
/** Where names stand in a text. */
const TEXTS = 'main :is(pre, code, .change)';
/** Longer than any name, in characters. */
const LONGEST = 64;

let lit: string | undefined;

export function setUpLights(): void {
  document.addEventListener('pointermove', (event) => light(nameAt(event)), { passive: true });
  // A name in the text is reached by caret browsing, or by a double click.
  document.addEventListener('selectionchange', () => {
    const { anchorNode: node, anchorOffset = 0 } = document.getSelection() ?? {};
    if (node) light(nameIn(node, anchorOffset));
  });
  const screen = document.querySelector<HTMLElement>('.network-screen');
  screen?.addEventListener('keydown', (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    lightNext(screen, by);
  });
  screen?.addEventListener('blur', () => light(undefined));
}

function nameAt({ target, clientX, clientY }: PointerEvent): string | undefined {
  if (!(target instanceof Element)) return undefined;
  if (target.closest('.drawing-svg')) {
    const text = target.matches('text[translate]') ? target : target.closest('g')?.querySelector('text[translate]');
    return text?.textContent;
  }
  const place = target.closest(TEXTS) && document.caretPositionFromPoint?.(clientX, clientY);
  return place ? nameIn(place.offsetNode, place.offset) : undefined;
}

/** Returns the longest name that is at a place of a text. */
function nameIn(node: Node, offset: number): string | undefined {
  const text = node.parentElement?.closest(TEXTS);
  if (!text) return undefined;
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(node, offset);
  const at = before.toString().length;
  const start = Math.max(0, at - LONGEST);
  const around = (text.textContent ?? '').slice(start, at + LONGEST);
  return [...drawnNames()]
    .filter((name) =>
      occurrences(name, around).some((index) => index <= at - start && at - start <= index + name.length),
    )
    .toSorted((one, other) => other.length - one.length)[0];
}

function drawnNames(): ReadonlySet<string> {
  return new Set([...document.querySelectorAll(DRAWN)].map(({ textContent }) => textContent ?? ''));
}

/** Returns where a text has a name that is not a part of a longer one. */
function occurrences(name: string, text: string): readonly number[] {
  const whole = new RegExp(`(?<![\\w-]|\\w\\.)${name.replaceAll('.', '\\.')}(?![\\w-]|\\.\\w)`, 'gu');
  return [...text.matchAll(whole)].map(({ index }) => index);
}

function light(name: string | undefined): void {
  if (name === lit) return;
  lit = name;
  for (const text of document.querySelectorAll(DRAWN)) text.classList.toggle('lit', text.textContent === name);
  if (name === undefined) CSS.highlights?.delete('name');
  else
    CSS.highlights?.set(
      'name',
      new Highlight(...[...document.querySelectorAll(TEXTS)].flatMap((text) => rangesOf(name, text))),
    );
}

/** A name may go over several elements: parts of a command have their own colours. */
function rangesOf(name: string, text: Element): readonly Range[] {
  const found = occurrences(name, text.textContent ?? '');
  if (found.length === 0) return [];
  const nodes: { readonly node: Node; readonly start: number }[] = [];
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let start = 0; walker.nextNode(); start += (walker.currentNode as Text).length) {
    nodes.push({ node: walker.currentNode, start });
  }
  return found.map((index) => {
    const range = document.createRange();
    const first = nodes.findLast(({ start }) => start <= index);
    const last = nodes.findLast(({ start }) => start < index + name.length);
    if (first) range.setStart(first.node, index - first.start);
    if (last) range.setEnd(last.node, index + name.length - last.start);
    return range;
  });
}

/** Lights the next name of the drawing, and says what it is. */
function lightNext(screen: HTMLElement, by: number): void {
  const texts = [...screen.querySelectorAll(DRAWN)];
  const names = [...new Set(texts.map(({ textContent }) => textContent ?? ''))];
  const index = names.indexOf(lit ?? '');
  const name = names.at(index < 0 ? Math.min(by, 0) : (index + by) % names.length);
  light(name);
  const text = texts.find(({ textContent }) => textContent === name);
  const title = text?.closest('g:has(> title)')?.querySelector('title')?.textContent;
  const status = document.querySelector('.network-lit');
  if (status) status.textContent = title ?? name ?? '';
}

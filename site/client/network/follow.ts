/**
 * The network follows the reader: a button says what there is at the step being read, and opens the drawing of that
 * step. Without scripts it is not there: the drawings are below their terminals.
 */
import { copyOf, element, icon } from '../dom.ts';
import { words } from '../following-words.ts';
import { onScroll } from '../on-scroll.ts';
import { reveal } from '../reveal.ts';
import { recall, remember } from '../storage.ts';

/** A drawing is that of the step being read once its top is above this part of the window's height. */
const READ_ABOVE = 0.75;

/** Key of what the tab remembers. */
const IS_OPEN = 'network-open';
const NETWORK = 'M7.500 3h5v4.500h-5ZM2.500 13h5v4.500h-5ZM12.500 13h5v4.500h-5ZM10 7.500v3M5 13v-2.500h10V13';

export function setUpNetwork(): void {
  const beside = document.querySelector('.beside');
  // Those of steps, and those of networks to mend.
  const drawings = [...document.querySelectorAll<HTMLElement>('[data-counts]')];
  if (!beside || drawings.length === 0) return;
  const { section, button, counts, card, link, screen } = parts();
  beside.append(section);
  let shown: HTMLElement | undefined;

  const draw = () => {
    const drawing = shown?.querySelector('svg');
    if (!shown || !drawing || card.hidden) return;
    link.textContent = drawing.querySelector('title')?.textContent ?? '';
    link.href = `#${shown.id}`;
    screen.replaceChildren(copyOf(drawing, 'now-'));
    // A tall drawing scrolls. What the step has changed is in view.
    const change = screen.querySelector('.new, .gone');
    if (change) reveal(screen, change, 1 / 3);
  };
  const follow = () => {
    const read = drawings.findLast(
      (each) => isUnfolded(each) && each.getBoundingClientRect().top < innerHeight * READ_ABOVE,
    );
    if (read === shown) return;
    shown = read;
    section.hidden = !read;
    counts.textContent = read?.dataset.counts ?? '';
    draw();
  };
  const open = (opens: boolean) => {
    card.hidden = !opens;
    button.ariaExpanded = String(opens);
    document.documentElement.toggleAttribute('data-network-open', opens);
    draw();
  };
  const choose = (opens: boolean) => {
    open(opens);
    button.focus();
    remember(IS_OPEN, opens ? '' : null, 'sessionStorage');
  };

  // The drawings of a page differ in height. With room for the tallest, nothing moves when the next one is shown.
  screen.style.setProperty('--tallest', String(Math.max(...drawings.map(heightOf))));
  button.addEventListener('click', () => choose(card.hidden !== false));
  section.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && !card.hidden) choose(false);
  });
  onScroll(follow);
  open(recall(IS_OPEN, 'sessionStorage') !== null);
  follow();
  loadLights();
}

function parts() {
  const counts = element('span', 'network-counts');
  const button = element('button', 'network-button');
  button.type = 'button';
  button.innerHTML = icon(NETWORK);
  button.append(counts);
  const link = element('a', 'network-step');
  const screen = element('div', 'network-screen');
  screen.tabIndex = 0;
  screen.role = 'group';
  screen.ariaLabel = words.network.keys;
  const lit = element('p', 'network-lit');
  lit.role = 'status';
  const card = element('div', 'network-card', link, screen, lit);
  card.id = 'network-card';
  button.setAttribute('aria-controls', card.id);
  const section = element('section', 'network', button, card);
  section.ariaLabel = words.network.now;
  section.hidden = true;
  return { section, button, counts, card, link, screen };
}

/** Returns whether what is around a drawing is open: a solution that is folded does not follow the reader. */
function isUnfolded({ parentElement }: Element): boolean {
  return !parentElement?.closest('details:not([open])');
}

/** Loads the code that lights names when the reader first points at a text with names, or moves to the drawing. */
function loadLights(): void {
  const load = ({ target }: Event) => {
    if (!(target instanceof Element && target.closest('pre, code, .drawing, .network'))) return;
    for (const event of EVENTS) document.removeEventListener(event, load);
    import('./lights.ts').then(({ setUpLights }) => setUpLights());
  };
  for (const event of EVENTS) document.addEventListener(event, load, { passive: true });
}

const EVENTS = ['pointermove', 'focusin'] as const;

function heightOf(drawing: Element): number {
  return drawing.querySelector('svg')?.viewBox.baseVal.height ?? 0;
}

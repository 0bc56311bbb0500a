/** "On this page" shows which section is being read, and closes when it was a popover and has been used. */
export function setUpContents(): void {
  const contents = document.getElementById('contents');
  if (!contents) return;
  contents.addEventListener('click', ({ target }) => {
    if (target instanceof HTMLAnchorElement && contents.matches(':popover-open')) contents.hidePopover();
  });
  followReading([...contents.querySelectorAll<HTMLAnchorElement>('a')]);
}

/** A heading is being read once it is this near to the top, in pixels: below the header, where links lead to. */
const READ_FROM = 130;

function followReading(links: readonly HTMLAnchorElement[]): void {
  const sections = links.flatMap((link) => {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return heading ? [{ link, heading }] : [];
  });
  const mark = () => {
    const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
    const read = atEnd
      ? sections.at(-1)
      : sections.findLast(({ heading }) => heading.getBoundingClientRect().top < READ_FROM);
    for (const { link } of sections) {
      if (link === read?.link) link.setAttribute('aria-current', 'location');
      else link.removeAttribute('aria-current');
    }
  };
  let waiting = false;
  addEventListener(
    'scroll',
    () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        mark();
      });
    },
    { passive: true },
  );
  mark();
}

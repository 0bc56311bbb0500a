/**
 * Lets people focus what scrolls sideways, to scroll it with the arrow keys, and nothing else. Some browsers do that
 * themselves, but not where a button or a link is inside.
 */
export function setUpScrolling(): void {
  const observer = new ResizeObserver((entries) => {
    for (const entry of entries) {
      const target = entry.target as HTMLElement;
      const scrolls = target.scrollWidth > target.clientWidth;
      if (scrolls) target.tabIndex = 0;
      else target.removeAttribute('tabindex');
      // Chromium goes on fading the edges of what was scrolled to its end, and fits since the window is wider.
      target.style.animationName = scrolls ? '' : 'none';
    }
  });
  for (const element of document.querySelectorAll('.aligned, .table, .astro-code')) observer.observe(element);
}

/**
 * Lets people focus what scrolls sideways, to scroll it with the arrow keys, and nothing else. Some browsers do that
 * themselves, but not where a button or a link is inside.
 */
export function setUpScrolling(): void {
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.setAttribute('tabindex', '0');
      else target.removeAttribute('tabindex');
    }
  });
  for (const element of document.querySelectorAll('.aligned, .table, .astro-code')) observer.observe(element);
}

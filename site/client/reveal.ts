/**
 * Scrolls a part of the page, and not the page, if something in it cannot be seen.
 * @param at where it then is: 0 at the upper edge of the part, 1 at the lower
 */
export function reveal(scroller: Element, shown: Element, at: number): void {
  const { top, bottom, height } = scroller.getBoundingClientRect();
  const place = shown.getBoundingClientRect();
  if (place.top < top || place.bottom > bottom) scroller.scrollTop += place.top - top - height * at;
}

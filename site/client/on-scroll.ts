/** Calls a function when the page is scrolled, once before each frame. */
export function onScroll(act: () => void): void {
  let isWaiting = false;
  const frame = () => {
    isWaiting = false;
    act();
  };
  const wait = () => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(frame);
  };
  addEventListener('scroll', wait, { passive: true });
}

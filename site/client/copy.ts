const SHOWN_FOR_MS = 1600;

export function setUpCopying(): void {
  // Browsers offer the clipboard only to pages from https or from this machine.
  if (!navigator.clipboard) for (const button of document.querySelectorAll('[data-copy]')) button.remove();
  // Not on each button: the player shows copies of them.
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element && target.closest<HTMLElement>('[data-copy]');
    if (button) copy(button);
  });
}

async function copy(button: HTMLElement): Promise<void> {
  await navigator.clipboard.writeText(button.dataset.copy ?? '');
  const label = button.querySelector<HTMLElement>('[data-copied]');
  if (!label || button.classList.contains('copied')) return;
  const before = label.textContent;
  label.textContent = label.dataset.copied ?? before;
  button.classList.add('copied');
  setTimeout(() => {
    label.textContent = before;
    button.classList.remove('copied');
  }, SHOWN_FOR_MS);
}

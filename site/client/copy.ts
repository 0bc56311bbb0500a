const SHOWN_FOR_MS = 1600;

export function setUpCopying(): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-copy]')) {
    // Browsers offer the clipboard only to pages from https or from this machine.
    if (navigator.clipboard) button.addEventListener('click', () => copy(button));
    else button.remove();
  }
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

import { filled, type ReaderValue } from './shell-quoting.ts';
import { setUpValues } from './values.ts';

const SHOWN_FOR_MS = 1600;

/** Returns a function that copies what a button stands for. `main.ts` calls it when one is clicked. */
export function setUpCopying(): (button: HTMLElement) => Promise<void> {
  const valueIn = setUpValues();
  const announce = setUpAnnouncing();
  return async (button) => {
    const isCopied = await copy(button, valueIn).then(
      () => true,
      () => false,
    );
    const message = show(button, isCopied);
    if (message) announce(message);
  };
}

/** Returns a function that has screen readers say a message. They only say what changes in an element that they know. */
function setUpAnnouncing(): (message: string) => void {
  const status = document.createElement('p');
  status.role = 'status';
  status.className = 'announced';
  document.body.append(status);
  return (message) => {
    // A new text is said again, even if it is the same.
    status.replaceChildren(message);
    setTimeout(() => status.replaceChildren(), SHOWN_FOR_MS);
  };
}

/** Fails if the browser refuses the clipboard: a reader can forbid it, and a page in a frame has to be allowed it. */
async function copy(button: HTMLElement, valueIn: (name: string) => ReaderValue): Promise<void> {
  const { copy: commands, copyPage } = button.dataset;
  // Safari lets a page write only during a click, so it gets the promise of a text.
  if (copyPage) return navigator.clipboard.write([new ClipboardItem({ 'text/plain': textAt(copyPage) })]);
  const text = commands || button.previousElementSibling?.textContent;
  return navigator.clipboard.writeText(filled(text ?? '', valueIn));
}

async function textAt(url: string): Promise<Blob> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return new Blob([await response.text()], { type: 'text/plain' });
}

/** Returns what the button says now. */
function show(button: HTMLElement, isCopied: boolean): string | undefined {
  const label = button.querySelector<HTMLElement>('[data-copied]');
  const message = isCopied ? label?.dataset.copied : document.body.dataset.notCopied;
  if (!label || button.matches('.copied, .refused')) return message;
  const state = isCopied ? 'copied' : 'refused';
  const before = label.textContent;
  label.textContent = message ?? before;
  button.classList.add(state);
  setTimeout(() => {
    label.textContent = before;
    button.classList.remove(state);
  }, SHOWN_FOR_MS);
  return message;
}

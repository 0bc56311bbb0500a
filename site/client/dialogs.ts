/** What the dialogs of the site share. They are made when they are first opened: without a script, nothing opens them. */
import { DIALOG_WORDS } from '../i18n/dialog-words.ts';
import { CLOSE, element, icon, inPageLanguage } from './dom.ts';

export const words = inPageLanguage(DIALOG_WORDS);

/** For a form with `method="dialog"`. */
export function closeButton(label: string): HTMLElement {
  const button = element('button', 'icon-button');
  button.type = 'submit';
  button.ariaLabel = label;
  button.innerHTML = icon(CLOSE);
  return button;
}

/** Adds a dialog to the page. A click beside it closes it: such a click has the dialog itself as its target. */
export function addDialog(dialog: HTMLDialogElement): void {
  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close());
  document.body.append(dialog);
}

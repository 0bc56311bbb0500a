/** The list of the keys of the site. Those that are a single character can be turned off here, as WCAG 2.1.4 asks for. */
import styles from '../styles/keys.css?inline';
import { addDialog, closeButton, words } from './dialogs.ts';
import { adoptStyles, element } from './dom.ts';

const { keys } = words;
const ROWS = [
  { pressed: ['?'], action: keys.actions.list },
  { pressed: ['/', 'Ctrl K'], action: keys.actions.search },
  { pressed: ['['], action: keys.actions.previous },
  { pressed: [']'], action: keys.actions.next },
  { pressed: ['Esc'], action: keys.actions.leave },
];

let dialog: HTMLDialogElement | undefined;

/** @param turn called when the reader turns the keys on or off */
export function openKeys(areOn: boolean, turn: (on: boolean) => void): void {
  dialog ??= keysDialog(areOn, turn);
  dialog.showModal();
}

function keysDialog(areOn: boolean, turn: (on: boolean) => void): HTMLDialogElement {
  adoptStyles(styles);
  const form = element('form', '', element('h2', '', keys.title), closeButton(keys.close));
  form.method = 'dialog';
  const choice = element('input', '');
  choice.type = 'checkbox';
  choice.checked = areOn;
  choice.setAttribute('aria-describedby', 'keysNote');
  choice.addEventListener('change', () => turn(choice.checked));
  const singles = ROWS.flatMap(({ pressed }) => pressed).filter(({ length }) => length === 1);
  const note = element('p', '', keys.singleNote);
  note.id = 'keysNote';
  const made = element(
    'dialog',
    'keys-dialog',
    form,
    element('dl', '', ...ROWS.map(rowOf)),
    element('label', '', choice, keys.single, ...singles.flatMap((key) => [' ', element('kbd', '', key)])),
    note,
  );
  made.ariaLabel = keys.title;
  addDialog(made);
  return made;
}

function rowOf({ pressed, action }: (typeof ROWS)[number]): HTMLElement {
  const shown = pressed.flatMap((key, index) => [index === 0 ? '' : ` ${keys.or} `, element('kbd', '', key)]);
  return element('div', '', element('dt', '', ...shown), element('dd', '', action));
}

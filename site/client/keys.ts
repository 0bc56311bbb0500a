/**
 * Shortcuts of a single character. A control says with `data-key` which key clicks it. The dialog that lists the keys
 * also turns them off.
 */
import { recall, remember } from './storage.ts';

const dialog = document.querySelector('.keys-dialog') as HTMLDialogElement;
const choice = dialog.querySelector('input') as HTMLInputElement;
const controls = [...document.querySelectorAll<HTMLElement>('[data-key]')];

export function setUpKeys(): void {
  choice.checked = recall('keys') !== 'off';
  announce();
  choice.addEventListener('change', () => {
    remember('keys', choice.checked ? null : 'off');
    announce();
  });
  controls.find(({ dataset }) => dataset.key === '?')?.addEventListener('click', show);
  // A click on the backdrop has the dialog as its target.
  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close());
  document.addEventListener('keydown', (event) => {
    if (!choice.checked || isMeantForAnother(event)) return;
    const control = controls.find(({ dataset }) => dataset.key === event.key);
    if (!control) return;
    event.preventDefault();
    control.click();
  });
}

/** The styles of the dialog are loaded with its first use. */
async function show(): Promise<void> {
  await import('./keys-styles.ts');
  dialog.showModal();
}

/** Tells readers which keys work. `data-more-keys` are those that are not a single character, which always do. */
function announce(): void {
  document.documentElement.dataset.keys = choice.checked ? 'on' : 'off';
  for (const control of controls) {
    const { key, moreKeys } = control.dataset;
    control.ariaKeyShortcuts = [choice.checked && key, moreKeys].filter(Boolean).join(' ') || null;
  }
}

function isMeantForAnother(event: KeyboardEvent): boolean {
  const { target, ctrlKey, metaKey, altKey } = event;
  // On many keyboards, "[" is typed with AltGr, which some systems report as Ctrl and Alt.
  const hasModifier = (ctrlKey || metaKey || altKey) && !event.getModifierState('AltGraph');
  const isTyping = target instanceof Element && target.closest('input, textarea, select, [contenteditable]');
  return Boolean(hasModifier || isTyping || document.querySelector('dialog[open]'));
}

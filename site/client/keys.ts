/**
 * Shortcuts of a single character. A control says with `data-key` which key clicks it. The dialog that lists the keys
 * also turns them off.
 */
import { tellNotLoaded } from './not-loaded.ts';
import { recall, remember } from './storage.ts';

const controls = [...document.querySelectorAll<HTMLElement>('[data-key]')];
let areOn = recall('keys') !== 'off';

export function setUpKeys(): void {
  announce();
  controls
    .find(({ dataset }) => dataset.key === '?')
    ?.addEventListener('click', () => {
      import('./keys-dialog.ts').then((dialog) => dialog.openKeys(areOn, turn)).catch(tellNotLoaded);
    });
  document.addEventListener('keydown', (event) => {
    if (!areOn || isMeantForAnother(event)) return;
    const control = controls.find(({ dataset }) => dataset.key === event.key);
    if (!control) return;
    event.preventDefault();
    control.click();
  });
}

function turn(on: boolean): void {
  areOn = on;
  remember('keys', on ? null : 'off');
  announce();
}

/** Tells readers which keys work. `data-more-keys` are those that are not a single character, which always do. */
function announce(): void {
  document.documentElement.dataset.keys = areOn ? 'on' : 'off';
  for (const control of controls) {
    const { key, moreKeys } = control.dataset;
    control.ariaKeyShortcuts = [areOn && key, moreKeys].filter(Boolean).join(' ') || null;
  }
}

function isMeantForAnother(event: KeyboardEvent): boolean {
  const { target, ctrlKey, metaKey, altKey } = event;
  // On many keyboards, "[" is typed with AltGr, which some systems report as Ctrl and Alt.
  const hasModifier = (ctrlKey || metaKey || altKey) && !event.getModifierState('AltGraph');
  const isTyping = target instanceof Element && target.closest('input, textarea, select, [contenteditable]');
  return Boolean(hasModifier || isTyping || document.querySelector('dialog[open]'));
}

export type Move = 'toggle' | 'previous' | 'next' | 'first' | 'last';

const MOVES: Readonly<Record<string, Move>> = {
  ' ': 'toggle',
  ArrowLeft: 'previous',
  ArrowRight: 'next',
  Home: 'first',
  End: 'last',
};

/** Returns what a key does in the player. Undefined if it is the browser's. */
export function moveOf({ key, target, ctrlKey, altKey, metaKey, shiftKey }: KeyboardEvent): Move | undefined {
  if (ctrlKey || altKey || metaKey || shiftKey || !(target instanceof Element)) return undefined;
  const move = MOVES[key];
  if (move === 'toggle') return target.closest('button, a, summary') ? undefined : move;
  // The arrows scroll columns sideways that are wider than their terminal.
  return target.scrollWidth > target.clientWidth ? undefined : move;
}

/**
 * Appends items to a list. `push(...items)` passes each item as an argument, and V8 takes about 120,000 of them.
 */
export function append<Item>(list: Item[], items: Iterable<Item>): void {
  for (const item of items) list.push(item);
}

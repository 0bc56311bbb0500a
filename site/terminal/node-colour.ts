/** The colour of a node, from 0 to 5. The stylesheet has a class for each. A node has the same colour on every page. */
const COLOURS = 6;
const FIXED: ReadonlyMap<string, number> = new Map([
  ['host', 0],
  ['manager', 1],
  ['worker-1', 2],
  ['worker-2', 3],
  ['neighbour', 5],
]);

export function nodeColour(node: string): number {
  return (
    FIXED.get(node) ?? [...node].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 9973, 7) % COLOURS
  );
}

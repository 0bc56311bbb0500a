/**
 * Returns how much a word or a phrase tells: the rarer, the more. This is the inverse document frequency of BM25.
 * @param found number of the documents that have it
 * @param all number of all documents
 */
export function rarityOf(found: number, all: number): number {
  return Math.log(1 + (all - found + 0.5) / (found + 0.5));
}

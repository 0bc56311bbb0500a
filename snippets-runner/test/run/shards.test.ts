import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shardOf } from '../../run/shards.ts';

interface Item {
  readonly slug: string;
  readonly duration: number | undefined;
}
const duration = ({ duration: known }: Item) => known;
const shards = (items: readonly Item[], count: number) =>
  Array.from({ length: count }, (_, index) => shardOf(items, { index: index + 1, count }, duration));
const loadOf = (items: readonly Item[]) => items.reduce((total, item) => total + 2000 + (item.duration ?? 0), 0);

const items = fc.uniqueArray(
  fc.record({ slug: fc.string(), duration: fc.option(fc.nat(600_000), { nil: undefined }) }),
  { selector: ({ slug }) => slug, maxLength: 30 },
);
const counts = fc.integer({ min: 1, max: 12 });

test('all together are all pages, each once, and each in its order', () => {
  fc.assert(
    fc.property(items, counts, (all, count) => {
      const parts = shards(all, count);
      expect(parts.flat().length).toBe(all.length);
      expect(new Set(parts.flat())).toEqual(new Set(all));
      for (const part of parts) expect(part).toEqual(all.filter((item) => part.includes(item)));
    }),
  );
});

test('do not depend on the order of the pages', () => {
  fc.assert(
    fc.property(items, counts, (all, count) => {
      const slugs = (parts: readonly (readonly Item[])[]) => parts.map((part) => part.map(({ slug }) => slug).sort());
      expect(slugs(shards([...all].reverse(), count))).toEqual(slugs(shards(all, count)));
    }),
  );
});

test('differ by no more than the longest page', () => {
  const known = items.map((all) => all.map((item) => ({ ...item, duration: item.duration ?? 0 })));
  fc.assert(
    fc.property(known, counts, (all, count) => {
      const loads = shards(all, count).map(loadOf);
      const longest = Math.max(0, ...all.map((item) => loadOf([item])));
      expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(longest);
    }),
  );
});

test('a page without a known duration counts as the mean of the others', () => {
  const all = [
    { slug: 'a', duration: 1000 },
    { slug: 'b', duration: 60_000 },
    { slug: 'new', duration: undefined },
  ];
  expect(shards(all, 2).map((part) => part.map(({ slug }) => slug))).toEqual([['b'], ['a', 'new']]);
});

test('those without a page are empty', () => {
  expect(shards([{ slug: 'a', duration: 1 }], 3).map(({ length }) => length)).toEqual([1, 0, 0]);
});

import { describe, expect, test } from 'vitest';
import { matchesGlob } from '../../base/glob.ts';
import { processorTime } from './processor-time.ts';

describe('a pattern matches', () => {
  test.each([
    ['README.md', 'README.md'],
    ['*.md', 'README.md'],
    ['./*.md', 'README.md'],
    ['docs', 'docs/a.md'],
    ['docs/', 'docs/a/b.md'],
    ['docs/*.md', 'docs/a.md'],
    ['docs/*', 'docs/a.md'],
    ['**', 'README.md'],
    ['**', 'a/b/c.md'],
    ['**/*.md', 'README.md'],
    ['**/*.md', 'a/b/c.md'],
    ['docs/**', 'docs/a/b.md'],
    ['docs/**/b.md', 'docs/b.md'],
    ['docs/**/b.md', 'docs/a/a/b.md'],
    ['**/old', 'docs/old/a.md'],
    ['**/a/**/b.md', 'a/c/a/d/b.md'],
    ['?.md', '网.md'],
    ['a*b*c.md', 'axbybzc.md'],
    ['[id].md', '[id].md'],
  ])('%s: %s', (pattern, path) => expect(matchesGlob(path, pattern)).toBe(true));
});

describe('a pattern does not match', () => {
  test.each([
    ['README.md', 'docs/README.md'],
    ['*.md', 'docs/README.md'],
    ['*.md', 'README.mdx'],
    ['docs/*', 'docs/a/b.md'],
    ['docs/*.md', 'docs/a.md/b.md'],
    ['doc', 'docs/a.md'],
    ['docs/a.md/b', 'docs/a.md'],
    ['**/b.md', 'a/ab.md'],
    ['?.md', 'ab.md'],
    ['?', ''],
    ['', 'README.md'],
  ])('%s: %s', (pattern, path) => expect(matchesGlob(path, pattern)).toBe(false));
});

test('a hostile pattern takes no longer than a usual one', () => {
  const spentMs = processorTime();
  expect(matchesGlob('a'.repeat(2000), `${'*a'.repeat(90)}b`)).toBe(false);
  expect(matchesGlob('a/'.repeat(1000), `${'**/a/'.repeat(40)}b`)).toBe(false);
  expect(spentMs()).toBeLessThan(2000);
});

/** Where the repository is: what EDIT_URL says, with and without a slash at its end, or nothing. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { publishedGuideUrl } from '../data/guide-links.ts';
import { editUrl, repositoryUrl } from '../data/repository.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const FILE = '../../README.md';

test.each(['', '/', '//'])('GitHub, with %j at the end', (end) => {
  vi.stubEnv('EDIT_URL', `https://github.com/someone/tutorials/edit/main${end}`);
  expect(editUrl()).toBe('https://github.com/someone/tutorials/edit/main/');
  expect(repositoryUrl()).toBe('https://github.com/someone/tutorials');
  expect(publishedGuideUrl(FILE)).toBe('https://github.com/someone/tutorials/blob/main/README.md');
  expect(publishedGuideUrl('https://example.org/')).toBe('https://example.org/');
});

test('another host', () => {
  vi.stubEnv('EDIT_URL', 'https://code.example/edit/main');
  expect([editUrl(), repositoryUrl()]).toEqual(['https://code.example/edit/main/', undefined]);
  expect(publishedGuideUrl(FILE)).toBe('https://code.example/edit/main/README.md');
});

describe.each([undefined, ''])('EDIT_URL is %j', (value) => {
  test('no link leads to a repository', () => {
    vi.stubEnv('EDIT_URL', value);
    expect([editUrl(), repositoryUrl(), publishedGuideUrl(FILE)]).toEqual([undefined, undefined, undefined]);
  });
});

import { expect, test } from 'vitest';
import { IMAGE_NAME, NODE_NAME, SLUG, SNIPPET_ID } from '../../tutorial/names.ts';

test.each([
  ['a snippet', SNIPPET_ID, ['a', 'create-network', '2nd'], ['', 'A', 'a_b', 'a--b', '-a', 'a-', 'a/b', 'a\n']],
  ['a page', SLUG, ['attach', 'bridge/user-defined'], ['', '/a', 'a/', 'a//b', '../a', 'a/../b', 'My page', 'a.b']],
  ['a node', NODE_NAME, ['host', 'worker-1', 'n'.repeat(63)], ['n', '1a', 'a-', 'A1', 'a.b', 'n'.repeat(64)]],
  ['an image', IMAGE_NAME, ['alpine', 'my.image_1--x'], ['', '../x', '..', 'a/b', 'A', '.a', 'a..b', 'a:1', ' a']],
] as const)('the name of %s', (_what, grammar, valid, invalid) => {
  expect(valid.filter((name) => !grammar.test(name))).toEqual([]);
  expect(invalid.filter((name) => grammar.test(name))).toEqual([]);
});

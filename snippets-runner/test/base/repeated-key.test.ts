import { expect, test } from 'vitest';
import { repeatedKey } from '../../base/repeated-key.ts';

test.each([
  ['{"a": 1, "b": {"a": [{"a": 1}, {"a": 2}]}, "c": "a"}', undefined],
  ['["a", "a", {"a": "\\"a\\\\", "b": "{\\"b\\": 1, "}]', undefined],
  ['{"a": [], "a": 1}', 'a'],
  ['{"x": [{"pages": ["y"], "b": {}, "p\\u0061ges": []}]}', 'pages'],
  ['{"__proto__": 1, "__proto__": 2}', '__proto__'],
])('%s', (text, key) => {
  JSON.parse(text);
  expect(repeatedKey(text)).toBe(key);
});

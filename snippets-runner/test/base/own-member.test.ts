import { expect, test } from 'vitest';
import { ownMember } from '../../base/own-member.ts';

test('a member that an object has itself is returned, one that it inherits is not', () => {
  const object = JSON.parse('{"a": 1, "__proto__": 2, "toString": 3}');
  expect(['a', '__proto__', 'toString'].map((key) => ownMember(object, key))).toEqual([1, 2, 3]);
  expect(['b', 'constructor', 'valueOf'].map((key) => ownMember(object, key))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(ownMember({}, '__proto__')).toBeUndefined();
});

test('nothing has no members', () => {
  expect([undefined, null].map((nothing) => ownMember(nothing, 'a'))).toEqual([undefined, undefined]);
});

/**
 * Returns a member of an object from outside, such as parsed JSON. Every object inherits members such as `constructor`;
 * they are not returned.
 */
export function ownMember<Value>(
  object: Readonly<Record<string, Value>> | null | undefined,
  key: string,
): Value | undefined {
  return object !== undefined && object !== null && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Returns the values that are left if each of the others takes an equal one away. @param keyOf equal for equal values */
export function without<Value>(
  values: readonly Value[],
  others: readonly Value[],
  keyOf: (value: Value) => unknown = (value) => value,
): readonly Value[] {
  const counts = new Map<unknown, number>();
  for (const other of others) counts.set(keyOf(other), (counts.get(keyOf(other)) ?? 0) + 1);
  return values.filter((value) => {
    const count = counts.get(keyOf(value)) ?? 0;
    counts.set(keyOf(value), count - 1);
    return count <= 0;
  });
}

/** Returns the value of an output that is JSON: an object or an array. Returns undefined for any other output. */
export function jsonOf(output: string): unknown {
  if (!/^[[{]/u.test(output)) return undefined;
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}

/**
 * Values that are computed once in a process. A build evaluates the site's modules twice: as Node runs them, for its
 * configuration, and bundled, for its pages. What a module keeps in a variable is therefore computed twice.
 */

/** @param name tells the value from others that are kept */
export function keptInProcess<Value>(name: string, make: () => Value): Value {
  const all = globalThis as typeof globalThis & Record<symbol, Value | undefined>;
  const key = Symbol.for(`site: ${name}`);
  all[key] ??= make();
  return all[key];
}

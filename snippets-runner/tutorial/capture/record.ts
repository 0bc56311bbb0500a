import * as z from 'zod';

/**
 * The schema of an object with keys of any name. Zod leaves out a key `__proto__` without a word, so a file with it
 * would have the seal of the file without it. Such a key is refused instead.
 */
export function recordOf<Value extends z.ZodType>(value: Value) {
  return z.unknown().superRefine(hasNoProto).pipe(z.record(z.string(), value));
}

function hasNoProto(value: unknown, context: z.RefinementCtx): void {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, '__proto__')) return;
  context.addIssue({ code: 'unrecognized_keys', keys: ['__proto__'], message: 'Unrecognized key: "__proto__"' });
}

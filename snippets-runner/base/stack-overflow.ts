/** Returns whether an error says that functions have called each other deeper than the stack of V8 allows. */
export function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message === STACK_OVERFLOW;
}

/** The message of V8. */
export const STACK_OVERFLOW = 'Maximum call stack size exceeded';

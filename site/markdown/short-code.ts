/** The longest that fits into a line of the narrowest phones (320 px), in a list; in UTF-16 code units. */
const LONGEST = 30;

/** Whether code in a text goes to the next line whole. A browser would break `worker-1` at its hyphen. */
export function staysWhole(code: string): boolean {
  return code.length <= LONGEST;
}

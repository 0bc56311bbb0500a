/** Finds values that only a reader has, such as `<your-address>`. A shell would take the brackets for redirections. */
import type { Step } from '../page.ts';

/** Text in quotes, and redirections of numbered files, such as `2>&1`. */
const NO_PLACE = /'[^']*(?:'|$)|"(?:[^"\\]|\\.)*(?:"|$)|\d>[&\d]*/gsu;
/** Words within brackets, with no blank at either end, and none between an opening bracket and a file. */
const VALUE = /(?<![<\w])<([A-Za-z][\w.-]*(?: [\w.-]+)*)>(?!\s*[>(])/gu;

/**
 * Returns the first value that a block's commands ask for and nothing gives; undefined if there is none.
 * @param known names of the values that the lab or an earlier block gives
 */
export function unknownValueIn(steps: readonly Step[], known: ReadonlySet<string>): string | undefined {
  for (const step of steps) {
    if (step.kind !== 'command' || step.text.includes('<<')) continue;
    for (const [value, name = ''] of step.text.replace(NO_PLACE, '').matchAll(VALUE))
      if (!known.has(name)) return value;
  }
  return undefined;
}

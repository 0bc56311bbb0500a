/**
 * Finds what only a reader has: values such as `<your-address>`, whose brackets a shell would take for redirections, and
 * the rest of a command that is cut: `docker run --net=demo ...`.
 */
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

/** A word of its own, apart from punctuation that a shell knows. */
const CUT = /(?<=\s)(?:\.{3}|…|\[\.{3}\]|<\.{3}>)(?=$|[\s;|&)])/mu;

/** Returns what a block's commands have in place of arguments that the document leaves out; undefined if they are whole. */
export function cutIn(steps: readonly Step[]): string | undefined {
  for (const { kind, text } of steps) {
    const cut = kind === 'command' && !text.includes('<<') ? CUT.exec(text.replace(NO_PLACE, '')) : null;
    if (cut) return cut[0];
  }
  return undefined;
}

/**
 * Finds what only a reader has: values such as `<your-address>`, whose brackets a shell would take for redirections, the
 * rest of a command that is cut (`docker run --net=demo ...`), and a Docker on another machine.
 */
import type { Step } from '../page.ts';

/** Text in quotes, and redirections of numbered files, such as `2>&1`. */
const NO_PLACE = /'[^']*(?:'|$)|"(?:[^"\\]|\\.)*(?:"|$)|\d>[&\d]*/gsu;
/** Words within brackets, with no blank at either end, and none between an opening bracket and a file. */
const VALUE = /(?<![<\w])<(\p{L}[\p{L}\w.-]*(?: [\p{L}\w.-]+)*)>(?!\s*[>(])/gu;

/**
 * Returns the first value that a block's commands ask for and nothing gives; undefined if there is none.
 * @param known names of the values that the lab or an earlier block gives
 * @param asked values that earlier blocks have asked for in vain, such as `<IP>`. Quoted texts that have them ask, too
 */
export function unknownValueIn(
  steps: readonly Step[],
  known: ReadonlySet<string>,
  asked: ReadonlySet<string>,
): string | undefined {
  for (const step of steps) {
    if (step.kind !== 'command' || step.text.includes('<<')) continue;
    for (const [value, name = ''] of step.text.replace(NO_PLACE, '').matchAll(VALUE))
      if (!known.has(name)) return value;
    const again = [...asked].find((value) => step.text.includes(value) && !known.has(value.slice(1, -1)));
    if (again !== undefined) return again;
  }
  return undefined;
}

/** A word of its own, apart from punctuation that a shell knows. */
const CUT = /(?<=\s|^)(?:\.{3}|…|\[\.{3}\]|<\.{3}>)(?=$|[\s;|&)])/mu;

/** Returns what a block's commands have in place of arguments that the document leaves out; undefined if they are whole. */
export function cutIn(steps: readonly Step[]): string | undefined {
  for (const { kind, text } of steps) {
    const cut = kind === 'command' && !text.includes('<<') ? CUT.exec(text.replace(NO_PLACE, '')) : null;
    if (cut) return cut[0];
  }
  return undefined;
}

/** What the usage of a command says of words that may be there. */
const MAY_BE = /(?<=\s)\[[A-Za-z][\w|=<>-]*(?: [\w|=<>-]+)*(?:\.{3}|…)?\](?=\s|$|\.{3})/u;

/** Returns the first word of that kind in the commands of Docker: `docker run [options] IMAGE`; undefined if there is none. */
export function usageIn(steps: readonly Step[]): string | undefined {
  for (const { kind, text } of steps) {
    if (kind !== 'command' || !/^\s*(?:sudo )?docker(?:-compose)?\s/u.test(text)) continue;
    const found = MAY_BE.exec(text.replace(NO_PLACE, ''));
    if (found) return found[0];
  }
  return undefined;
}

const OTHER_DAEMON = /\bDOCKER_HOST=["']?((?:tcp|ssh):\/\/(?!localhost\b|127\.|0\.0\.0\.0\b|\$)[^\s"';]+)/u;

/** Returns the address of the other machine to which a block's commands point Docker from then on; undefined if none. */
export function otherDaemonIn(steps: readonly Step[]): string | undefined {
  for (const { kind, text } of steps) {
    const address = kind === 'command' ? OTHER_DAEMON.exec(text)?.[1] : undefined;
    if (address !== undefined) return address;
  }
  return undefined;
}

/**
 * Shortens the outputs of a document as people do: ids and long lines are cut with `...`, and the middle of a long
 * output is left out. The comparison reads such outputs in other ways, so their mutants are others, too.
 */
import type { ShownLine } from './shown-values.ts';

/** In lines: an output that is longer is shortened. */
const LONG_OUTPUT = 5;
/** In words: a line that is longer is cut. */
const LONG_LINE = 7;

/** @param shown the lines of all outputs */
export function shortened(text: string, shown: readonly ShownLine[]): string {
  const lines: (string | undefined)[] = text.split('\n');
  for (const output of outputsOf(shown)) {
    for (const { index, line, start } of output) {
      const raw = lines[index] ?? '';
      const cut = raw.slice(0, start) + cutLine(line);
      lines[index] = raw.endsWith('\r') ? `${cut}\r` : cut;
    }
    const left = output.length > LONG_OUTPUT && !output[0]?.isOfFailure ? output.slice(2, -2) : [];
    for (const [at, { index, start }] of left.entries()) {
      const raw = lines[index] ?? '';
      lines[index] = at > 0 ? undefined : `${raw.slice(0, start)}...${raw.endsWith('\r') ? '\r' : ''}`;
    }
  }
  return lines.filter((line) => line !== undefined).join('\n');
}

/** Returns one list for each output: neighbouring lines of the same command. */
function outputsOf(shown: readonly ShownLine[]): readonly (readonly ShownLine[])[] {
  const outputs: ShownLine[][] = [];
  for (const line of shown) {
    const own = outputs.at(-1);
    const isNext = own?.at(-1)?.index === line.index - 1;
    if (own && isNext) own.push(line);
    else outputs.push([line]);
  }
  return outputs;
}

function cutLine(line: string): string {
  const ids = line.replaceAll(/\b(?=[a-f]*\d)(?=\d*[a-f])([0-9a-f]{8})[0-9a-f]{56}\b/gu, '$1...');
  const words = line.match(/\s*\S+/gu) ?? [];
  // Neither rows of tables nor lines of JSON: people leave out whole ones.
  if (ids !== line || words.length <= LONG_LINE || /\S {2,}\S/u.test(line) || /^\s*["[{}\]]/u.test(line)) return ids;
  return `${words.slice(0, LONG_LINE - 2).join('')} ...`;
}

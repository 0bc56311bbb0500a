/** Decides which lines of an output are visible, and which are folded until the reader unfolds them. */

/** Consecutive lines of an output. */
export interface Part {
  /** Index of the first line. */
  readonly from: number;
  /** Index of the line after the last. */
  readonly to: number;
  /** Undefined if the lines are visible. */
  readonly fold: Fold | undefined;
}

/** `output`: all of it is folded. `rest`: the lines before it are visible. `between`: so are lines after it. */
export type Fold =
  | { readonly kind: 'output' | 'rest' /** Of the whole output. */; readonly lines: number }
  | { readonly kind: 'between' /** Of this part. */; readonly lines: number; readonly indentation: number };

/** In lines. A longer output is folded, and shows SHOWN_OF_LONG lines. */
const LONGEST_OPEN = 24;
const SHOWN_OF_LONG = 12;
/** In lines. Up to this many are never folded, because that would save no space. */
const SHORTEST_FOLDED = 3;

interface Shown {
  /** Whether the author folds the output, even a short one. */
  readonly isFolded: boolean;
  /** Indexes of the lines that stay visible in a folded output. */
  readonly named: ReadonlySet<number>;
}

/** Returns all lines, in order. */
export function foldsOf(lines: readonly string[], { isFolded, named }: Shown): readonly Part[] {
  const all = lines.length;
  if (all <= (isFolded ? SHORTEST_FOLDED : LONGEST_OPEN)) return [{ from: 0, to: all, fold: undefined }];
  if (named.size > 0) return partsAround(lines, named);
  if (isFolded) return [{ from: 0, to: all, fold: { kind: 'output', lines: all } }];
  return [
    { from: 0, to: SHOWN_OF_LONG, fold: undefined },
    { from: SHOWN_OF_LONG, to: all, fold: { kind: 'rest', lines: all } },
  ];
}

function partsAround(lines: readonly string[], named: ReadonlySet<number>): readonly Part[] {
  const parts: Part[] = [];
  for (const { from, to, isNamed } of runsOf(lines.length, named)) {
    const height = to - from;
    const isShown = isNamed || height <= SHORTEST_FOLDED;
    const before = parts.at(-1);
    if (isShown && before && !before.fold) parts.splice(-1, 1, { ...before, to });
    else if (isShown) parts.push({ from, to, fold: undefined });
    else parts.push({ from, to, fold: { kind: 'between', lines: height, indentation: indentationOf(lines[from]) } });
  }
  return parts;
}

/** Splits the lines into those that are named and those that are not, by turns. */
function runsOf(all: number, named: ReadonlySet<number>) {
  const runs: { from: number; to: number; isNamed: boolean }[] = [];
  for (let line = 0; line < all; line++) {
    const isNamed = named.has(line);
    const run = runs.at(-1);
    if (run?.isNamed === isNamed) run.to = line + 1;
    else runs.push({ from: line, to: line + 1, isNamed });
  }
  return runs;
}

function indentationOf(line = ''): number {
  return line.length - line.trimStart().length;
}

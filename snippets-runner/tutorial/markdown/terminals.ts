/**
 * Reads the blocks of Play with Docker: ```.term2 is for the second terminal of a lesson. A click types the whole block,
 * so it has commands and no outputs. Each terminal is one of a node of its own: with `terms: 2`, of `node1` and `node2`.
 * Other documents have taken the form over for two terminals of one machine.
 */
import type { Fence } from '../snippet/fence.ts';
import type { SourceText } from '../source/source-text.ts';

/** Returns the number of the terminal that a block is for, from 1; undefined for any other block. */
export function terminalOf({ language }: Pick<Fence, 'language'>): number | undefined {
  const number = /^\{?\.term(?<number>[1-9])\b/iu.exec(language)?.groups?.number;
  return number === undefined ? undefined : Number(number);
}

/** Returns whether a document says that its terminals are those of several machines. */
export function saysMachines({ lines }: SourceText): boolean {
  return lines.some((line) => MACHINES.test(line.slice(0, LONGEST)));
}

const MACHINES =
  /^terms:\s*[2-9]|\bnode[- ]?2\b|\b(?:second|other|another|worker|manager)\s+(?:nodes?|hosts?|machines?|instances?|servers?|vms?)\b|\bswarm\s+(?:init|join)\b/iu;
/** In characters. */
const LONGEST = 1_000;

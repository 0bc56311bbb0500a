/**
 * Finds differences that repeat earlier ones. Where another version of Docker prints a line in another way, or gives a
 * network another gateway, many snippets of a page differ for one cause.
 */
import type { DiffLine, Fault, SnippetOutcome } from '../../model/outcome.ts';

/** @param outcomes in the order of the page */
export function markFollowers(outcomes: readonly SnippetOutcome[]): readonly SnippetOutcome[] {
  /** The first snippet with a differing line, by line. */
  const first = new Map<string, string>();
  return outcomes.map((outcome) => {
    const { snippet, faults } = outcome;
    const marked = faults.map((fault) => markedFault(fault, first));
    for (const line of faults.filter(isDiffering).flatMap(differingLines))
      if (!first.has(line)) first.set(line, snippet.id);
    return { ...outcome, faults: marked };
  });
}

function markedFault(fault: Fault, first: ReadonlyMap<string, string>): Fault {
  if (!isDiffering(fault)) return fault;
  const lines = differingLines(fault);
  const follows = first.get(lines[0] ?? '');
  return follows !== undefined && lines.every((line) => first.has(line)) ? { ...fault, follows } : fault;
}

type Differing = Extract<Fault, { kind: 'differed' | 'other-topology' }>;

function isDiffering(fault: Fault): fault is Differing {
  return fault.kind === 'differed' || fault.kind === 'other-topology';
}

/** Returns the lines that differ, without their indentation: in JSON it depends on the place of a line. */
function differingLines({ lines }: Differing): readonly string[] {
  return lines.filter(isDifference).map(({ kind, text }) => `${kind} ${text.trim()}`);
}

function isDifference({ kind, text }: DiffLine): boolean {
  return kind !== 'same' && text.trim() !== '';
}

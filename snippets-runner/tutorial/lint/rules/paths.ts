/** Finds ways of packets that the capture does not show. */
import { type PathFault, packetPath } from '../../packet-path/packet-path.ts';
import type { PathElement } from '../../page.ts';
import type { ParsedPage } from '../../parsed-page.ts';
import { isInvalid, type PageIndex, type RuleProblem } from '../page-index.ts';

export function pathEmpty(index: PageIndex): RuleProblem[] {
  return faults(
    index,
    'path-empty',
    'Name a snippet whose output has lines of `tcpdump -n -i any`: a place, then `IP`, a source, `>` and a destination.',
  );
}

export function pathUnordered(index: PageIndex): RuleProblem[] {
  const hint =
    'Sort the lines by their times: `sort -s -k 1,1`. If several snippets are named, each line needs its time, and all are of one run: `snippets capture --force`.';
  return faults(index, 'path-unordered', hint);
}

export function pathUnplaced(index: PageIndex): RuleProblem[] {
  const hint =
    'Print the interface, and before it the node, the container or the network that it is in: `left web: eth0`.';
  return faults(index, 'path-unplaced', hint);
}

function faults(index: PageIndex, code: PathFault['code'], hint: string): RuleProblem[] {
  return index.pages.flatMap((page) =>
    page.pathElements.flatMap((element) =>
      faultsOf(element, page, index)
        .filter((fault) => fault.code === code)
        .map(({ message }) => ({ file: page.file, position: element.position, message: `<Path>: ${message}`, hint })),
    ),
  );
}

/** `snippet-unknown` reports a snippet that does not exist, `capture-missing` one that has not been captured. */
function faultsOf({ of }: PathElement, { slug }: ParsedPage, { captures }: PageIndex): readonly PathFault[] {
  const capture = captures.get(slug);
  if (!capture || isInvalid(capture)) return [];
  const captured = new Set(capture.snippets.map(({ id }) => id));
  if (!of.every((id) => captured.has(id))) return [];
  const result = packetPath(capture, of);
  return 'faults' in result ? result.faults : [];
}

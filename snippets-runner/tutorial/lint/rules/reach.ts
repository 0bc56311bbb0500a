/** Finds tables of who reaches whom that the capture cannot fill. */
import { type ReachElement, SOURCE_LOCALE } from '../../page.ts';
import type { ParsedPage } from '../../parsed-page.ts';
import { type ReachFault, reachTable } from '../../reach/table.ts';
import { isInvalid, type PageIndex, type RuleProblem } from '../page-index.ts';

export function reachEmpty(index: PageIndex): RuleProblem[] {
  return faults(
    index,
    'reach-empty',
    'Name snippets with ping, wget, curl or nc. A script and `nslookup` try nothing.',
  );
}

export function reachUnresolved(index: PageIndex): RuleProblem[] {
  const hint = 'Name the snippets of the table, without this one: <Reach of="ping-by-name ping-by-address" />.';
  return faults(index, 'reach-unresolved', hint);
}

export function reachContradictory(index: PageIndex): RuleProblem[] {
  const hint =
    'Between the two, the network has changed. Name the snippets of one moment: <Reach of="ping-by-name" />.';
  return faults(index, 'reach-contradictory', hint);
}

function faults(index: PageIndex, code: ReachFault['code'], hint: string): RuleProblem[] {
  return index.pages.flatMap((page) =>
    page.reachElements.flatMap((element) =>
      faultsOf(element, page, index)
        .filter((fault) => fault.code === code)
        .map(({ message }) => ({ file: page.file, position: element.position, message: `<Reach>: ${message}`, hint })),
    ),
  );
}

/** `snippet-unknown` reports a snippet that does not exist, `capture-missing` one that has not been captured. */
function faultsOf({ of }: ReachElement, { slug }: ParsedPage, { page, captures }: PageIndex): readonly ReachFault[] {
  const capture = captures.get(slug);
  const ids = page(SOURCE_LOCALE, slug)?.snippets.map(({ id }) => id);
  if (!capture || isInvalid(capture) || !ids) return [];
  const captured = new Set(capture.snippets.map(({ id }) => id));
  if (!(of ?? ids).every((id) => captured.has(id))) return [];
  const result = reachTable(capture, of);
  return 'faults' in result ? result.faults : [];
}

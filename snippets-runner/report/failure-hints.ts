/** What to do where a command of a document has failed: say that it is meant to, or give the lab what it lacks. */
import { listed } from '../base/nearest.ts';
import type { PageThatRan, ReportedFault, ReportedSnippet } from '../model/report.ts';

export function failureHints({ images }: PageThatRan, told: readonly ReportedSnippet[]): readonly string[] {
  // What a block lacks because an earlier one has failed is said there.
  const own = told.filter(({ cause }) => !cause || !('missing' in cause) || cause.missing === undefined);
  const lacked = (pattern: RegExp) => namesIn(own, pattern);
  // Labs have images without a tag, which Docker calls `latest`.
  const isRemoved = (name: string) => Object.hasOwn(images, name.replace(/:latest$/u, ''));
  const missing = lacked(NO_IMAGE);
  return [
    ...(told.some(mayBeMeant) ? [MEANT] : []),
    ...lacked(NO_COMMAND).map(
      (name) => `nodes have no ${name}, and labs reach no other machine to install it from: ${SKIP}`,
    ),
    ...lacked(NO_HOST).map((name) => `labs reach no other machine, so not ${name}: ${SKIP}`),
    ...hint(
      missing.filter((name) => !isRemoved(name)),
      (names) => `labs have no image ${names}, and no registry gave one: ${LOAD}`,
    ),
    ...hint(
      missing.filter(isRemoved),
      (names) => `the lab had image ${names} until the document removed it, and no registry gave it again`,
    ),
  ];
}

const MEANT = 'if the command is meant to fail, show its output below it, or write exit=N on its block';
const SKIP = 'write <!-- snippets: skip="why" --> before the block, or leave the command out';
const LOAD = 'docker load or docker build on the daemon that labs run on gives them one';

const NO_IMAGE = /^Unable to find image '([^']+)' locally\n(?=[\s\S]*Error response from daemon)/gmu;
/** Of bash on a node. */
const NO_COMMAND = /^bash: ([\w.-]+): command not found$/gmu;
/** Of curl, and of git over HTTPS. A name without a dot is that of a container. */
const NO_HOST = /Could not resolve host: ([\w-]+\.[\w.-]*\w)/gu;

function hint(names: readonly string[], text: (names: string) => string): readonly string[] {
  return names.length > 0 ? [text(listed(names))] : [];
}

/** Returns whether a command has failed for another reason than one that no author means. */
function mayBeMeant({ faults }: ReportedSnippet): boolean {
  return faults.some((fault) => fault.kind === 'wrong-exit' && namesOf(fault, NO_COMMAND).length === 0);
}

function namesIn(snippets: readonly ReportedSnippet[], pattern: RegExp): readonly string[] {
  return [...new Set(snippets.flatMap(({ faults }) => faults.flatMap((fault) => namesOf(fault, pattern))))];
}

function namesOf(fault: ReportedFault, pattern: RegExp): readonly string[] {
  return 'output' in fault ? Array.from(fault.output.matchAll(pattern), ([, name = '']) => name) : [];
}

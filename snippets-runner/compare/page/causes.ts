/**
 * Finds blocks that fail because an earlier one has: they name what that one would have made. All blocks of a document
 * run, so one failure may cause several.
 */
import type { Cause, Fault, SnippetOutcome } from '../../model/outcome.ts';
import type { Recording } from '../../model/recording.ts';

/** What Docker and programs in containers say of what does not exist. The name is in one of the groups. */
const MISSING =
  /\bno such (?:container|network|volume|image|service|node|config|secret|object)(?:: |\s)"?([\w][\w.-]*)|\b(?:container|network|volume|service|secret|config|stack) "?([\w][\w.-]*)"? not found|\b(?:bad address|could not resolve host:?|unable to resolve(?: host)?(?: address)?|cannot access) ['‘"]?([\w./-]+)/giu;

/** @param outcomes in the order of the document */
export function withCauses(
  outcomes: readonly SnippetOutcome[],
  { snippets: recorded }: Recording,
): readonly SnippetOutcome[] {
  const outputs = new Map(recorded.map(({ id, steps }) => [id, steps.map(({ output }) => output).join('\n')]));
  const failed: SnippetOutcome[] = [];
  return outcomes.map((outcome) => {
    if (!outcome.faults.some(isOwn)) return outcome;
    const cause = causeOf(outputs.get(outcome.snippet.id) ?? '', failed);
    failed.push(outcome);
    return cause ? { ...outcome, cause } : outcome;
  });
}

/** A different output makes nothing missing. */
function isOwn({ kind }: Fault): boolean {
  return kind === 'wrong-exit' || kind === 'ended-early';
}

function causeOf(output: string, failed: readonly SnippetOutcome[]): Cause | undefined {
  for (const match of output.matchAll(MISSING)) {
    const missing = match.slice(1).find((group) => group !== undefined) ?? '';
    const made = failed.find(({ snippet }) =>
      snippet.steps.some(({ text }) => text.split(/[\s'"=/:,;|&()<>]+/u).includes(missing)),
    );
    if (made) return { snippet: made.snippet.id, missing };
  }
  return undefined;
}

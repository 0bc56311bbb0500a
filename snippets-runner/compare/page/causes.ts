/**
 * Finds blocks that fail because an earlier one has: they name what that one would have made. All blocks of a document
 * run, so one failure may cause several.
 */
import type { Cause, Fault, SnippetOutcome } from '../../model/outcome.ts';
import type { Recording } from '../../model/recording.ts';
import type { Snippet } from '../../tutorial/page.ts';

/** What Docker and programs in containers say of what does not exist. The name is in one of the groups. */
const MISSING =
  /\bno such (?:container|network|volume|image|service|node|config|secret|object)(?:: |\s)"?([\w][\w.-]*)|\b(?:container|network|volume|service|secret|config|stack) "?([\w][\w.-]*)"? not found|\b(?:bad address|could not resolve host:?|unable to resolve(?: host)?(?: address)?|cannot access) ['‘"]?([\w./-]+)/giu;

/** @param outcomes in the order of the document */
export function withCauses(
  outcomes: readonly SnippetOutcome[],
  { snippets: recorded }: Recording,
): readonly SnippetOutcome[] {
  const outputs = new Map(recorded.map(({ id, steps }) => [id, steps.map(({ output }) => output).join('\n')]));
  const failed: Failed[] = [];
  return outcomes.map((outcome) => {
    if (!outcome.faults.some(isOwn)) return outcome;
    const missing = missingIn(outputs.get(outcome.snippet.id) ?? '');
    const cause = causeOf(missing, failed);
    failed.push({ snippet: outcome.snippet, missing });
    return cause ? { ...outcome, cause } : outcome;
  });
}

/** A different output makes nothing missing. */
function isOwn({ kind }: Fault): boolean {
  return kind === 'wrong-exit' || kind === 'ended-early';
}

interface Failed {
  readonly snippet: Snippet;
  readonly missing: ReadonlySet<string>;
}

/** Returns the names of what does not exist. Of a path, the last part. */
function missingIn(output: string): ReadonlySet<string> {
  const names = Array.from(output.matchAll(MISSING), (match) => match.slice(1).find((group) => group !== undefined));
  return new Set(names.flatMap((name) => name?.split('/').at(-1) || []));
}

/** Returns the first failed block that names what is missing. One that has missed the same thing is not the cause. */
function causeOf(missing: ReadonlySet<string>, failed: readonly Failed[]): Cause | undefined {
  for (const name of missing) {
    const made = failed.find((one) => !one.missing.has(name) && wordsOf(one.snippet).has(name));
    if (made) return { snippet: made.snippet.id, missing: name };
  }
  return undefined;
}

function wordsOf({ steps }: Snippet): ReadonlySet<string> {
  return new Set(steps.flatMap(({ text }) => text.split(/[\s'"=/:,;|&()<>]+/u)));
}

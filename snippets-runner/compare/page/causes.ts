/**
 * Finds blocks that fail because an earlier one has: they name what that one would have made or printed, or type into the
 * program that it would have started. All blocks of a document run, so one failure may cause several.
 */
import type { Cause, Fault, SnippetOutcome } from '../../model/outcome.ts';
import type { Recording } from '../../model/recording.ts';
import type { ShownSnippet, Snippet } from '../../tutorial/page.ts';

/** What Docker and programs in containers say of what does not exist. The name is in one of the groups. */
const MISSING =
  /\bunable to find image ['"]([\w][\w./-]*)(?!.*\n\S+: Pulling from )|\bno such (?:container|network|volume|image|service|node|config|secret|object)(?:: |\s)"?([\w][\w.-]*)|\b(?:container|network|volume|service|secret|config|stack) "?([\w][\w.-]*)"? not found|\b(?:bad address|could not resolve host:?|unable to resolve(?: host)?(?: address)?|cannot access) ['‘"]?([\w./-]+)/giu;

/**
 * @param outcomes in the order of the document
 * @param shown what the document shows of each
 */
export function withCauses(
  outcomes: readonly SnippetOutcome[],
  shown: readonly ShownSnippet[],
  { snippets: recorded }: Recording,
): readonly SnippetOutcome[] {
  const outputs = new Map(recorded.map(({ id, steps }) => [id, steps.map(({ output }) => output).join('\n')]));
  const failed: Failed[] = [];
  const done: SnippetOutcome[] = [];
  for (const [index, outcome] of outcomes.entries()) {
    const { snippet, faults } = outcome;
    const hasFailed = faults.some(isOwn);
    const missing: ReadonlySet<string> = hasFailed ? missingIn(outputs.get(snippet.id) ?? '') : new Set();
    const cause = hasFailed ? (causeOf(missing, failed) ?? programOf(outcome, done)) : undefined;
    const printed = (shown[index]?.steps ?? []).map(({ output }) => output).join('\n');
    if (faults.length > 0) failed.push({ snippet, hasFailed, missing, shown: printed });
    done.push(cause ? { ...outcome, cause } : outcome);
  }
  return done;
}

/** A different output makes nothing missing. */
function isOwn({ kind }: Fault): boolean {
  return kind === 'wrong-exit' || kind === 'ended-early';
}

/** A block with faults. */
interface Failed {
  readonly snippet: Snippet;
  /** Whether not only its output differs. */
  readonly hasFailed: boolean;
  /** The outputs that the document shows. */
  readonly shown: string;
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
    const made = failed.find(
      (one) => !one.missing.has(name) && ((one.hasFailed && wordsOf(one.snippet).has(name)) || shows(one, name)),
    );
    if (made) return { snippet: made.snippet.id, missing: name };
  }
  return undefined;
}

/** Returns whether the document shows a name in an output of the block. If only that output differs, it must be an id. */
function shows({ hasFailed, shown }: Failed, name: string): boolean {
  if (ID.test(name)) return shown.includes(name);
  return hasFailed && shown.split(/[\s"',|]+/u).includes(name);
}

const ID = /^[0-9a-z]{12,64}$/u;

/** Returns the block before on the node, if it has failed, and this one types into the program that it would have started. */
function programOf({ snippet, faults }: SnippetOutcome, before: readonly SnippetOutcome[]): Cause | undefined {
  const typesInto = snippet.steps[0]?.kind === 'input' && faults.some(hasNoProgram);
  const last = before.findLast(({ snippet: { node } }) => node === snippet.node);
  if (!typesInto || !last?.faults.some(isOwn)) return undefined;
  const isSame = last.cause?.missing === undefined && last.snippet.steps[0]?.kind === 'input';
  return (isSame ? last.cause : undefined) ?? { snippet: last.snippet.id };
}

function hasNoProgram(fault: Fault): boolean {
  return fault.kind === 'ended-early' && fault.ending.kind === 'stuck';
}

/** Returns the words of the commands. The host of a URL is not among them: a command asks it, and does not make it. */
function wordsOf({ steps }: Snippet): ReadonlySet<string> {
  return new Set(steps.flatMap(({ text }) => text.replace(/\w+:\/\/[^\s/'"]*/gu, ' ').split(/[\s'"=/:,;|&()<>]+/u)));
}

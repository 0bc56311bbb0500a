/**
 * Finds blocks that fail because an earlier one has failed or is skipped: they name what that one would have made or
 * printed, or type into the program that it would have started. All blocks of a document run, so one failure may cause
 * several.
 */
import type { Cause, Fault, SnippetOutcome } from '../../model/outcome.ts';
import type { Recording } from '../../model/recording.ts';
import { variablesUsed } from '../../tutorial/markdown/variables.ts';
import type { LeftOut, ShownSnippet, Snippet } from '../../tutorial/page.ts';
import { IMAGE, imageNamed, namesMadeBy, readableName } from './made-names.ts';

/** What Docker and programs in containers say of what does not exist. The name is in one of the groups. */
const MISSING = new RegExp(
  [
    String.raw`\bno such (?:container|network|volume|service|node|config|secret|object)(?:: |\s)"?([\w][\w.-]*)`,
    String.raw`\b(?:container|network|volume|service|secret|config|stack) "?([\w][\w.-]*)"? not found`,
    String.raw`\b(?:bad address|could not resolve host:?|unable to resolve(?: host)?(?: address)?|cannot access|can't open) ['‘"]?([\w./-]+)`,
    String.raw`(?:^|[\s"'‘/:])([\w.-]+)["'’]?: (?:no such file or directory|command not found)`,
    String.raw`\b(?:user|namespace|device) ["']?([\w.-]+)["']? does not exist`,
    String.raw`\b(?:this node is )?not (?:a|part of a) (swarm)\b`,
  ].join('|'),
  'giu',
);

/** The same of images. */
const NO_IMAGE = /\b(?:unable to find image ['"]|no such image: )([\w][\w./:@-]*)(?!.*\n\S+: Pulling from )/giu;

/** In characters. A longer line is no message: the patterns would need the square of its length. */
const LONGEST = 4_000;

export interface WhatIsShown {
  /** What the document shows of each snippet. */
  readonly shown: readonly ShownSnippet[];
  readonly leftOut: readonly LeftOut[];
}

/** @param outcomes in the order of the document */
export function withCauses(
  outcomes: readonly SnippetOutcome[],
  { shown, leftOut }: WhatIsShown,
  { snippets: recorded }: Recording,
): readonly SnippetOutcome[] {
  if (outcomes.every(({ faults }) => faults.length === 0)) return outcomes;
  const outputs = new Map(recorded.map(({ id, steps }) => [id, steps.map(({ output }) => output).join('\n')]));
  const skipped = leftOut.map(({ position, commands = [] }) => ({ position, made: namesMadeBy(commands) }));
  const failed: Failed[] = [];
  const done: SnippetOutcome[] = [];
  for (const [index, outcome] of outcomes.entries()) {
    const { snippet, faults } = outcome;
    const hasFailed = faults.some(isOwn);
    const missing: ReadonlySet<string> = hasFailed ? missingIn(outputs.get(snippet.id) ?? '') : new Set();
    const before = skipped.filter(({ position }) => position.line < snippet.position.line);
    const cause =
      faults.length === 0
        ? undefined
        : ((hasFailed
            ? (causeOf(missing, failed) ?? skippedFor(missing, before) ?? programOf(outcome, done))
            : lackOf(faults, failed, before)) ??
          skippedFor(variablesIn(snippet), before) ??
          programFrom(snippet, failed) ??
          causeIn(outcome, shown[index]));
    if (faults.length > 0) {
      const printed = (shown[index]?.steps ?? []).map(({ output }) => output).join('\n');
      const made = namesMadeBy(snippet.steps.map(({ text }) => text));
      failed.push({ snippet, hasFailed, made, missing, shown: printed });
    }
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
  /** The names of what it would have made. */
  readonly made: ReadonlySet<string>;
  /** The outputs that the document shows. */
  readonly shown: string;
  readonly missing: ReadonlySet<string>;
}

/** A block that is skipped, and the names of what it would have made. */
interface Skipped {
  readonly position: LeftOut['position'];
  readonly made: ReadonlySet<string>;
}

/** Returns the names of what does not exist. Of a path, the last part. */
function missingIn(output: string): ReadonlySet<string> {
  const messages = output.split('\n').filter(({ length }) => length <= LONGEST);
  const text = messages.join('\n');
  const names = Array.from(text.matchAll(MISSING), (match) => match.slice(1).find((group) => group !== undefined));
  const images = Array.from(text.matchAll(NO_IMAGE), ([, name = '']) => imageNamed(name));
  return new Set([...names.flatMap((name) => name?.split('/').at(-1) || []), ...images]);
}

/** Returns the first failed block that makes what is missing, or shows it. One that only missed it is not the cause. */
function causeOf(missing: ReadonlySet<string>, failed: readonly Failed[]): Cause | undefined {
  for (const name of missing) {
    const made = failed.find(
      (one) => (one.hasFailed && one.made.has(name)) || (!one.missing.has(name) && shows(one, name)),
    );
    if (made) return { snippet: made.snippet.id, missing: readableName(name) };
  }
  return undefined;
}

function skippedFor(missing: Iterable<string>, skipped: readonly Skipped[]): Cause | undefined {
  for (const name of missing) {
    const found = skipped.find(({ made }) => made.has(name));
    if (found) return { skipped: found.position, missing: readableName(name) };
  }
  return undefined;
}

/** Returns the variables that the commands use, with `$`. */
function variablesIn({ steps }: Snippet): readonly string[] {
  return steps.flatMap(({ text }) => Array.from(text.matchAll(/\$\{?([A-Za-z_]\w*)/gu), ([, name = '']) => `$${name}`));
}

/** Returns what was seen in the document itself. */
function causeIn(outcome: SnippetOutcome, { unset = [], inShell }: Partial<ShownSnippet> = {}): Cause | undefined {
  const used = unset.length > 0 ? usedWhereItFailed(outcome) : new Set<string>();
  const names = unset.filter((name) => used.has(name.slice(1)));
  return names.length > 0 ? { unset: names } : inShell && { inShell };
}

/** Returns the variables of the first command with a fault: one that a later command uses has done no harm yet. */
function usedWhereItFailed({ snippet, faults }: SnippetOutcome): ReadonlySet<string> {
  const steps = faults.flatMap((fault) => ('step' in fault ? [fault.step] : []));
  const first = steps.length > 0 ? snippet.steps.slice(Math.min(...steps), Math.min(...steps) + 1) : snippet.steps;
  return variablesUsed(first.map(({ text }) => text).join('\n'));
}

/** Returns the block that would have made what only the document's output has. */
function lackOf(faults: readonly Fault[], failed: readonly Failed[], skipped: readonly Skipped[]): Cause | undefined {
  const lines = faults.flatMap((fault) => (fault.kind === 'differed' ? fault.lines : []));
  const wordsIn = (kind: (typeof lines)[number]['kind']) =>
    lines.filter((line) => line.kind === kind).flatMap(({ text }) => text.split(/[\s"',:/|=()[\]{}]+/u));
  const present = new Set([...wordsIn('printed'), ...wordsIn('same')]);
  const lacking = new Set(wordsIn('captured').filter((word) => word !== '' && !present.has(word)));
  if (lacking.size === 0) return undefined;
  const own = failed.filter(({ hasFailed }) => hasFailed);
  for (const { snippet, made } of own) {
    const name = [...made].map(readableName).find((each) => lacking.has(each.split('/').at(-1) ?? each));
    if (name !== undefined) return { snippet: snippet.id, missing: name };
  }
  return skippedFor([...lacking, ...Array.from(lacking, (word) => IMAGE + word)], skipped);
}

/**
 * Returns whether the document shows a name in an output of the block. If only that output differs, or the block only
 * lists what is there, it must be an id.
 */
function shows({ hasFailed, shown, snippet: { steps } }: Failed, name: string): boolean {
  if (ID.test(name)) return shown.includes(name);
  const makes = steps.some(({ text }) => !LISTS.test(text));
  return hasFailed && makes && shown.split(/[\s"',|]+/u).includes(name);
}

const ID = /^[0-9a-z]{12,64}$/u;
/** Commands that only show what is there. */
const LISTS =
  /^\s*(?:sudo\s+)?(?:(?:ls|cat|echo|hostname|ps)\b|docker\s+(?:(?:\w+\s+)?(?:ls|list|ps|inspect)|images|info|version)\b|(?:ip|iptables|brctl)\s.*(?:show|list|-\w*L|\ba|route)\b)/u;

/**
 * Returns the block before on the node, if it has failed, and this one types into the program that it would have started.
 * Where that block has lacked the same program, returns the one that would have started it.
 */
function programOf({ snippet, faults }: SnippetOutcome, before: readonly SnippetOutcome[]): Cause | undefined {
  const typesInto = snippet.steps[0]?.kind === 'input' && faults.some(hasNoProgram);
  const last = before.findLast(({ snippet: { node } }) => node === snippet.node);
  if (!typesInto || !last?.faults.some(isOwn)) return undefined;
  const isSame = last.snippet.steps[0]?.kind === 'input' && missingOf(last.cause) === undefined;
  return (isSame ? last.cause : undefined) ?? { snippet: last.snippet.id };
}

function hasNoProgram(fault: Fault): boolean {
  return fault.kind === 'ended-early' && fault.ending.kind === 'stuck';
}

function missingOf(cause: Cause | undefined): string | undefined {
  return cause && 'missing' in cause ? cause.missing : undefined;
}

/** Returns the block that has failed to make, or to fetch, a program that this one uses. */
function programFrom({ steps }: Snippet, failed: readonly Failed[]): Cause | undefined {
  const programs = steps.flatMap(({ text }) => Array.from(text.matchAll(PROGRAM), ([, name = '']) => name));
  for (const name of programs) {
    const found = failed.find(({ hasFailed, made }) => hasFailed && made.has(name));
    if (found) return { snippet: found.snippet.id, missing: name };
  }
  return undefined;
}

const PROGRAM = /(?:^|[;&|]\s*)(?:sudo\s+)?(?:\S*\/)?([\w.-]+)/gmu;

/**
 * The report of a run. `--reporter json` writes it, `merge-reports` reads it, and every other reporter
 * formats the same value. This schema is its definition. A field never gets a new meaning: if a field
 * changes, or may have a new value, the version changes.
 */
import * as z from 'zod';
import { KERNEL_FEATURES, LEFTOVER_KINDS } from '../tutorial/page.ts';
import { PROBLEM_CODES } from '../tutorial/problem.ts';
import { ERROR_CODES } from './error.ts';

export const REPORT_SCHEMA_VERSION = 3;

/** Nobody has more machines. A number without a limit could fill the memory. */
export const MOST_SHARDS = 1_000;

/** Milliseconds. */
const duration = z.int().nonnegative();

/** Lines and columns count from 1, columns in UTF-16 code units. */
const position = z.strictObject({ line: z.int().positive(), column: z.int().positive() });

const diffLine = z.strictObject({
  /**
   * `captured`: the line is in the capture (or shown in the Markdown document), and was not printed.
   * `printed`: the line was printed, and is not in the capture.
   */
  kind: z.enum(['same', 'captured', 'printed']),
  /** The capture's ids and addresses are already replaced by this run's, so only real differences remain. */
  text: z.string(),
  /** The differing parts of the text, as [start, end) in UTF-16 code units. */
  spans: z.array(z.tuple([z.int().nonnegative(), z.int().nonnegative()])),
  /** Explains a difference between two lines that look the same. */
  note: z.string().optional(),
});

/** Where the fault is on the page. */
const place = { position };
/** Index of the step in its snippet, from 0. */
const step = z.int().nonnegative();

/** Id of an earlier snippet in which all lines that differ here differ, too. */
const follows = z.string().optional();

const fault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('no-capture'), ...place }),
  z.strictObject({ kind: z.literal('other-commands'), ...place, lines: z.array(diffLine) }),
  z.strictObject({ kind: z.literal('other-attributes'), ...place, lines: z.array(diffLine) }),
  z.strictObject({ kind: z.literal('other-values'), ...place, lines: z.array(diffLine) }),
  z.strictObject({
    kind: z.literal('differed'),
    ...place,
    step,
    lines: z.array(diffLine),
    /**
     * The document shows only a part of an output of so many lines, and does not say so. Of the lines above and below it,
     * `lines` has one each.
     */
    part: z
      .strictObject({ above: z.int().nonnegative(), below: z.int().nonnegative(), of: z.int().positive() })
      .optional(),
    follows,
  }),
  z.strictObject({ kind: z.literal('other-topology'), ...place, lines: z.array(diffLine), follows }),
  z.strictObject({ kind: z.literal('other-beginning'), ...place, lines: z.array(diffLine) }),
  z.strictObject({ kind: z.literal('no-topology'), ...place, lines: z.array(diffLine) }),
  z.strictObject({
    kind: z.literal('wrong-exit'),
    ...place,
    step,
    expected: z.int(),
    /** Null if the program had not ended. */
    actual: z.int().nullable(),
    output: z.string(),
  }),
  /** An exercise's check has passed where it has to fail: before the solution, or after a wrong one. */
  z.strictObject({ kind: z.literal('check-passed'), ...place, step, output: z.string() }),
  z.strictObject({
    kind: z.literal('unmet'),
    ...place,
    attribute: z.enum(['expect', 'retry-until', 'save']),
    /** As the author wrote it: a text in quotes, or a regular expression between slashes. */
    pattern: z.string(),
    output: z.string(),
  }),
  /** The pattern could not be tried on the output, for example because it takes too long. */
  z.strictObject({
    kind: z.literal('pattern-failed'),
    ...place,
    attribute: z.literal('expect'),
    pattern: z.string(),
    /** Begins with the pattern. */
    reason: z.string(),
    output: z.string(),
  }),
  z.strictObject({
    kind: z.literal('ended-early'),
    ...place,
    step,
    why: z.enum(['timed-out', 'stuck']),
    reason: z.string(),
    output: z.string(),
  }),
  /** The page had stopped before this snippet. */
  z.strictObject({ kind: z.literal('not-run'), ...place }),
]);

/** Where a snippet is. Also given for pages that did not run. */
const snippetPlace = z.strictObject({ id: z.string(), node: z.string(), position });

const snippet = snippetPlace.extend({
  /** Sum over all attempts; 0 if the snippet did not run. */
  durationMs: duration,
  /** Number of runs until `retry-until` was met; 1 without `retry-until`, 0 if the snippet did not run. */
  attempts: z.int().nonnegative(),
  retryUntil: z.string().optional(),
  /** False for a block of a Markdown document that shows no output: only its exit codes were checked. */
  outputsCompared: z.boolean(),
  steps: z.array(
    z.strictObject({
      /** With prompt and keys, as on the page. */
      typed: z.string(),
      position,
      /** Null for input, for a command that was still running at the end, and for a step that did not run. */
      exit: z.int().nullable(),
      /** Duration of the last attempt. */
      durationMs: duration,
    }),
  ),
  faults: z.array(fault),
  /**
   * Why a block of a document probably failed: an earlier block that failed or is skipped, and what is missing because
   * of it. Nothing is named if that is the program that the block would have typed into. Or the variables of the shell
   * that it uses, although nothing has set them. Or a shell in a container that an earlier block opens, and no block
   * leaves.
   */
  cause: z
    .union([
      z.strictObject({ snippet: z.string(), missing: z.string().optional() }),
      z.strictObject({ skipped: position, missing: z.string() }),
      z.strictObject({ unset: z.array(z.string()) }),
      z.strictObject({ inShell: z.strictObject({ text: z.string(), position }) }),
    ])
    .optional(),
  /** Another machine that the text before a block names, if the block failed on the only node of its lab. */
  hostInText: z.strictObject({ text: z.string(), position }).optional(),
});

const page = {
  /** For a Markdown document: its file. */
  slug: z.string(),
  /** Relative to the working directory of the run. */
  file: z.string(),
  kind: z.enum(['page', 'document']),
  needs: z.array(z.enum(KERNEL_FEATURES)),
  /** Blocks of a Markdown document that are not run, each with the reason. */
  leftOut: z.array(z.strictObject({ position, reason: z.string() })),
};
const error = z.strictObject({ code: z.enum(ERROR_CODES), message: z.string(), hint: z.string() });
const places = z.array(snippetPlace);

const reportedPage = z.discriminatedUnion('result', [
  z.strictObject({
    result: z.enum(['passed', 'failed']),
    ...page,
    /** Name of the engine that ran the page. */
    engine: z.string(),
    /** The daemon inside the lab's nodes. */
    docker: z.strictObject({
      version: z.string(),
      api: z.string(),
      kernel: z.string(),
      os: z.string(),
      arch: z.string(),
    }),
    images: z.record(
      z.string(),
      z.strictObject({ reference: z.string(), id: z.string(), origin: z.enum(['registry', 'stand-in']) }),
    ),
    durationMs: duration,
    snippets: z.array(snippet),
    /** Facts that have changed since the capture, such as the Docker version. They are not faults. */
    drift: z.array(z.strictObject({ what: z.string(), captured: z.string(), now: z.string() })),
    /** What is still on the nodes after the page, and is not declared in its `lab.leaves`. */
    leaks: z.array(z.strictObject({ node: z.string(), kind: z.enum(LEFTOVER_KINDS), names: z.array(z.string()) })),
    /** Ids of the snippets that `snippets capture` would write anew. */
    stale: z.array(z.string()),
  }),
  /** No engine of the run could run the page. */
  z.strictObject({ result: z.literal('skipped'), ...page, reason: z.string(), snippets: places }),
  /** A Markdown document without a block that can be run. */
  z.strictObject({ result: z.literal('empty'), ...page, snippets: places }),
  /** The tool could not run the page, or could not finish it. */
  z.strictObject({
    result: z.literal('broken'),
    ...page,
    engine: z.string(),
    durationMs: duration,
    error,
    /** Where on the page the cause of the error is, if it is at one place. */
    position: position.optional(),
    snippets: places,
  }),
  /** `--changed`: the page passed when it last ran, and nothing has changed since. */
  z.strictObject({ result: z.literal('unchanged'), ...page, snippets: places }),
  /** The run ended before the page was finished. */
  z.strictObject({ result: z.literal('not-run'), ...page, snippets: places }),
]);

const ending = z.discriminatedUnion('kind', [
  /** Every page was tried. */
  z.strictObject({ kind: z.literal('complete') }),
  /** `--bail`: the run stopped after the first page that did not pass. */
  z.strictObject({ kind: z.literal('bailed') }),
  z.strictObject({ kind: z.literal('interrupted') }),
  z.strictObject({ kind: z.literal('failed'), error }),
  /** The documents have mistakes, listed in `problems`. No page was run. */
  z.strictObject({ kind: z.literal('refused') }),
  /** Only in a merged report: the numbers of the missing shards, and the slugs of their pages. */
  z.strictObject({ kind: z.literal('shards-missing'), shards: z.array(z.int()), pages: z.array(z.string()) }),
  /** Only in a merged report: all shards are there, but no report has these pages. */
  z.strictObject({ kind: z.literal('pages-missing'), pages: z.array(z.string()) }),
]);

export const runReportSchema = z.strictObject({
  schema: z.literal(REPORT_SCHEMA_VERSION),
  command: z.enum(['verify', 'capture']),
  started: z.iso.datetime(),
  durationMs: duration,
  ending,
  /** Which shard of the pages this report is about. */
  shard: z
    .strictObject({
      index: z.int().positive(),
      count: z.int().positive().max(MOST_SHARDS),
      /** Hash of the pages, the captures and the runner. The shards of one run have the same. */
      checkout: z.string(),
      /** Slugs of the pages of all shards. */
      pages: z.array(z.string()),
    })
    .optional(),
  counts: z.strictObject({
    passed: z.int(),
    failed: z.int(),
    skipped: z.int(),
    empty: z.int(),
    broken: z.int(),
    unchanged: z.int(),
    notRun: z.int(),
    /** Snippets of the pages that ran. */
    snippets: z.int(),
    /** Blocks of Markdown documents that are not run, and lines of them that are not compared. */
    leftOut: z.int(),
  }),
  pages: z.array(reportedPage),
  /** Mistakes in the documents, found before any page was run; or why `verify --update` could not update one. */
  problems: z.array(
    z.strictObject({
      code: z.enum(PROBLEM_CODES),
      file: z.string(),
      /** Absent if the problem concerns the whole file. */
      position: position.optional(),
      message: z.string(),
      hint: z.string(),
    }),
  ),
  /** Files that `capture` or `verify --update` wrote, with the ids of the changed snippets. */
  written: z.array(z.strictObject({ file: z.string(), snippets: z.array(z.string()) })),
});

export type RunReport = z.infer<typeof runReportSchema>;
export type ReportedPage = RunReport['pages'][number];
export type PageThatRan = Extract<ReportedPage, { result: 'passed' | 'failed' }>;
export type ReportedSnippet = PageThatRan['snippets'][number];
export type ReportedFault = ReportedSnippet['faults'][number];
export type ReportEnding = RunReport['ending'];

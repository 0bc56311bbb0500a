/**
 * The report of a run, as `--reporter json` writes it and `merge-reports` reads it; every other reporter
 * is made of the same value. This schema is its definition. A field is never given a new meaning; where
 * one has to change, or a new value may come, the version does.
 */
import * as z from 'zod';
import { KERNEL_FEATURES, LEFTOVER_KINDS } from '../tutorial/page.ts';
import { PROBLEM_CODES } from '../tutorial/problem.ts';
import { ERROR_CODES } from './error.ts';

export const REPORT_SCHEMA_VERSION = 2;

/** Milliseconds. */
const duration = z.int().nonnegative();

/** Lines and columns count from 1, columns in UTF-16 code units. */
const position = z.strictObject({ line: z.int().positive(), column: z.int().positive() });

const diffLine = z.strictObject({
  /** `captured` is in the capture (of a Markdown document: shown) and was not printed; `printed` the other way round. */
  kind: z.enum(['same', 'captured', 'printed']),
  /** After substitution: the capture's ids and addresses are those of this run, so only what truly differs stands out. */
  text: z.string(),
  /** The differing parts of the text, as [start, end) in UTF-16 code units. */
  spans: z.array(z.tuple([z.int().nonnegative(), z.int().nonnegative()])),
  /** Why lines that look alike differ. */
  note: z.string().optional(),
});

/** Every fault has its place on the page. */
const place = { position };
/** Index of a step of the snippet, from 0. */
const step = z.int().nonnegative();

const fault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('no-capture'), ...place }),
  z.strictObject({ kind: z.literal('other-commands'), ...place, lines: z.array(diffLine) }),
  z.strictObject({ kind: z.literal('differed'), ...place, step, lines: z.array(diffLine) }),
  z.strictObject({ kind: z.literal('other-topology'), ...place, lines: z.array(diffLine) }),
  z.strictObject({ kind: z.literal('no-topology'), ...place, lines: z.array(diffLine) }),
  z.strictObject({
    kind: z.literal('wrong-exit'),
    ...place,
    step,
    expected: z.int(),
    /** Null for a program that had not ended. */
    actual: z.int().nullable(),
    output: z.string(),
  }),
  z.strictObject({
    kind: z.literal('unmet'),
    ...place,
    attribute: z.enum(['expect', 'retry-until', 'save']),
    /** As the author wrote it: in quotes, or between slashes. */
    pattern: z.string(),
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
  /** The page had stopped before. */
  z.strictObject({ kind: z.literal('not-run'), ...place }),
]);

/** A snippet by its place, also where its page did not run. */
const snippetPlace = z.strictObject({ id: z.string(), node: z.string(), position });

const snippet = snippetPlace.extend({
  /** Of all its attempts; 0 where it did not run. */
  durationMs: duration,
  /** How often it ran until `retry-until` was met; 1 without it, 0 where it did not run. */
  attempts: z.int().nonnegative(),
  retryUntil: z.string().optional(),
  /** False for a block of a Markdown document that shows no output: only its exit codes were looked at. */
  outputsCompared: z.boolean(),
  steps: z.array(
    z.strictObject({
      /** With its prompt and keys, as on the page. */
      typed: z.string(),
      position,
      /** Null for input, for what still ran when the snippet ended, and where it did not run. */
      exit: z.int().nullable(),
      /** Of the last attempt. */
      durationMs: duration,
    }),
  ),
  faults: z.array(fault),
});

const page = {
  /** Of a Markdown document, its file. */
  slug: z.string(),
  /** Relative to where the run was called. */
  file: z.string(),
  kind: z.enum(['page', 'document']),
  needs: z.array(z.enum(KERNEL_FEATURES)),
  /** Blocks of a Markdown document that are neither run nor compared, and why. */
  leftOut: z.array(z.strictObject({ position, reason: z.string() })),
};
const error = z.strictObject({ code: z.enum(ERROR_CODES), message: z.string(), hint: z.string() });
const places = z.array(snippetPlace);

const reportedPage = z.discriminatedUnion('result', [
  z.strictObject({
    result: z.enum(['passed', 'failed']),
    ...page,
    /** Name of the engine that ran it. */
    engine: z.string(),
    /** The daemon inside the nodes. */
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
    /** What is another than at the time of the capture, and no error. */
    drift: z.array(z.strictObject({ what: z.string(), captured: z.string(), now: z.string() })),
    /** What the page has left on its nodes and does not say that it leaves. */
    leaks: z.array(z.strictObject({ node: z.string(), kind: z.enum(LEFTOVER_KINDS), names: z.array(z.string()) })),
    /** Ids of snippets whose capture `snippets capture` would renew. */
    stale: z.array(z.string()),
  }),
  z.strictObject({ result: z.literal('skipped'), ...page, reason: z.string(), snippets: places }),
  /** The tool could not run it, or not to its end. */
  z.strictObject({
    result: z.literal('broken'),
    ...page,
    engine: z.string(),
    durationMs: duration,
    error,
    snippets: places,
  }),
  /** Right when it last ran, with nothing changed since: `--changed`. */
  z.strictObject({ result: z.literal('unchanged'), ...page, snippets: places }),
  /** The run ended before its turn, or in the middle of it. */
  z.strictObject({ result: z.literal('not-run'), ...page, snippets: places }),
]);

const ending = z.discriminatedUnion('kind', [
  /** Every page was tried. */
  z.strictObject({ kind: z.literal('complete') }),
  /** `--bail`: at the first page that was not right. */
  z.strictObject({ kind: z.literal('bailed') }),
  z.strictObject({ kind: z.literal('interrupted') }),
  z.strictObject({ kind: z.literal('failed'), error }),
  /** The documents have mistakes, which are the report's problems; nothing was started. */
  z.strictObject({ kind: z.literal('refused') }),
  /** Of a merged report: numbers of the shards that are not in it, and slugs of their pages. */
  z.strictObject({ kind: z.literal('shards-missing'), shards: z.array(z.int()), pages: z.array(z.string()) }),
]);

export const runReportSchema = z.strictObject({
  schema: z.literal(REPORT_SCHEMA_VERSION),
  command: z.enum(['verify', 'capture']),
  started: z.iso.datetime(),
  durationMs: duration,
  ending,
  /** Which part of the pages this is. */
  shard: z
    .strictObject({
      index: z.int().positive(),
      count: z.int().positive(),
      /** Slugs of the pages of all shards together. */
      pages: z.array(z.string()),
    })
    .optional(),
  counts: z.strictObject({
    passed: z.int(),
    failed: z.int(),
    skipped: z.int(),
    broken: z.int(),
    unchanged: z.int(),
    notRun: z.int(),
    snippets: z.int(),
  }),
  pages: z.array(reportedPage),
  /** Of documents that were refused. */
  problems: z.array(
    z.strictObject({
      code: z.enum(PROBLEM_CODES),
      file: z.string(),
      /** Absent where the whole file is meant. */
      position: position.optional(),
      message: z.string(),
      hint: z.string(),
    }),
  ),
  /** Files that `capture` or `verify --update` wrote, and the snippets that are new in them. */
  written: z.array(z.strictObject({ file: z.string(), snippets: z.array(z.string()) })),
});

export type RunReport = z.infer<typeof runReportSchema>;
export type ReportedPage = RunReport['pages'][number];
export type PageThatRan = Extract<ReportedPage, { result: 'passed' | 'failed' }>;
export type ReportedSnippet = PageThatRan['snippets'][number];
export type ReportedFault = ReportedSnippet['faults'][number];
export type ReportEnding = RunReport['ending'];

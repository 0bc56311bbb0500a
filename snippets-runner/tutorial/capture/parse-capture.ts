/** Parses the text of a capture file. The runner and the site read captures only through this function. */
import { CORE_SCHEMA, load } from 'js-yaml';
import type * as z from 'zod';
import { COMMAND } from '../../base/installation.ts';
import { mapWithinTime, withinTime } from '../../base/time-limit.ts';
import type { Position } from '../page.ts';
import type { Problem } from '../problem.ts';
import { CAPTURE_PARSED_WITHIN_MS, yamlTooSlow } from '../source/parse-limit.ts';
import { parseYaml } from '../source/positioned-yaml.ts';
import { problemList, type ReportProblem } from '../source/problem-list.ts';
import { type SourceText, sourceText } from '../source/source-text.ts';
import { type Capture, captureFileSchema } from './capture.ts';
import { sealOf } from './seal.ts';

export type CaptureRead =
  | { readonly kind: 'capture'; readonly capture: Capture }
  /** At least one problem, sorted by position. */
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] };

/**
 * Parses a capture. Never throws, and ends. Accepts only what `captureText` has written, apart from comments, quoting and line ends.
 * @param file path of the file; problems show it
 * @param slug slug that the file's name stands for
 */
export function parseCapture(file: string, slug: string, text: string): CaptureRead {
  const parsing = withinTime(CAPTURE_PARSED_WITHIN_MS, () => parsed(file, slug, text));
  return parsing.kind === 'done' ? parsing.result : tooSlow(file, slug);
}

/** A capture file. Its text is read when the capture is parsed, so that only one is in memory. */
export interface CaptureText {
  /** Path of the file; problems show it. */
  readonly file: string;
  /** Slug that the file's name stands for. */
  readonly slug: string;
  readonly read: () => string;
}

/** Parses many captures, as `parseCapture` does, in less time. @throws what `read` throws */
export function parseCaptures(captures: readonly CaptureText[]): readonly CaptureRead[] {
  return mapWithinTime(
    captures,
    CAPTURE_PARSED_WITHIN_MS,
    ({ file, slug, read }) => parsed(file, slug, read()),
    ({ file, slug }, afterMs) => tooSlow(file, slug, afterMs),
  );
}

function parsed(file: string, slug: string, text: string): CaptureRead {
  const capture = readQuickly(text);
  return capture?.slug === slug ? { kind: 'capture', capture } : diagnose(file, slug, text);
}

function tooSlow(file: string, slug: string, withinMs = CAPTURE_PARSED_WITHIN_MS): CaptureRead {
  const limit = { code: 'capture-invalid', withinMs, hint: restoreHint(slug) } as const;
  return { kind: 'invalid', problems: [yamlTooSlow(file, limit)] };
}

function restoreHint(slug: string): string {
  return `Captures are written by \`snippets capture\`. Restore the file, or capture the page anew: ${COMMAND} capture --force ${slug}`;
}

/**
 * Parses a capture with js-yaml. `yaml` takes eight times as long, which would be half of the time of `lint`.
 * @returns undefined if the text is not a sealed capture, or if js-yaml reads it otherwise than YAML 1.2
 */
export function readQuickly(text: string): Capture | undefined {
  try {
    return sealedCapture(load(text, { schema: CORE_SCHEMA }));
  } catch {
    return undefined;
  }
}

/** Returns the capture in the value of a file. Returns undefined if it is not valid, or if its seal is not its own. */
export function sealedCapture(value: unknown): Capture | undefined {
  const result = captureFileSchema.safeParse(value);
  if (!result.success) return undefined;
  const { seal, ...capture } = result.data;
  return seal === sealOf(capture) ? capture : undefined;
}

/** Parses the text again with `yaml`, which follows YAML 1.2 exactly and knows the position of each value. */
function diagnose(file: string, slug: string, text: string): CaptureRead {
  const source = sourceText(text.replace(/^\uFEFF/u, ''));
  const { report, sorted } = problemList(file, source);
  const capture = mergeConflict(source, slug, report) ? undefined : readExactly(source, slug, report);
  const problems = sorted();
  return capture && problems.length === 0 ? { kind: 'capture', capture } : { kind: 'invalid', problems };
}

/** Reports the first conflict that git has left in the file. Returns whether there is one. */
function mergeConflict(source: SourceText, slug: string, report: ReportProblem): boolean {
  const conflict = /^<{7} /mu.exec(source.text);
  if (!conflict) return false;
  const hint = `Take the file of one branch whole, then run: ${COMMAND} capture ${slug}`;
  report('capture-invalid', source.positionAt(conflict.index), 'the file has a conflict of a merge', hint);
  return true;
}

/** Reports what is wrong with the text. Returns undefined if it has no value of a capture. */
function readExactly(source: SourceText, slug: string, report: ReportProblem): Capture | undefined {
  const hint = restoreHint(slug);
  const invalid = (position: Position, message: string) => report('capture-invalid', position, message, hint);
  const yaml = parseYaml({ start: 0, end: source.text.length }, source, (position, message) =>
    invalid(position, `the file is not valid YAML: ${message}`),
  );
  if (!yaml) return undefined;
  const result = captureFileSchema.safeParse(yaml.data);
  for (const { path, atKey, message } of result.error?.issues.flatMap(mistakesOf) ?? []) {
    invalid(atKey ? yaml.positionOfKey(path) : yaml.positionOf(path), message);
  }
  if (!result.data) return undefined;
  const { seal, ...capture } = result.data;
  if (capture.slug !== slug) {
    const message = `the file's name is ${slug}.yaml, but its slug is "${capture.slug}"`;
    invalid(yaml.positionOfKey(['slug']), message);
  }
  if (seal !== sealOf(capture)) {
    const message = seal === undefined ? NO_SEAL : OTHER_SEAL;
    report('capture-unsealed', yaml.positionOfKey(['seal']), message, hint);
  }
  return capture;
}

const NO_SEAL = 'the file has no seal: it is from an older version, or was not written by `snippets capture`';
const OTHER_SEAL = 'the seal is not that of the content: the file was edited, or merged from two captures';

interface Mistake {
  readonly path: readonly (string | number)[];
  /** Whether the mistake is at the last key of the path. Otherwise it is at the value. */
  readonly atKey: boolean;
  readonly message: string;
}

function mistakesOf(issue: z.core.$ZodIssue): Mistake[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const place = path.join('.') || 'capture';
  const message = `${place}: ${issue.message}`;
  if (issue.code !== 'unrecognized_keys') return [{ path, atKey: false, message }];
  return issue.keys.map((key) => ({
    path: [...path, key],
    atKey: true,
    message: `${place}: there is no key "${key}"`,
  }));
}

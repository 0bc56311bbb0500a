/** Replaces outdated outputs in Markdown documents by what a run printed. */

import { isDeepStrictEqual } from 'node:util';
import { compareRecording } from '../compare/compare-recording.ts';
import { elidedLike } from '../compare/outputs/elisions.ts';
import { withoutBlankEnds } from '../compare/page/document.ts';
import { withoutRulesOfLab } from '../compare/page/lab-rules.ts';
import { valuesIn, withNames } from '../compare/page/placeholders.ts';
import { commentInOutput, shownOutput } from '../compare/page/shown-comments.ts';
import { mostBlankLines, withoutMoreBlankLines } from '../compare/page/tolerated.ts';
import { joinedError, SnippetsError } from '../model/error.ts';
import { hasPassed, type PageOutcome } from '../model/outcome.ts';
import type { Recording } from '../model/recording.ts';
import { type OutputEdit, withOutputs } from '../tutorial/markdown/outputs.ts';
import type { MarkdownDocument } from '../tutorial/page.ts';
import type { Problem } from '../tutorial/problem.ts';
import type { MarkdownFile } from './markdown.ts';
import { replaceDocument } from './markdown-files.ts';

export interface Updated {
  readonly file: string;
  readonly outputs: number;
  /** Ids of the snippets with new outputs. */
  readonly snippets: string[];
}

export type UpdateResult =
  | ({ readonly kind: 'updated'; readonly bytes: Uint8Array } & Pick<Updated, 'outputs' | 'snippets'>)
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'impossible'; readonly problem: Problem };

export interface Updates {
  readonly written: readonly Updated[];
  readonly problems: readonly Problem[];
  /** Names all files that have changed meanwhile, or could not be written. */
  readonly error: SnippetsError | undefined;
}

/** Updates the documents that have passed except for their outputs. Writes each that can be written. */
export function updateDocuments(outcomes: readonly PageOutcome[], files: readonly MarkdownFile[]): Updates {
  const written: Updated[] = [];
  const problems: Problem[] = [];
  const failures: SnippetsError[] = [];
  for (const file of files) {
    const outcome = outcomes.find(({ page }) => page === file.document);
    if (outcome?.kind !== 'ran' || !hasPassed(outcome)) continue;
    const result = updated(file, outcome.recording);
    if (result.kind === 'impossible') problems.push(result.problem);
    if (result.kind !== 'updated') continue;
    try {
      replaceDocument(file.path, file.bytes, result.bytes);
      written.push({ file: file.document.file, outputs: result.outputs, snippets: result.snippets });
    } catch (error) {
      if (!(error instanceof SnippetsError)) throw error;
      failures.push(error);
    }
  }
  return { written, problems, error: joinedError(failures) };
}

/**
 * Returns the updated document. Only outputs that differ are replaced, and ids that the document already shows
 * are kept. If that is not consistent with the rest of the document, they have no more blank lines than it has, or all
 * outputs are replaced by what was printed. The result is parsed and compared again: it must have the same commands and match this run.
 */
export function updated(file: MarkdownFile, recording: Recording): UpdateResult {
  const { document, bytes } = file;
  const { snippets, toCaptured } = compareRecording(document, undefined, recording);
  const stale = new Set(
    snippets.flatMap(({ faults }, snippet) =>
      faults.flatMap((fault) => (fault.kind === 'differed' ? `${snippet} ${fault.step}` : [])),
    ),
  );
  if (stale.size === 0) return { kind: 'unchanged' };
  const lost = lostComment(document, recording, (snippet, step) => stale.has(`${snippet} ${step}`));
  if (lost) return { kind: 'impossible', problem: lost };
  const some = editsOf(document, recording, toCaptured, (snippet, step) => stale.has(`${snippet} ${step}`));
  const most = mostBlankLines(document.shown);
  const without = some.map((edit) => ({ ...edit, output: withoutMoreBlankLines(edit.output, most) }));
  const all = editsOf(
    document,
    recording,
    (text) => text,
    () => true,
  );
  for (const edits of [some, without, all]) {
    const next = withOutputs(bytes, edits);
    if (!isSound(file, next, edits, recording)) continue;
    const changed = new Set(edits.map(({ snippet }) => document.snippets[snippet]?.id ?? ''));
    return { kind: 'updated', bytes: next, outputs: edits.length, snippets: [...changed] };
  }
  return {
    kind: 'impossible',
    problem: notShowable(
      document,
      snippets.findIndex(({ faults }) => faults.length > 0),
    ),
  };
}

interface StepEdit extends OutputEdit {
  readonly snippet: number;
  readonly step: number;
  /** The comments below the output, which stay. */
  readonly comments: readonly string[];
}

function editsOf(
  document: MarkdownDocument,
  recording: Recording,
  inWords: (text: string) => string,
  isMeant: (snippet: number, step: number) => boolean,
): StepEdit[] {
  const recorded = new Map(recording.snippets.map((snippet) => [snippet.id, snippet]));
  const values = valuesIn(document, recording);
  return document.shown.flatMap(({ id, steps = [] }, snippet) =>
    steps.flatMap((step, index) => {
      const printed = recorded.get(id)?.steps[index]?.output;
      if (printed === undefined || !isMeant(snippet, index)) return [];
      const { lines, output, comments } = shownOutput(step, withoutBlankEnds(printed));
      const typed = document.snippets[snippet]?.steps[index];
      const own = typed ? withoutRulesOfLab(printed, output, typed) : printed;
      const next = withNames(inWords(withoutBlankEnds(own)), output, values);
      return { snippet, step: index, lines, comments, output: outputFor(output, next) };
    }),
  );
}

function outputFor(shown: string, printed: string): string {
  const lines = withoutBlankEnds(elidedLike(shown, printed)).split('\n');
  return lines.map((line) => line.trimEnd()).join('\n');
}

/** Returns the problem that a line that counts as output may be a comment of the author, which nobody could restore. */
function lostComment(
  { file, shown }: MarkdownDocument,
  recording: Recording,
  isStale: (snippet: number, step: number) => boolean,
): Problem | undefined {
  const recorded = new Map(recording.snippets.map((snippet) => [snippet.id, snippet]));
  for (const [snippet, { id, steps = [] }] of shown.entries()) {
    for (const [index, step] of steps.entries()) {
      const printed = recorded.get(id)?.steps[index]?.output;
      if (printed === undefined || !isStale(snippet, index)) continue;
      const { lines, output } = shownOutput(step, withoutBlankEnds(printed));
      const at = commentInOutput(output, withoutBlankEnds(printed));
      if (at === undefined) continue;
      const position = { line: lines.first + at, column: lines.prefix.length + 1 };
      const message = `"${output.split('\n')[at]}" counts as output, because no command follows, and would be removed`;
      const hint = 'If it is a comment, write it above the command. If it is not, delete it.';
      return { code: 'output-not-showable', file, position, message, hint };
    }
  }
  return undefined;
}

/** Returns whether the new version has the same commands, the intended outputs, and no difference from this run. */
function isSound(
  { document, parse }: MarkdownFile,
  bytes: Uint8Array,
  edits: readonly StepEdit[],
  recording: Recording,
): boolean {
  const next = parse(bytes);
  if (next.problems.length > 0 || typed(next.document) !== typed(document)) return false;
  const expected = outputsOf(document);
  for (const { snippet, step, output, comments } of edits) expected[snippet]?.splice(step, 1, below(output, comments));
  if (!isDeepStrictEqual(outputsOf(next.document), expected)) return false;
  const { snippets } = compareRecording(next.document, undefined, recording);
  return snippets.every(({ faults }) => faults.every(({ kind }) => kind !== 'differed'));
}

/** Returns one list for each snippet: what stands below each of its commands. */
function outputsOf({ shown, snippets }: MarkdownDocument): string[][] {
  return snippets.map((snippet, index) => {
    return snippet.steps.map((_, step) => {
      const { output = '', comments } = shown[index]?.steps?.[step] ?? {};
      return below(output, comments?.lines ?? []);
    });
  });
}

function below(output: string, comments: readonly string[]): string {
  return withoutBlankEnds([output, ...comments].join('\n'));
}

/** Returns everything that a document types, as one comparable text. */
function typed({ snippets }: MarkdownDocument): string {
  return JSON.stringify(snippets, (key, value: unknown) => (key === 'position' ? undefined : value));
}

function notShowable({ file, snippets }: MarkdownDocument, index: number): Problem {
  const hint = 'Shorten the output with a line "...", or change the command so that it prints something else.';
  const message =
    'an output printed here or below cannot be written: it would be read as a command, or as the end of its block';
  return { code: 'output-not-showable', file, position: snippets[index]?.position, message, hint };
}

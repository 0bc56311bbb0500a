/** Reads guides as the test that runs them does: `snippets-runner/tutorial` parses each file, once. */
import { readText } from '../../snippets-runner/base/read-file.ts';
import { type Guide, type GuideFile, parseGuide } from '../../snippets-runner/tutorial/guide/parse-guide.ts';
import type { Snippet } from '../../snippets-runner/tutorial/page.ts';
import type { PageKey } from '../../snippets-runner/tutorial/page-key.ts';
import { SiteError } from '../site-error.ts';
import { readOnChange } from './changing-file.ts';
import { fileOfGuide, shownPath } from './content-root.ts';
import { problemLine } from './page-source.ts';

export interface GuideSource extends Guide {
  readonly text: string;
}

/** A line that the reader types, and what it prints. */
export interface GuideStep {
  readonly prompt: string;
  readonly text: string;
  readonly output: string;
}

/** A block of a guide that is shown as a window: a terminal, or a file to save. */
export type GuideBlock =
  | { readonly kind: 'terminal'; readonly exit: number; readonly steps: readonly GuideStep[] }
  | ({ readonly kind: 'file' } & GuideFile);

const read = readOnChange('guides', (file: string): GuideSource => {
  const text = readText(file).replace(/^\uFEFF/u, '');
  return { text, ...parseGuide(shownPath(file), text) };
});

/**
 * Returns undefined if there is no such guide.
 * @throws SiteError with all mistakes of the guide
 */
export function readGuide(key: PageKey): GuideSource | undefined {
  const file = fileOfGuide(key);
  const guide = read(file);
  if (!guide || guide.problems.length === 0) return guide;
  throw new SiteError(`${shownPath(file)} has mistakes:\n${guide.problems.map(problemLine).join('\n')}`, GUIDE_HINT);
}

const GUIDE_HINT = 'Its blocks are read as those of documents. CONTRIBUTING.md has their format.';

/** Returns the block that begins on a line. Returns undefined for ordinary code. */
export function blockAt(line: number | undefined, { document, files }: Guide): GuideBlock | undefined {
  const file = files.find(({ position }) => position.line === line);
  if (file) return { kind: 'file', ...file };
  const index = document.snippets.findIndex(({ position }) => position.line === line);
  const snippet = document.snippets[index];
  return snippet && { kind: 'terminal', exit: snippet.exit, steps: stepsOf(snippet, document.shown[index]?.steps) };
}

function stepsOf({ steps }: Snippet, shown: readonly { readonly output: string }[] = []): readonly GuideStep[] {
  return steps.map((step, index) => ({
    prompt: step.kind === 'command' ? '$ ' : (step.prompt ?? ''),
    text: step.text,
    output: shown[index]?.output ?? '',
  }));
}

/** Returns the lines on which blocks begin that are shown as windows. */
export function blockLines({ document, files }: Guide): readonly number[] {
  return [...document.snippets, ...files].map(({ position }) => position.line);
}

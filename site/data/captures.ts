/** The captures that pages show. */
import { visible } from '../../snippets-runner/base/visible.ts';
import type { Capture, CapturedSnippet } from '../../snippets-runner/tutorial/capture/capture.ts';
import type { CaptureRead } from '../../snippets-runner/tutorial/capture/parse-capture.ts';
import { readCapture as readCaptureFile } from '../../snippets-runner/tutorial/capture/read.ts';
import type { Problem } from '../../snippets-runner/tutorial/problem.ts';
import { SiteError } from '../site-error.ts';
import { readOnChange } from './changing-file.ts';
import { fileOfCapture, shownPath } from './content-root.ts';
import { problemLine } from './page-source.ts';

const read = readOnChange('captures', (file: string, slug: string): CaptureRead => {
  const result = readCaptureFile(file, slug, shownPath(file));
  return result.kind === 'capture' ? { kind: 'capture', capture: withoutHidden(result.capture) } : result;
});

/**
 * Makes hidden characters visible in all texts of a capture, once for every place where pages show them. Only outputs
 * keep the escape sequences of colours.
 */
export function withoutHidden(capture: Capture): Capture {
  const text = JSON.stringify(capture, (key, value: unknown) => {
    if (typeof value !== 'string') return value;
    return key === 'output' ? value.split('\x1b').map(visible).join('\x1b') : visible(value);
  });
  return JSON.parse(text);
}

/**
 * Returns the capture of a page, or undefined if the page was never captured.
 * @throws SiteError with all problems of the file, if it is not a capture
 */
export function readCapture(slug: string): Capture | undefined {
  const result = read(fileOfCapture(slug), slug);
  if (result?.kind !== 'invalid') return result?.capture;
  throw invalidCaptures(result.problems);
}

/** Returns the problems of a page's capture file; none if it is a capture, or if there is no file. */
export function captureProblems(slug: string): readonly Problem[] {
  const result = read(fileOfCapture(slug), slug);
  return result?.kind === 'invalid' ? result.problems : [];
}

export function invalidCaptures(problems: readonly Problem[]): SiteError {
  const hints = new Set(problems.map(({ hint }) => hint));
  return new SiteError(`Captures cannot be used:\n${problems.map(problemLine).join('\n')}`, [...hints].join('\n'));
}

export function capturedSnippet(capture: Capture | undefined, id: string): CapturedSnippet | undefined {
  return capture?.snippets.find((snippet) => snippet.id === id);
}

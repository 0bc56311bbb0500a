/** The captures that pages show. */
import { visible } from '../../snippets-runner/base/visible.ts';
import type { Capture, CapturedSnippet } from '../../snippets-runner/tutorial/capture/capture.ts';
import { type CaptureRead, readCapture as readCaptureFile } from '../../snippets-runner/tutorial/capture/read.ts';
import { SiteError } from '../site-error.ts';
import { readOnChange } from './changing-file.ts';
import { fileOfCapture, shownPath } from './content-root.ts';

const read = readOnChange((file: string, slug: string): CaptureRead => {
  const result = readCaptureFile(file, slug);
  return result.kind === 'capture' ? { kind: 'capture', capture: withoutHidden(result.capture) } : result;
});

/**
 * Makes hidden characters visible in all texts of a capture, once for every place where pages show them. Only outputs
 * keep the escape sequences of colours.
 */
function withoutHidden(capture: Capture): Capture {
  const text = JSON.stringify(capture, (key, value: unknown) => {
    if (typeof value !== 'string') return value;
    return key === 'output' ? value.split('\x1b').map(visible).join('\x1b') : visible(value);
  });
  return JSON.parse(text);
}

/**
 * Returns the capture of a page, or undefined if the page was never captured.
 * @throws SiteError if the file is not a capture
 */
export function readCapture(slug: string): Capture | undefined {
  const file = fileOfCapture(slug);
  const result = read(file, slug);
  if (result?.kind !== 'invalid') return result?.capture;
  const { message, hint, position } = result.problem;
  const suffix = position ? `:${position.line}:${position.column}` : '';
  throw new SiteError(`${shownPath(file)}${suffix} is not a capture: ${message}`, hint);
}

export function capturedSnippet(capture: Capture | undefined, id: string): CapturedSnippet | undefined {
  return capture?.snippets.find((snippet) => snippet.id === id);
}

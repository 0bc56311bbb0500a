/** The captures that pages show, each file read and checked once. */
import { readFileSync, statSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { type Capture, type CapturedSnippet, captureSchema } from '../../snippets-runner/tutorial/capture/capture.ts';
import { SiteError } from '../site-error.ts';
import { captureFile, shownPath } from './content-root.ts';

const known = new Map<string, { readonly modified: number; readonly capture: Capture }>();

/**
 * The capture of a page, undefined when it was never captured. Read again when its file has changed,
 * so that `astro dev` shows what `snippets capture` has just written.
 * @throws SiteError when the file is not a capture; the message names the file and what is wrong
 */
export function readCapture(slug: string): Capture | undefined {
  const file = captureFile(slug);
  const modified = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (modified === undefined) return undefined;
  const before = known.get(slug);
  if (before?.modified === modified) return before.capture;
  const capture = parseCapture(file);
  known.set(slug, { modified, capture });
  return capture;
}

export function capturedSnippet(capture: Capture | undefined, id: string): CapturedSnippet | undefined {
  return capture?.snippets.find((snippet) => snippet.id === id);
}

function parseCapture(file: string): Capture {
  const hint = 'Captures are only written by the runner: restore the file, or capture the page again.';
  let data: unknown;
  try {
    data = parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new SiteError(`${shownPath(file)} is not YAML: ${(cause as Error).message}`, hint, { cause });
  }
  const checked = captureSchema.safeParse(data);
  if (checked.success) return checked.data;
  throw new SiteError(`${shownPath(file)} is not a capture:\n${z.prettifyError(checked.error)}`, hint);
}

/**
 * Captures to their files. Whole or not at all: written beside the file, flushed, renamed over it.
 * The same capture always gives the same bytes, and reads well in a review.
 */
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Document, isCollection, isMap, isScalar, isSeq, parse, visit } from 'yaml';
import type { Capture } from '../model/capture.ts';
import { SnippetsError } from '../model/error.ts';
import { captureFile } from './read.ts';

const HEADER = `# Written by \`snippets capture\` from a real run. Do not edit: capture the page again.\n`;
const PARTIAL = '.partial';

/** @throws SnippetsError `capture-not-writable`; the file is then as it was */
export function writeCapture(capturesFolder: string, capture: Capture): void {
  const file = captureFile(capturesFolder, capture.slug);
  const partial = join(dirname(file), `.${basename(file)}.${process.pid}${PARTIAL}`);
  try {
    mkdirSync(dirname(file), { recursive: true });
    removePartials(dirname(file), basename(file));
    const descriptor = openSync(partial, 'w');
    try {
      writeSync(descriptor, captureText(capture));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(partial, file);
  } catch (cause) {
    removeQuietly(partial);
    throw new SnippetsError(
      'capture-not-writable',
      `${file} cannot be written: ${(cause as Error).message}`,
      'make room on the disk, or the file and its folder writable; the capture of before is untouched',
      { cause },
    );
  }
}

export function captureText(capture: Capture): string {
  const document = new Document(capture, { aliasDuplicateObjects: false });
  visit(document, {
    Pair: (_, { key, value }) => (isScalar(key) && key.value === 'topology' ? inRows(value) : undefined),
  });
  const text = HEADER + document.toString({ lineWidth: 0, blockQuote: 'literal' });
  // A block of nothing but spaces and newlines does not come back as it went; in quotes it does.
  return isDeepStrictEqual(parse(text), capture)
    ? text
    : HEADER + document.toString({ lineWidth: 0, blockQuote: false });
}

/** A topology is a few tables: each network, container, endpoint and service takes one line. */
function inRows(topology: unknown): typeof visit.SKIP {
  for (const { value } of isMap(topology) ? topology.items : []) {
    const rows = isSeq(value) ? value.items : [value];
    for (const row of rows) if (isCollection(row)) row.flow = true;
  }
  return visit.SKIP;
}

/** Where a file cannot be written it may not be removable either; what is told is why it was not written. */
function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {}
}

/** What writers that were killed left beside the file. */
function removePartials(folder: string, name: string): void {
  for (const entry of readdirSync(folder)) {
    if (entry.startsWith(`.${name}.`) && entry.endsWith(PARTIAL)) rmSync(join(folder, entry), { force: true });
  }
}

/** Captures to their files. The same capture always gives the same bytes, and reads well in a review. */
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Document, isCollection, isMap, isScalar, isSeq, parse, visit } from 'yaml';
import { makeFolder } from '../../base/make-folder.ts';
import { replaceFile } from '../../base/replace-file.ts';
import { SnippetsError } from '../../model/error.ts';
import type { Capture } from './capture.ts';
import { captureFile, fromYaml } from './read.ts';

const HEADER = `# Written by \`snippets capture\` from a real run. Do not edit: capture the page again.\n`;

/** @throws SnippetsError `capture-not-writable`; the file is then as it was */
export function writeCapture(capturesFolder: string, capture: Capture): void {
  const file = captureFile(capturesFolder, capture.slug);
  try {
    makeFolder(dirname(file));
    replaceFile(file, captureText(capture));
  } catch (cause) {
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
  return [parse(text), fromYaml(text)].every((read) => isDeepStrictEqual(read, capture))
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

/** Writes captures to their files. The same capture always gives the same bytes. Reviewers can read them as a diff. */
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Document, isCollection, isMap, isScalar, isSeq, parse, visit } from 'yaml';
import { makeFolderOf, replaceFile } from '../../base/replace-file.ts';
import type { Capture } from './capture.ts';
import { readQuickly } from './parse-capture.ts';
import { captureFile } from './read.ts';
import { sealOf } from './seal.ts';

const HEADER = `# Written by \`snippets capture\` from a real run. Do not edit: capture the page again.\n`;

/**
 * Writes a capture to its file. The file is replaced as a whole, so it is never half written.
 * @throws TypeError if a link leads out of the content folder, and what `node:fs` throws; the file is then unchanged
 */
export function writeCapture(capturesFolder: string, capture: Capture): void {
  const file = captureFile(capturesFolder, capture.slug);
  // Not through a link that leaves the content folder: a page must not choose which file is written.
  const within = dirname(capturesFolder);
  makeFolderOf(file, { within });
  replaceFile(file, captureText(capture), { within });
}

/** Returns the YAML of a capture's file, with its seal. */
export function captureText(capture: Capture): string {
  const { schema, slug, ...rest } = capture;
  const sealed = { schema, slug, seal: sealOf(capture), ...rest };
  const document = new Document(sealed, { aliasDuplicateObjects: false });
  visit(document, {
    Pair: (_, { key, value }) => (isScalar(key) && key.value === 'topology' ? inRows(value) : undefined),
  });
  const text = HEADER + document.toString({ lineWidth: 0, blockQuote: 'literal' });
  // A literal block that has only spaces and newlines is not read back unchanged. A quoted string is.
  return isDeepStrictEqual(parse(text), sealed) && isDeepStrictEqual(readQuickly(text), capture)
    ? text
    : HEADER + document.toString({ lineWidth: 0, blockQuote: false });
}

/** Writes each network, container, endpoint and service of a topology on one line. */
function inRows(topology: unknown): typeof visit.SKIP {
  for (const { value } of isMap(topology) ? topology.items : []) {
    const rows = isSeq(value) ? value.items : [value];
    for (const row of rows) if (isCollection(row)) row.flow = true;
  }
  return visit.SKIP;
}

/** The captures of the project. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { captureFile, readCaptures } from '../../../tutorial/capture/read.ts';
import { captureText } from '../../../tutorial/capture/write.ts';

const FOLDER = join(import.meta.dirname, '../../../../content/captures');
const { captures, invalid } = readCaptures(FOLDER);

test('every committed capture is sealed', () => expect([...invalid.keys()]).toEqual([]));

test.each([...captures])('%s is, to the byte, what capture writes', (slug, capture) => {
  expect(readFileSync(captureFile(FOLDER, slug), 'utf8')).toBe(captureText(capture));
});

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Change, writeChanges } from '../../commands/capture.ts';
import { captureFile, readCaptures } from '../../tutorial/capture/read.ts';
import { captureOf, recordingOf, samplePage } from '../tutorial/capture/sample.ts';

const folder = mkdtempSync(join(tmpdir(), 'capture-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('if a capture cannot be written, the others are, and each is named', () => {
  const page = samplePage();
  const changes = ['a', 'b', 'c'].map((slug): Change => {
    const next = { ...captureOf(page, recordingOf(page)), slug };
    return { file: captureFile(folder, slug), next, snippets: [], texts: { before: '', after: '' } };
  });
  for (const slug of ['a', 'c']) mkdirSync(captureFile(folder, slug));
  const { done, error } = writeChanges(changes, { capturesFolder: folder });
  expect(done).toEqual([changes[1]]);
  expect(error?.code).toBe('capture-not-writable');
  expect(error?.message).toMatch(/^.*a\.yaml cannot be written: EISDIR.*\n.*c\.yaml cannot be written: EISDIR/u);
  rmSync(captureFile(folder, 'a'), { recursive: true });
  rmSync(captureFile(folder, 'c'), { recursive: true });
  expect([...readCaptures(folder).captures.keys()]).toEqual(['b']);
});

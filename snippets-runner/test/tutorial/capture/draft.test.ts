import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { processIdentity } from '../../../base/process-identity.ts';
import {
  type Draft,
  draftFile,
  draftsFolder,
  isKeptUp,
  parseDraft,
  removeDraft,
  writeDraft,
} from '../../../tutorial/capture/draft.ts';
import { parseCapture } from '../../../tutorial/capture/parse-capture.ts';
import { captureOf, recordingOf, samplePage } from './sample.ts';

let home: string;
let file: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'drafts-'));
  file = draftFile(home, '/content', 'bridge/sample');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const capture = captureOf(samplePage(), recordingOf(samplePage()));

const read = () => parseDraft(readFileSync(file, 'utf8'));

test('a draft is read back, until it is removed', () => {
  writeDraft(file, { capture, uncaptured: ['create'] });
  expect(read()).toMatchObject({ capture, uncaptured: ['create'] });
  removeDraft(file);
  removeDraft(file);
  expect(existsSync(file)).toBe(false);
});

test('a draft that another process has written since stays: it watches the same page', () => {
  writeDraft(file, { capture, uncaptured: [] });
  const other = { ...read(), writer: processIdentity(process.ppid) };
  writeFileSync(file, JSON.stringify(other));
  removeDraft(file);
  expect(read()).toEqual(other);
});

test('two content folders have their own drafts', () => {
  expect(draftFile(home, '/other', 'bridge/sample')).not.toBe(file);
  expect(dirname(file)).toBe(draftsFolder(home));
});

test('the draft of a process that was killed is not kept up to date', () => {
  writeDraft(file, { capture, uncaptured: ['create'] });
  const draft = read() as Draft;
  expect(isKeptUp(draft)).toBe(true);
  const { pid } = spawnSync(process.execPath, ['--version']);
  expect(isKeptUp({ ...draft, writer: processIdentity(pid) })).toBe(false);
});

test.each(['', '{', '{"writer": 1}', 'null', '{"writer": "w", "capture": {}}'])('%j is none', (text) => {
  expect(parseDraft(text)).toBeUndefined();
});

test('a draft is no capture, so nobody can commit it as one', () => {
  writeDraft(file, { capture, uncaptured: ['create'] });
  const text = readFileSync(file, 'utf8');
  expect(parseCapture('sample.yaml', 'bridge/sample', text).kind).toBe('invalid');
});

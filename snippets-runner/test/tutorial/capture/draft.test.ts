import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { processIdentity } from '../../../base/process-identity.ts';
import {
  type Draft,
  draftFile,
  draftFolder,
  isKeptUp,
  parseDraft,
  removeDraft,
  writeDraft,
} from '../../../tutorial/capture/draft.ts';
import { parseCapture } from '../../../tutorial/capture/parse-capture.ts';
import { captureOf, recordingOf, samplePage } from './sample.ts';

let home: string;
let folder: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'drafts-'));
  folder = draftFolder(home, '/content');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const capture = captureOf(samplePage(), recordingOf(samplePage()));

const file = () => draftFile(folder, 'bridge/sample');
const read = () => parseDraft(readFileSync(file(), 'utf8'));

test('a draft is read back, until it is removed', () => {
  writeDraft(folder, capture);
  expect(read()?.capture).toEqual(capture);
  removeDraft(folder, 'bridge/sample');
  removeDraft(folder, 'bridge/sample');
  expect(existsSync(file())).toBe(false);
});

test('two content folders have their own drafts', () => {
  expect(draftFolder(home, '/other')).not.toBe(folder);
});

test('the draft of a process that was killed is not kept up to date', () => {
  writeDraft(folder, capture);
  const draft = read() as Draft;
  expect(isKeptUp(draft)).toBe(true);
  const { pid } = spawnSync(process.execPath, ['--version']);
  expect(isKeptUp({ ...draft, writer: processIdentity(pid) })).toBe(false);
});

test.each(['', '{', '{"writer": 1}', 'null', '{"writer": "w", "capture": {}}'])('%j is none', (text) => {
  expect(parseDraft(text)).toBeUndefined();
});

test('a draft is no capture, so nobody can commit it as one', () => {
  writeDraft(folder, capture);
  const text = readFileSync(draftFile(folder, 'bridge/sample'), 'utf8');
  expect(parseCapture('sample.yaml', 'bridge/sample', text).kind).toBe('invalid');
});

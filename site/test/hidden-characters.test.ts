import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Capture } from '../../snippets-runner/tutorial/capture/capture.ts';
import { captureText } from '../../snippets-runner/tutorial/capture/write.ts';

const ODD = 'a\0b\u202ec\u009b31m\rd';
const SHOWN = 'a␀b\\u202ec\\u009b31m␍d';
const HIDDEN = /[^\P{Cc}\t\n]|\p{Bidi_Control}/u;

let root: string;
let capture: Capture;
beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'hidden-'));
  cpSync('site/test/fixtures/content', root, { recursive: true });
  vi.stubEnv('CONTENT_ROOT', root);
  const { readCapture } = await import('../data/captures.ts');
  const original = readCapture('start') as Capture;
  const [first] = original.snippets;
  if (!first) throw new TypeError('the fixture has no snippet');
  const steps = first.steps.map((step) => ({ ...step, text: `echo ${ODD}`, output: `\x1b[31m${ODD}\x1b[0m` }));
  const odd = { ...original, snippets: [{ ...first, steps, values: { NAME: ODD } }] };
  writeFileSync(path.join(root, 'captures/start.yaml'), captureText(odd));
  capture = readCapture('start') as Capture;
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

test('the file of the capture has them', () => {
  expect(readFileSync(path.join(root, 'captures/start.yaml'), 'utf8')).toMatch(/\\u202e|\u202e/u);
});

test('a capture has none when it comes to a page, except the colours of an output', () => {
  const [snippet] = capture.snippets;
  expect(snippet?.values).toEqual({ NAME: SHOWN });
  expect(snippet?.steps[0]).toMatchObject({ text: `echo ${SHOWN}`, output: `\x1b[31m${SHOWN}\x1b[0m` });
});

test('neither HTML nor Markdown has them', async () => {
  const { outputView } = await import('../terminal/output.ts');
  const { commandHtml } = await import('../terminal/command.ts');
  const { terminalMarkdown } = await import('../plain/terminal.ts');
  const { escapeHtml } = await import('../html.ts');
  const [snippet] = capture.snippets;
  const [step] = snippet?.steps ?? [];
  if (!snippet || !step) throw new TypeError('the capture has no step');
  const view = await outputView(step, { display: 'show', named: undefined });
  const html = [await commandHtml(step, snippet.values), JSON.stringify(view), escapeHtml(ODD)];
  const markdown = terminalMarkdown(capture, snippet, 'en');
  for (const text of [...html, markdown]) {
    expect(text).not.toMatch(HIDDEN);
    expect(text).toMatch(/␀b\\+u202ec/u);
  }
});

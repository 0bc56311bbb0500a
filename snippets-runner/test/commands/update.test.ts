import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { MarkdownFile } from '../../commands/markdown.ts';
import { updateDocuments, updated } from '../../commands/update.ts';
import { planPage } from '../../run/plan-pages.ts';
import { outcomeOf } from '../../run/run-pages.ts';
import { consoleBlock, fileOf, runOf } from './documents.ts';

function updatedText(text: string, ...outputs: string[]): string {
  const file = fileOf(text);
  const result = updated(file, runOf(file.document, outputs));
  return result.kind === 'updated' ? Buffer.from(result.bytes).toString() : result.kind;
}

test('blank lines that a formatter has removed are not written into the only output that differs', () => {
  const text = (last: string) => consoleBlock('$ one', 'a', 'b', '$ two', last, 'd');
  expect(updatedText(text('c'), 'a\n\nb', 'new\n\nd')).toBe(text('new'));
});

test('blank lines are written where no other output lacks any', () => {
  expect(updatedText(consoleBlock('$ one', '?'), 'a\n\nb')).toBe(consoleBlock('$ one', 'a', '', 'b'));
});

test('if a document cannot be updated, the others are, and each is named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'update-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const files = ['a.md', 'b.md', 'c.md'].map((name): MarkdownFile => {
    const file = { ...fileOf(consoleBlock('$ one', 'old')), path: join(folder, name) };
    writeFileSync(file.path, file.bytes);
    return file;
  });
  const outcomes = files.map(({ document }) => {
    const plan = planPage(document, ['native']);
    const context = { engine: 'native', durationMs: 0, captures: new Map(), tolerated: new Set(['differed'] as const) };
    return outcomeOf(plan, runOf(document, ['new']), context);
  });
  for (const name of ['a.md', 'c.md']) writeFileSync(join(folder, name), 'somebody has written meanwhile');
  const { written, error } = updateDocuments(outcomes, files);
  expect(written).toEqual([{ file: 'README.md', outputs: 1, snippets: [expect.any(String)] }]);
  expect(readFileSync(join(folder, 'b.md'), 'utf8')).toBe(consoleBlock('$ one', 'new'));
  expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe('somebody has written meanwhile');
  expect(error?.code).toBe('document-changed');
  expect(error?.message).toMatch(/^.*a\.md has changed since the run began\n.*c\.md has changed/u);
});

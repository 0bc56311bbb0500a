/** Placeholders in the outputs of a document. */
import { expect, test } from 'vitest';
import type { MarkdownFile } from '../../../commands/markdown.ts';
import { updated } from '../../../commands/update.ts';
import { compareRecording } from '../../../compare/compare-recording.ts';
import { NO_CONFIG } from '../../../tutorial/config/config.ts';
import { parseMarkdown } from '../../../tutorial/markdown/parse-markdown.ts';
import { consoleBlock, runOf } from '../../commands/documents.ts';

const VALUES = new Map([
  ['your-address', '10.0.0.2'],
  ['NAME', 'web$&'],
]);

function fileOf(text: string, values: ReadonlyMap<string, string> = VALUES): MarkdownFile {
  const parse = (bytes: Uint8Array) =>
    parseMarkdown({
      file: 'x.md',
      text: Buffer.from(bytes).toString(),
      images: [],
      knownImages: [],
      config: { ...NO_CONFIG, values },
    });
  const bytes = Buffer.from(text);
  return { path: '/nowhere/x.md', bytes, parse, ...parse(bytes) };
}

function faultsOf(text: string, printed: string) {
  const { document } = fileOf(text);
  return compareRecording(document, undefined, runOf(document, [printed])).snippets.flatMap(({ faults }) => faults);
}

const TEXT = consoleBlock('$ ping <your-address>', 'PING <your-address>: 56 data bytes to <NAME> for <somebody>');

test('a placeholder stands for its value in an output, too', () => {
  expect(faultsOf(TEXT, 'PING 10.0.0.2: 56 data bytes to web$& for <somebody>')).toEqual([]);
  expect(faultsOf(TEXT, 'PING 10.0.0.3: 56 data bytes to web$& for <somebody>')).toMatchObject([{ kind: 'differed' }]);
  expect(faultsOf(TEXT, 'PING 10.0.0.2: 56 data bytes to <NAME> for <somebody>')).toMatchObject([{ kind: 'differed' }]);
});

test('an address that the document shows instead may be another than the value', () => {
  const text = consoleBlock('$ ping <your-address>', 'PING 192.168.99.100: 56 data bytes');
  expect(faultsOf(text, 'PING 10.0.0.2: 56 data bytes')).toEqual([]);
});

test('a value that a block has saved is meant where an output shows its name', () => {
  const text = consoleBlock('$ token', 'x').replace('console', 'console save=TOKEN:/(.*)/');
  const { document } = fileOf(text + consoleBlock('$ join <TOKEN>', 'joined with <TOKEN>'), new Map());
  const run = runOf(document, ['secret', 'joined with secret']);
  const values = { TOKEN: 'secret' };
  const recording = { ...run, snippets: run.snippets.map((one) => (one.id === 'block-2' ? { ...one, values } : one)) };
  const outcomes = compareRecording(document, undefined, recording).snippets;
  expect(outcomes.map(({ faults }) => faults.map(({ kind }) => kind))).toEqual([['differed'], []]);
});

test('--update writes no placeholder within a word or a number', () => {
  const text = consoleBlock('$ count <N>', '<N> of 7');
  const file = fileOf(text, new Map([['N', '1']]));
  const result = updated(file, runOf(file.document, ['1 of 10, x1, 1']));
  if (result.kind !== 'updated') throw new TypeError(`it was ${result.kind}`);
  expect(Buffer.from(result.bytes).toString()).toBe(text.replace('<N> of 7', '<N> of 10, x1, <N>'));
});

test('--update writes the placeholder again, and not its value', () => {
  const file = fileOf(TEXT);
  const result = updated(file, runOf(file.document, ['PING 10.0.0.2: 64 data bytes to web$& for <somebody>']));
  if (result.kind !== 'updated') throw new TypeError(`it was ${result.kind}`);
  expect(Buffer.from(result.bytes).toString()).toBe(TEXT.replace('56', '64'));
});

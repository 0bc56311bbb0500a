import { expect, test } from 'vitest';
import { compareRecording } from '../../../compare/compare-recording.ts';
import { processorTime } from '../../base/processor-time.ts';
import { consoleBlock, documentOf, runOf } from '../../commands/documents.ts';

const TEXT = consoleBlock('$ docker run nobodys', 'a') + consoleBlock('$ docker run nobodys', 'a');

function causesOf(outputs: readonly string[]) {
  const document = documentOf(TEXT);
  return compareRecording(document, undefined, runOf(document, outputs, { 0: 1, 1: 1 })).snippets.map(
    ({ cause }) => cause,
  );
}

test('a long line of errors that nobody would print is not searched for what is missing', () => {
  const elapsed = processorTime();
  expect(causesOf(['no such image: a '.repeat(12_000), ''])).toEqual([undefined, undefined]);
  expect(elapsed()).toBeLessThan(2_000);
});

import { describe, expect, test } from 'vitest';
import { updated } from '../../../commands/update.ts';
import { compareRecording } from '../../../compare/compare-recording.ts';
import { consoleBlock, documentOf, fileOf, runOf } from '../../commands/documents.ts';

function differs(text: string, ...outputs: string[]): boolean {
  const document = documentOf(text);
  const { snippets } = compareRecording(document, undefined, runOf(document, outputs));
  return snippets.flatMap(({ faults }) => faults).length > 0;
}

function updatedText(text: string, ...outputs: string[]): string {
  const file = fileOf(text);
  const result = updated(file, runOf(file.document, outputs));
  return result.kind === 'updated' ? Buffer.from(result.bytes).toString() : result.kind;
}

describe('a line with # before a command', () => {
  const below = consoleBlock('$ one', 'a', '# a comment', '$ two', 'b');
  const apart = consoleBlock('$ one', 'a', '', '# a comment', '# of two lines', '', '$ two', 'b');
  const file = consoleBlock('$ one', '# Generated', 'nameserver', '', '# Based on', '', '# a comment', '$ two', 'b');
  const alone = consoleBlock('$ one', '# a comment', '$ two', 'b');

  test.each([
    ['below the output', below, 'a'],
    ['apart from the output', apart, 'a'],
    ['without an output', alone, ''],
    ['below a file', file, '# Generated\nnameserver\n\n# Based on'],
    ['below a file without its last line', file, '# Generated\nnameserver'],
  ])('is a comment if it is not printed: %s', (_where, text, output) => {
    expect(differs(text, output, 'b')).toBe(false);
    expect(differs(text, `${output}\nmore`, 'b')).toBe(true);
  });

  test.each([
    ['below the output', below, 'a\n# a comment'],
    ['apart from the output', apart, 'a\n\n# a comment\n# of two lines'],
    ['without an output', alone, '# a comment'],
    ['below a file', file, '# Generated\nnameserver\n\n# Based on\n\n# a comment'],
  ])('is a part of the output if it is printed: %s', (_where, text, output) => {
    expect(differs(text, output, 'b')).toBe(false);
    expect(differs(text, output.replace('# a', '# another'), 'b')).toBe(true);
  });

  test.each<[where: string, printed: string, right: boolean]>([
    ['is not printed', '', true],
    ['is printed', '# what it was for', true],
    ['is printed otherwise', '# what it is for', false],
    ['stands for something else', 'failed', false],
  ])('may follow the last command, below a blank line, if it %s', (_where, printed, right) => {
    const text = consoleBlock('$ one', 'a', '$ two', '', '## what it was for'.slice(1));
    expect(differs(text, 'a', printed)).toBe(!right);
  });

  test('directly below the last command is its output', () => {
    const text = consoleBlock('$ one', 'a', '$ two', '# what it was for');
    expect(differs(text, 'a', '')).toBe(true);
  });

  test('is no reason to compare a block that shows no output', () => {
    const text = consoleBlock('$ docker network create n1', '# and a second one', '$ docker network create n2');
    expect(documentOf(text).shown[0]?.steps).toBeUndefined();
    expect(differs(text, 'an id', 'another')).toBe(false);
  });

  test('is compared where no command follows, and before the first output', () => {
    expect(differs(consoleBlock('$ one', 'a', '# the end'), 'a')).toBe(true);
    expect(differs(consoleBlock('$ one', '# the beginning', 'a', '$ two'), 'a')).toBe(true);
  });

  test('stays in its place when the output is replaced', () => {
    expect(updatedText(below, 'x\ny', 'b')).toBe(consoleBlock('$ one', 'x', 'y', '# a comment', '$ two', 'b'));
    expect(updatedText(alone, 'x', 'b')).toBe(consoleBlock('$ one', 'x', '# a comment', '$ two', 'b'));
    expect(updatedText(below, '', 'b')).toBe(consoleBlock('$ one', '# a comment', '$ two', 'b'));
    expect(updatedText(apart, 'x', 'b')).toBe(
      consoleBlock('$ one', 'x', '', '# a comment', '# of two lines', '', '$ two', 'b'),
    );
  });

  test.each([
    ['alone', ['# a comment'], 'x'],
    ['below an output', ['x', '', '# a comment'], 'y'],
    ['where nothing was printed', ['# a comment'], ''],
  ])('is not removed below the last command: %s', (_where, shown, printed) => {
    const file = fileOf(consoleBlock('$ one', ...shown));
    expect(updated(file, runOf(file.document, [printed]))).toEqual({
      kind: 'impossible',
      problem: {
        code: 'output-not-showable',
        file: 'README.md',
        position: { line: 2 + shown.length, column: 1 },
        message: '"# a comment" counts as output, because no command follows, and would be removed',
        hint: 'If it is a comment, write it above the command. If it is not, delete it.',
      },
    });
  });

  test('below the last command is replaced by another, and stays where it is printed', () => {
    expect(updatedText(consoleBlock('$ one', 'a', '# old'), 'a\n# new')).toBe(consoleBlock('$ one', 'a', '# new'));
    expect(updatedText(consoleBlock('$ one', 'a', '# end'), 'b\n# end')).toBe(consoleBlock('$ one', 'b', '# end'));
  });

  test('is replaced with the output that it belongs to', () => {
    expect(updatedText(file, '# Generated\nsearch\n\n# Based on', 'b')).toBe(
      consoleBlock('$ one', '# Generated', 'search', '', '# Based on', '', '# a comment', '$ two', 'b'),
    );
    expect(updatedText(alone, '# another', 'b')).toBe(consoleBlock('$ one', '# another', '$ two', 'b'));
  });
});

test('where the prompt is "# ", only a sentence may be a comment', () => {
  const text = (line: string) => consoleBlock('# docker ps', 'a', `# ${line}`, '# docker info', 'b');
  expect(differs(text('And now the other one'), 'a', 'b')).toBe(false);
  expect(differs(text('mytool start'), 'a', 'b')).toBe(true);
});

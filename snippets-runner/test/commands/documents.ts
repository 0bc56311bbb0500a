/** Markdown documents for tests, and runs of them. */
import type { MarkdownFile } from '../../commands/markdown.ts';
import type { Recording, SnippetRecording } from '../../model/recording.ts';
import { type MarkdownResult, parseMarkdown } from '../../tutorial/markdown/parse-markdown.ts';
import type { MarkdownDocument } from '../../tutorial/page.ts';
import { recordingOf } from '../tutorial/capture/sample.ts';

const REQUEST = { file: 'README.md', images: [], knownImages: ['alpine', 'nginx'] };

function readText(text: string): MarkdownResult {
  return parseMarkdown({ ...REQUEST, text });
}

/** @throws TypeError if the document has a mistake */
export function documentOf(text: string): MarkdownDocument {
  const { document, problems } = readText(text);
  if (problems.length > 0) throw new TypeError(problems.map(({ message }) => message).join('\n'));
  return document;
}

export function fileOf(content: string | Uint8Array): MarkdownFile {
  const bytes = Buffer.from(content);
  const parse = (version: Uint8Array) => readText(Buffer.from(version).toString());
  return { path: '/nowhere/README.md', bytes, parse, ...parse(bytes) };
}

/**
 * Returns a run in which the steps print these outputs, by number of the step, and the commands end with these exit
 * codes, by number of the command. Default exit code: 0.
 */
export function runOf(
  document: MarkdownDocument,
  outputs: readonly string[],
  exits: Readonly<Record<number, number>> = {},
): Recording {
  let number = 0;
  const recording = recordingOf(document, outputs);
  const snippets = recording.snippets.map(
    (snippet): SnippetRecording => ({
      ...snippet,
      steps: snippet.steps.map((step) => ({
        ...step,
        exit: step.step.kind === 'input' ? null : (exits[number++] ?? 0),
      })),
    }),
  );
  return { ...recording, snippets };
}

export function consoleBlock(...lines: string[]): string {
  return ['```console', ...lines, '```', '', ''].join('\n');
}

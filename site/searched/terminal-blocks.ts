/** What was typed into a terminal, and what it printed, as the search looks through it. */
import { stripVTControlCharacters } from 'node:util';
import type { CapturedSnippet, CapturedStep } from '../../snippets-runner/tutorial/capture/capture.ts';
import type { SearchedBlock } from '../search/corpus.ts';

/** In lines: longer outputs are folded, see `terminal/output.ts`. */
const LONGEST_OPEN = 24;

/**
 * An id of Docker, whole or short, or a token of a swarm. Nobody looks for one, and an excerpt is easier to read
 * without.
 */
const RANDOM =
  /\b(?:SWMTKN-[0-9a-z-]+|(?:sha256:)?[0-9a-f]{64}|(?=\d*[a-z])(?=[a-z]*\d)(?:[0-9a-z]{25}|[0-9a-z]{12}))\b/gu;
/** Where it was a word by itself, nothing stays of it. Otherwise `br-…` does. */
const ALONE = /(?<=^|\s)…(?=\s|$)/gmu;

type Shown = Pick<CapturedStep, 'prompt' | 'text' | 'output'>;

export function terminalBlocks({
  steps,
  output,
  hidden,
}: Pick<CapturedSnippet, 'output' | 'hidden'> & { readonly steps: readonly Shown[] }): readonly SearchedBlock[] {
  if (hidden) return [];
  return steps.flatMap((step): readonly SearchedBlock[] => [
    ...block('typed', typedText(step)),
    ...(output === 'hide' ? [] : printedBlock(step, output === 'fold')),
  ]);
}

function typedText({ prompt, text }: Shown): string {
  // `$ ` and `/ # ` say where something is typed. Nobody looks for that.
  return prompt.trim() === '' ? '' : text.replace(/\\\n\s*/gu, '').trim();
}

function printedBlock({ output }: Shown, isFolded: boolean): readonly SearchedBlock[] {
  const text = tidy(output);
  if (!isFolded && text.split('\n').length <= LONGEST_OPEN) return block('printed', text);
  return block('folded', [...new Set(text.match(/[\p{L}\p{N}][\p{L}\p{N}.:/_-]*[\p{L}\p{N}]/gu))].join(' '));
}

function tidy(output: string): string {
  const lines = stripVTControlCharacters(output).replaceAll(RANDOM, '…').replaceAll(ALONE, '').split('\n');
  return lines
    .map((line) => line.replace(/\s+/gu, ' ').trim())
    .filter((line) => /[\p{L}\p{N}]/u.test(line))
    .join('\n');
}

function block(kind: SearchedBlock[0], text: string): readonly SearchedBlock[] {
  return text === '' ? [] : [[kind, text]];
}

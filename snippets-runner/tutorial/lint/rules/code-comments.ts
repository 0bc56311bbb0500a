/** Comments in blocks of code. They are translated; everything else in a block is the same in every language. */
import { numbersIn } from '../../page/numbers.ts';

const HASH = [
  'yaml',
  'yml',
  'toml',
  'ini',
  'conf',
  'dockerfile',
  'docker',
  'nginx',
  'sh',
  'bash',
  'shell',
  'python',
  'py',
];
const SLASHES = ['go', 'js', 'javascript', 'ts', 'typescript', 'jsonc', 'json5', 'c', 'rust'];
const MARK_OF = new Map([...HASH.map((name) => [name, '#'] as const), ...SLASHES.map((name) => [name, '//'] as const)]);

/**
 * Replaces the text of each comment by its numbers. A block in another language has no comments: in a `console` block,
 * `# ` is the prompt of a root shell.
 * @param block its language and what follows it, a newline, and its code
 */
export function withoutComments(block: string): string {
  const mark = MARK_OF.get(/^[^\s{]*/u.exec(block)?.[0].toLowerCase() ?? '');
  if (mark === undefined) return block;
  return block
    .split('\n')
    .map((line, index) => (index === 0 ? line : withoutComment(line, mark)))
    .join('\n');
}

function withoutComment(line: string, mark: string): string {
  const start = commentStart(line, mark);
  if (start === undefined) return line;
  const numbers = numbersIn(line.slice(start)).map(({ number }) => number);
  return `${line.slice(0, start).trimEnd()} ${mark} ${numbers.sort().join(' ')}`;
}

/** A comment begins with its mark and a space, at the beginning of a line or behind a space, and outside of quotes. */
function commentStart(line: string, mark: string): number | undefined {
  let quote: string | undefined;
  for (let index = 0; index < line.length; index++) {
    const character = line[index] ?? '';
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
    } else if (/["'`]/u.test(character)) quote = character;
    else if (line.startsWith(`${mark} `, index) && /^\s?$/u.test(line[index - 1] ?? '')) return index;
  }
  return undefined;
}

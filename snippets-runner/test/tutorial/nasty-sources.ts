/** Generates texts that no author would write, and checks what the parsers return for them. */
import fc from 'fast-check';
import type { Position } from '../../tutorial/page.ts';

/** Parts of pages, complete and incomplete. Random texts without them would fail at the first character. */
// biome-ignore format: a list of words
const PIECES = [
  '---\n', 'title: x\n', 'lab:\n', '  nodes: [a, bb]\n', 'translated: [x]\n', '- ', '> ', '    ', '\t', '\n', '\r\n', '\r', '\n\n',
  '```console snippet=a', '```console ', '```', '~~~\n', ' node=bb', ' expect="', ' save=A:/(x)/', ' exit=', '$ docker ps', '$ ',
  '/ # ', '<Ctrl-P>', '<A>', '\\', '{', '}', '<Snippet id="a" />', '<Captured of="a" path=".x" />', '<Note>', '</Note>', '<a href="x">',
  '# ', '## 网络', '**', '中文，', '[x](./y.mdx)', '![', '](', '&amp;', '`', 'import ', 'export ', '\u0000', '\uFEFF', '𠮷', '\u2028', 'a',
  '\ud800', '...\n', '<!-- snippets lab: {nodes: [a]} -->', '<!-- snippets: hidden\n$ a\n-->\n', '<!-- snippets: skip from here -->', '<!--', '-->', '```sh\n', '1. ', '* ', ' retry-until=/(/', ' timeout=9e9s',
  '<<EOF\n', 'EOF\n', '{/*', '*/}', '<', '>', '&#x', '[^1]', '|', '<Ctrl-', '\u001b[0m', '\u0300', '🐳', ' '.repeat(40),
];
const piece = fc.oneof(
  fc.constantFrom(...PIECES),
  fc.string({ maxLength: 5 }),
  fc.string({ unit: 'binary', maxLength: 3 }),
);

/** Texts that consist only of pieces. */
export const pieceSources = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

/** Texts that consist of pieces, or are a given text in which pieces were inserted, cut, doubled or moved. */
export function nastySources(texts: readonly string[]): fc.Arbitrary<string> {
  const edit = fc.record({
    kind: fc.constantFrom('insert', 'cut', 'double', 'move', 'end' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat({ max: 60 }),
    to: fc.double({ min: 0, max: 1, noNaN: true }),
    piece,
  });
  const edited = fc
    .tuple(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 6 }))
    .map(([text, edits]) => edits.reduce(applied, text));
  // Whole pages take ten times as long.
  return fc.oneof({ weight: 4, arbitrary: pieceSources }, { weight: 1, arbitrary: edited });
}

interface Edit {
  readonly kind: string;
  /** Position in the text, from 0 to 1. */
  readonly at: number;
  readonly length: number;
  /** Position in the text, from 0 to 1. */
  readonly to: number;
  readonly piece: string;
}

function applied(text: string, { kind, at, length, to, piece: inserted }: Edit): string {
  const start = Math.floor(at * text.length);
  const [before, part, after] = [text.slice(0, start), text.slice(start, start + length), text.slice(start + length)];
  switch (kind) {
    case 'insert':
      return before + inserted + part + after;
    case 'cut':
      return before + after;
    case 'double':
      return before + part + part + after;
    case 'move': {
      const rest = before + after;
      const offset = Math.floor(to * rest.length);
      return rest.slice(0, offset) + part + rest.slice(offset);
    }
    default:
      return before;
  }
}

/** Returns the positions in a parser's result that are not in its text, as `line:column`. */
export function invalidPositions(text: string, result: unknown): readonly string[] {
  const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|\n|\r/u);
  return positionsOf(result)
    .filter(
      ({ line, column }) =>
        line < 1 || line > lines.length || column < 1 || column > (lines[line - 1] ?? '').length + 1,
    )
    .map(({ line, column }) => `${line}:${column}`);
}

function positionsOf(result: unknown): Position[] {
  const found: Position[] = [];
  JSON.stringify(result, (key, value: unknown) => {
    if (key === 'position' && value) found.push(value as Position);
    return value;
  });
  return found;
}

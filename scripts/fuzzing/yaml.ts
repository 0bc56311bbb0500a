import fc from 'fast-check';
import { nastySources } from '../../snippets-runner/test/tutorial/nasty-sources.ts';

/** Parts of YAML that parsers read in different ways, or that cost time. */
// biome-ignore format: a list of words
const PIECES = [
  '&a ', '*a', '<<: *a\n', '!!js/function ', '!!binary ', '!!set ', '!!timestamp 2026-01-01', '? ', ': ', '- ', '\n  - ', '[[[[', ']]', '{', '}',
  '{a: {b: ', '|\n', '>-\n', '"', "'", '%YAML 1.1\n', '---\n', '...\n', '# ', '\t', '0o17', '0x1F', '1e999', '.nan', '-.inf', '~', 'null', 'yes',
  'constructor: 1\n', '__proto__: {a: 1}\n', 'toString: x\n', 'hasOwnProperty: x\n', '\u0000', '\uFEFF', '\u2028', '\u202e', '\ud800', '"\\ud800"', '"\\x00"',
  'schema: 1\n', 'slug: x\n', 'snippets:\n', 'steps: []\n', 'title: x\n', 'lab: {nodes: [a, a]}\n', 'packages: [-o]\n', 'reference: x\n', 'en: x\n', '9'.repeat(400),
];

/** Returns texts of pieces of YAML, and given texts with changes. */
export function nastyYaml(texts: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 5 }));
  const pieces = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(''));
  const mixed = fc
    .tuple(nastySources(texts), piece, fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([text, added, at]) => {
      const offset = Math.floor(at * text.length);
      return text.slice(0, offset) + added + text.slice(offset);
    });
  return fc.oneof({ weight: 3, arbitrary: pieces }, { weight: 2, arbitrary: mixed });
}

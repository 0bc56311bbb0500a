import { isMap, isScalar, type Node } from 'yaml';
import { readYaml } from '../source/read-yaml.ts';

/** Matches the front matter at the beginning of a file: the opening line, the YAML, and the closing line. */
const FRONT_MATTER = /^(\uFEFF?---[ \t]*\r?\n)(.*?)(?<=\n)---[ \t]*(?:\r?\n|$)/su;

/**
 * Sets `translated` in a translation's front matter: the hashes of the prose that it translates. No other byte
 * changes.
 * @param source text of the translation
 * @param hashes `proseHash` of the source page's sections, in order
 * @returns undefined if it has no front matter, or if its front matter is not valid YAML
 */
export function markTranslated(source: string, hashes: readonly string[]): string | undefined {
  const [whole, opening = '', yaml = ''] = FRONT_MATTER.exec(source) ?? [];
  const span = whole === undefined ? undefined : translatedSpan(yaml);
  if (!span) return undefined;
  const newline = opening.endsWith('\r\n') ? '\r\n' : '\n';
  // Always quoted, because YAML reads some hashes as numbers.
  const list = hashes.map((hash) => `${newline}  - "${hash}"`).join('');
  const value = `translated:${list === '' ? ' []' : list}`;
  const before = source.slice(0, opening.length) + yaml.slice(0, span.start);
  return (
    before + value + (span.isNew ? newline : '') + yaml.slice(span.end) + source.slice(opening.length + yaml.length)
  );
}

/** Returns the span of the key `translated` and its value, as offsets in the YAML. A new key goes at the end. */
function translatedSpan(yaml: string): { start: number; end: number; isNew: boolean } | undefined {
  const read = readYaml(yaml);
  if (read.kind === 'invalid') return undefined;
  const { contents } = read.document;
  const pairs = isMap(contents) ? contents.items : [];
  const pair = pairs.find(({ key }) => isScalar(key) && key.value === 'translated');
  const start = (pair?.key as Node | undefined)?.range?.[0];
  if (!pair || start === undefined) return { start: yaml.length, end: yaml.length, isNew: true };
  const end = (pair.value as Node | null)?.range?.[1] ?? start + 'translated:'.length;
  const kept = yaml.slice(start, end).trimEnd().length;
  return { start, end: start + kept, isNew: false };
}

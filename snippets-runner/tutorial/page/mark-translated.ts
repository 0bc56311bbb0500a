import { isMap, isScalar, type Node, parseDocument } from 'yaml';

/** At the very beginning of a file: the opening dashes, and what stands between them and the closing ones. */
const FRONT_MATTER = /^(\uFEFF?---[ \t]*\r?\n)(.*?)(?<=\n)---[ \t]*(?:\r?\n|$)/su;

/**
 * Writes into a translation's front matter which prose of its source it translates. All else stays as it
 * is, to the byte.
 * @param hashes `proseHash` of the source's sections, in order
 * @returns the source unchanged where there is no front matter, or it is not YAML
 */
export function markTranslated(source: string, hashes: readonly string[]): string {
  const [whole, opening = '', yaml = ''] = FRONT_MATTER.exec(source) ?? [];
  const span = whole === undefined ? undefined : translatedSpan(yaml);
  if (!span) return source;
  const newline = opening.endsWith('\r\n') ? '\r\n' : '\n';
  // Always quoted: YAML takes some hashes for numbers.
  const list = hashes.map((hash) => `${newline}  - "${hash}"`).join('');
  const value = `translated:${list === '' ? ' []' : list}`;
  const before = source.slice(0, opening.length) + yaml.slice(0, span.start);
  return (
    before + value + (span.isNew ? newline : '') + yaml.slice(span.end) + source.slice(opening.length + yaml.length)
  );
}

/** From the key up to the end of its value, as offsets into the YAML; its end where the key is new. */
function translatedSpan(yaml: string): { start: number; end: number; isNew: boolean } | undefined {
  const document = parseDocument(yaml);
  if (document.errors.length > 0) return undefined;
  const pairs = isMap(document.contents) ? document.contents.items : [];
  const pair = pairs.find(({ key }) => isScalar(key) && key.value === 'translated');
  const start = (pair?.key as Node | undefined)?.range?.[0];
  if (!pair || start === undefined) return { start: yaml.length, end: yaml.length, isNew: true };
  const end = (pair.value as Node | null)?.range?.[1] ?? start + 'translated:'.length;
  const kept = yaml.slice(start, end).trimEnd().length;
  return { start, end: start + kept, isNew: false };
}

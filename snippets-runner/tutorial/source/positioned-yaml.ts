/** Parses YAML that is a part of a document, and keeps the position of every key and value. */
import { type Document, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Position } from '../page.ts';
import type { ProseText } from '../parsed-page.ts';
import { readYaml } from './read-yaml.ts';
import type { SourceText, Span } from './source-text.ts';
import { textLines } from './text-lines.ts';

/** Keys and list indexes, from the root down. */
export type YamlPath = readonly (string | number)[];

export interface PositionedYaml {
  readonly data: unknown;
  /** Returns the position of the value at a path. If there is no value, returns the position of its key. */
  positionOf(path: YamlPath): Position;
  /** Returns the position of the last key of a path. If that key is missing, returns the position of the key above. */
  positionOfKey(path: YamlPath): Position;
  /** Returns the position of the value at a path. If there is no value, returns the position of the value above. */
  positionWithin(path: YamlPath): Position;
  /** Returns the value at a path as it is in the source, one piece for each line. */
  proseOf(path: YamlPath): ProseText[];
}

/** Returns undefined if the span is not valid YAML, after reporting each syntax error. */
export function parseYaml(
  span: Span,
  source: SourceText,
  report: (position: Position, message: string) => void,
): PositionedYaml | undefined {
  // In YAML, unlike in Markdown, a carriage return alone does not end a line.
  const text = source.text.slice(span.start, span.end).replace(/\r(?!\n)/gu, '\n');
  const read = readYaml(text);
  const positionAt = (offset: number) => source.positionAt(span.start + offset);
  if (read.kind === 'yaml') return positioned(read.document, read.data, positionAt, source);
  for (const { message, offset } of read.faults) report(positionAt(offset), message);
  return undefined;
}

function positioned(
  document: Document,
  data: unknown,
  positionAt: (offset: number) => Position,
  source: SourceText,
): PositionedYaml {
  const { node, keyNode } = nodesOf(document);
  const positionOfKey = (path: YamlPath): Position => {
    const range = keyNode(path)?.range;
    if (range) return positionAt(range[0]);
    return path.length > 1 ? positionOfKey(path.slice(0, -1)) : { line: 1, column: 1 };
  };
  const positionOf = (path: YamlPath): Position => {
    const range = node(path)?.range;
    return range ? positionAt(range[0]) : positionOfKey(path);
  };
  const positionWithin = (path: YamlPath): Position => {
    const range = node(path)?.range;
    if (range) return positionAt(range[0]);
    return path.length > 0 ? positionWithin(path.slice(0, -1)) : { line: 1, column: 1 };
  };
  const proseOf = (path: YamlPath) => {
    const range = node(path)?.range;
    return range ? textLines(source, positionAt(range[0]), positionAt(range[1])) : [];
  };
  return { data, positionOf, positionOfKey, positionWithin, proseOf };
}

interface Nodes {
  /** Returns the value at a path; undefined if there is none, or if it is behind an alias. */
  node(path: YamlPath): Node | undefined;
  /** Returns the last key of a path. */
  keyNode(path: YamlPath): Node | undefined;
}

/** Finds nodes by their path. `getIn` of `yaml` would look through all keys of a mapping, for each mistake in it. */
function nodesOf(document: Document): Nodes {
  const indexed = new Map<YAMLMap, ReadonlyMap<string, Pair>>();
  const pairIn = (map: YAMLMap, key: string | number) => {
    const pairs = indexed.get(map) ?? new Map(map.items.map((pair) => [keyOf(pair), pair]));
    indexed.set(map, pairs);
    return pairs.get(String(key));
  };
  const node = (path: YamlPath) =>
    path.reduce<unknown>((parent, key) => {
      if (isMap(parent)) return pairIn(parent, key)?.value;
      return isSeq(parent) ? parent.items[Number(key)] : undefined;
    }, document.contents) as Node | undefined;
  const keyNode = (path: YamlPath) => {
    const [parent, key] = [node(path.slice(0, -1)), path.at(-1)];
    return isMap(parent) && key !== undefined ? (pairIn(parent, key)?.key as Node | undefined) : undefined;
  };
  return { node, keyNode };
}

function keyOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : '';
}

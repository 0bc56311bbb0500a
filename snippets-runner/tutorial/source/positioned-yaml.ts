/** Parses YAML that is a part of a document, and keeps the position of every key and value. */
import { type Document, isMap, isScalar, type Node, parseDocument } from 'yaml';
import type { Position } from '../page.ts';
import type { ProseText } from '../parsed-page.ts';
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
  /** Returns the values of top-level keys as they are in the source, one piece for each line. */
  proseOf(keys: readonly string[]): ProseText[];
}

/** Returns undefined if the span is not valid YAML, after reporting each syntax error. */
export function parseYaml(
  span: Span,
  source: SourceText,
  report: (position: Position, message: string) => void,
): PositionedYaml | undefined {
  // In YAML, unlike in Markdown, a carriage return alone does not end a line.
  const text = source.text.slice(span.start, span.end).replace(/\r(?!\n)/gu, '\n');
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'error' });
  const positionAt = (offset: number) => source.positionAt(span.start + offset);
  for (const { message, pos } of document.errors) report(positionAt(pos[0]), message);
  if (document.errors.length > 0) return undefined;
  try {
    return positioned(document, document.toJS(), positionAt, source);
  } catch (error) {
    report(positionAt(0), (error as Error).message);
    return undefined;
  }
}

function positioned(
  document: Document,
  data: unknown,
  positionAt: (offset: number) => Position,
  source: SourceText,
): PositionedYaml {
  const node = (path: YamlPath) => document.getIn(path, true) as Node | undefined;
  const positionOfKey = (path: YamlPath): Position => {
    const parent = node(path.slice(0, -1));
    const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1)) : undefined;
    const range = (pair?.key as Node | undefined)?.range;
    if (range) return positionAt(range[0]);
    return path.length > 1 ? positionOfKey(path.slice(0, -1)) : { line: 1, column: 1 };
  };
  const positionOf = (path: YamlPath): Position => {
    const range = node(path)?.range;
    return range ? positionAt(range[0]) : positionOfKey(path);
  };
  const proseOf = (keys: readonly string[]) =>
    keys.flatMap((key) => {
      const range = node([key])?.range;
      return range ? textLines(source, positionAt(range[0]), positionAt(range[1])) : [];
    });
  return { data, positionOf, positionOfKey, proseOf };
}

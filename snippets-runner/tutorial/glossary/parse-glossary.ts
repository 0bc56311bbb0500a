/** Reads content/glossary.yaml, with the position of each part that a problem can point at. */
import { isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { Position } from '../page.ts';
import type { ProseText } from '../parsed-page.ts';
import type { Problem } from '../problem.ts';
import { type Glossary, glossarySchema } from './glossary.ts';
import { describeIssue, type GlossaryMistake } from './glossary-messages.ts';

export interface ParsedGlossary {
  readonly file: string;
  readonly terms: Glossary;
  /** What readers of the Chinese glossary read, without code. */
  readonly chinese: readonly ProseText[];
  /** Of an entry's `see`, by the entry's place in the list. */
  readonly seePositions: ReadonlyMap<number, Position>;
}

/** @param file for messages */
export function parseGlossary(
  file: string,
  source: string,
): { glossary: ParsedGlossary | undefined; problems: readonly Problem[] } {
  const lineCounter = new LineCounter();
  const document = parseDocument(source, { lineCounter, prettyErrors: false });
  const positionAt = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const offsetOf = (path: readonly PropertyKey[]): number | undefined =>
    (document.getIn(path, true) as { range?: [number] } | undefined)?.range?.[0];
  const problemOf = ({ path, message, hint }: GlossaryMistake): Problem => {
    const offset = offsetOf(path) ?? offsetOf(path.slice(0, -1)) ?? 0;
    return { code: 'glossary-invalid', file, position: positionAt(offset), message, hint };
  };
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ pos, message }) => ({
      ...problemOf({ path: [], message, hint: 'The glossary is YAML: a list of terms.' }),
      position: positionAt(pos[0]),
    }));
    return { glossary: undefined, problems };
  }
  const data: unknown = document.toJS({ maxAliasCount: -1 });
  const result = glossarySchema.safeParse(data);
  const mistakes = result.success
    ? [...duplicates(result.data), ...contradictions(result.data)]
    : result.error.issues.flatMap((issue) => describeIssue(issue, data));
  if (!result.success || mistakes.length > 0) return { glossary: undefined, problems: mistakes.map(problemOf) };

  const seePositions = result.data.flatMap((_, index) => {
    const offset = offsetOf([index, 'see']);
    return offset === undefined ? [] : [[index, positionAt(offset)] as const];
  });
  return {
    glossary: {
      file,
      terms: result.data,
      chinese: chineseOf(document, source, positionAt),
      seePositions: new Map(seePositions),
    },
    problems: [],
  };
}

/** Anchors are made from the English term. */
function duplicates(terms: Glossary): readonly GlossaryMistake[] {
  const seen = new Set<string>();
  return terms.flatMap(({ en }, index) => {
    const key = en.toLowerCase();
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [{ path: [index, 'en'], message: `the term "${en}" stands here twice`, hint: 'Make one entry of the two.' }];
  });
}

/** A word cannot be right for one thing and forbidden for another: a text does not say which is meant. */
function contradictions(terms: Glossary): readonly GlossaryMistake[] {
  const right = new Map(terms.map(({ zh, en }) => [zh, en]));
  return terms.flatMap(({ en, avoid = [] }, index) =>
    avoid.flatMap((word, place) => {
      const other = right.get(word);
      if (other === undefined) return [];
      const message = `"${word}" is to be avoided for "${en}", but is the term for "${other}"`;
      return [
        { path: [index, 'avoid', place], message, hint: 'Take it out of avoid, or call the other thing differently.' },
      ];
    }),
  );
}

/** All scalars below a key `zh`, line by line as they stand in the source. */
function chineseOf(
  document: ReturnType<typeof parseDocument>,
  source: string,
  positionAt: (offset: number) => Position,
): readonly ProseText[] {
  const found: ProseText[] = [];
  visit(document, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || key.value !== 'zh' || !isScalar(value) || !value.range) return;
      const [start, end] = value.range;
      let offset = start;
      for (const line of source.slice(start, end).split('\n')) {
        found.push({ text: withoutCode(line), position: positionAt(offset) });
        offset += line.length + 1;
      }
    },
  });
  return found;
}

/** Places stay. */
function withoutCode(text: string): string {
  return text.replace(/`[^`]*`/gu, (code) => '\u00a0'.repeat(code.length));
}

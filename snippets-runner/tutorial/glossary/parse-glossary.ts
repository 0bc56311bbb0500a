/** Parses content/glossary.yaml, and keeps the positions that problems need. */
import { isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { Position } from '../page.ts';
import type { ProseText } from '../parsed-page.ts';
import type { Problem } from '../problem.ts';
import { type Glossary, glossarySchema } from './glossary.ts';
import { describeIssue, type GlossaryMistake } from './glossary-messages.ts';

export interface ParsedGlossary {
  readonly file: string;
  readonly terms: Glossary;
  /** The Chinese texts, without code. */
  readonly chinese: readonly ProseText[];
  /** Position of a term's `see`, by the term's index in the list. */
  readonly seePositions: ReadonlyMap<number, Position>;
}

/** @param file path of the glossary; problems show it */
export function parseGlossary(
  file: string,
  source: string,
): { glossary: ParsedGlossary | undefined; problems: readonly Problem[] } {
  const lineCounter = new LineCounter();
  const document = parseDocument(source, { lineCounter, prettyErrors: false, logLevel: 'error' });
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
  let data: unknown;
  try {
    data = document.toJS();
  } catch (error) {
    // An alias that has no anchor, or aliases that would expand to a text of any size.
    const mistake = { path: [], message: (error as Error).message, hint: 'Write the value out in place of its alias.' };
    return { glossary: undefined, problems: [problemOf(mistake)] };
  }
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

/** Finds English terms with more than one entry. Anchors are made from the English term, so it must be unique. */
function duplicates(terms: Glossary): readonly GlossaryMistake[] {
  const seen = new Set<string>();
  return terms.flatMap(({ en }, index) => {
    const key = en.toLowerCase();
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [{ path: [index, 'en'], message: `the term "${en}" has two entries`, hint: 'Merge them into one.' }];
  });
}

/**
 * Finds words that are the term for one thing, and are to be avoided for another. In a text, lint could not tell
 * which of the two things is meant.
 */
function contradictions(terms: Glossary): readonly GlossaryMistake[] {
  const right = new Map(terms.map(({ zh, en }) => [zh, en]));
  return terms.flatMap(({ en, avoid = [] }, index) =>
    avoid.flatMap((word, wordIndex) => {
      const other = right.get(word);
      if (other === undefined) return [];
      const message = `"${word}" is in avoid of "${en}", but it is the term for "${other}"`;
      const hint = `Delete it from avoid, or choose another term for "${other}".`;
      return [{ path: [index, 'avoid', wordIndex], message, hint }];
    }),
  );
}

/** Returns all values of keys `zh`, line by line, as they are in the source. */
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

/** Replaces code by spaces of the same length, so that columns stay the same. */
function withoutCode(text: string): string {
  return text.replace(/`[^`]*`/gu, (code) => '\u00a0'.repeat(code.length));
}

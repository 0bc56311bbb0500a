/** Parses content/glossary.yaml, and keeps the positions that problems need. */
import { withinTime } from '../../base/time-limit.ts';
import { without } from '../../base/without.ts';
import { numbersIn } from '../page/numbers.ts';
import type { Position } from '../page.ts';
import type { ProseText } from '../parsed-page.ts';
import type { Problem } from '../problem.ts';
import { refusedCharacters } from '../source/characters.ts';
import { PARSED_WITHIN_MS, yamlTooSlow } from '../source/parse-limit.ts';
import { type PositionedYaml, parseYaml } from '../source/positioned-yaml.ts';
import { sourceText } from '../source/source-text.ts';
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

export interface GlossaryRead {
  readonly glossary: ParsedGlossary | undefined;
  readonly problems: readonly Problem[];
}

/**
 * Parses the glossary. Never throws, and ends.
 * @param file path of the glossary; problems show it
 */
export function parseGlossary(file: string, source: string): GlossaryRead {
  const parsing = withinTime(PARSED_WITHIN_MS, () => parsed(file, source.replace(/^\uFEFF/u, '')));
  if (parsing.kind === 'done') return parsing.result;
  const limit = { code: 'parsing-too-slow', withinMs: PARSED_WITHIN_MS, hint: HINT } as const;
  return { glossary: undefined, problems: [yamlTooSlow(file, limit)] };
}

const HINT = 'The glossary is YAML: a list of terms. Write a value out in place of its alias.';

function parsed(file: string, source: string): GlossaryRead {
  const problems: Problem[] = [];
  const report = (position: Position, message: string, hint: string) =>
    problems.push({ code: 'glossary-invalid', file, position, message, hint });
  const yaml = parseYaml({ start: 0, end: source.length }, sourceText(source), (position, message) =>
    report(position, message, HINT),
  );
  if (!yaml) return { glossary: undefined, problems };
  const { data } = yaml;
  problems.push(...characterProblems(file, source, yaml));
  const result = glossarySchema.safeParse(data);
  const mistakes = result.success
    ? [...duplicates(result.data), ...contradictions(result.data), ...otherValues(result.data)]
    : result.error.issues.flatMap((issue) => describeIssue(issue, data));
  for (const { path, message, hint } of mistakes) report(yaml.positionWithin(path), message, hint);
  if (!result.success || problems.length > 0) return { glossary: undefined, problems };

  const sees = result.data.flatMap(({ see }, index) =>
    see === undefined ? [] : [[index, yaml.positionOf([index, 'see'])] as const],
  );
  return {
    glossary: { file, terms: result.data, chinese: chineseOf(result.data, yaml), seePositions: new Map(sees) },
    problems,
  };
}

/** Reads texts with the escapes of YAML resolved, too. */
function characterProblems(file: string, source: string, { data, positionWithin }: PositionedYaml): Problem[] {
  const code = 'character-refused';
  const { positionAt } = sourceText(source);
  const raw = refusedCharacters(source);
  const known = new Set(raw.map(({ character }) => character));
  const hidden =
    !source.includes('\\') || !Array.isArray(data)
      ? []
      : data.flatMap((term, index) =>
          refusedCharacters(JSON.stringify(term)).flatMap(({ character, message, hint }): Problem[] =>
            known.has(character) ? [] : [{ code, file, position: positionWithin([index]), message, hint }],
          ),
        );
  return [
    ...raw.map(({ index, message, hint }): Problem => ({ code, file, position: positionAt(index), message, hint })),
    ...hidden,
  ];
}

/**
 * Finds terms with more than one entry. Anchors are made from the English term, and readers of Chinese know a term only
 * by its Chinese name.
 */
function duplicates(terms: Glossary): readonly GlossaryMistake[] {
  return (['en', 'zh'] as const).flatMap((language) => {
    const seen = new Set<string>();
    return terms.flatMap((term, index) => {
      const key = term[language].toLowerCase();
      if (!seen.has(key)) {
        seen.add(key);
        return [];
      }
      const hint = 'Merge them into one, or give one of them another name.';
      return [{ path: [index, language], message: `the term "${term[language]}" has two entries`, hint }];
    });
  });
}

/** Finds code and numbers of a text that its Chinese version does not have as often, and those that only it has. */
function otherValues(terms: Glossary): readonly GlossaryMistake[] {
  return terms.flatMap(({ en: name, ...term }, index) =>
    (['meaning', 'note'] as const).flatMap((field) => {
      const text = term[field];
      if (!text) return [];
      const [english, chinese] = [valuesOf(text.en), valuesOf(text.zh)];
      const [missing, added] = [without(english, chinese), without(chinese, english)];
      if (missing.length === 0 && added.length === 0) return [];
      const parts = [
        ...(missing.length > 0 ? [`lacks ${missing.join(', ')}`] : []),
        ...(added.length > 0 ? [`has ${added.join(', ')} in addition`] : []),
      ];
      const message = `${field}.zh of the term "${name}" ${parts.join(' and ')}`;
      return [{ path: [index, field, 'zh'], message, hint: 'Write the same code and numbers in both languages.' }];
    }),
  );
}

/** Returns the code spans and the numbers of a text. */
function valuesOf(text: string): readonly string[] {
  return [...(text.match(/`[^`]*`/gu) ?? []), ...numbersIn(withoutCode(text)).map(({ number }) => number)];
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

/** Returns all Chinese texts, line by line, as they are in the source. */
function chineseOf(terms: Glossary, yaml: PositionedYaml): readonly ProseText[] {
  return terms
    .flatMap((_, index) => [
      ...yaml.proseOf([index, 'zh']),
      ...yaml.proseOf([index, 'meaning', 'zh']),
      ...yaml.proseOf([index, 'note', 'zh']),
    ])
    .map(({ text, position }) => ({ text: withoutCode(text), position }));
}

/** Replaces code by spaces of the same length, so that columns stay the same. */
function withoutCode(text: string): string {
  return text.replace(/`[^`]*`/gu, (code) => '\u00a0'.repeat(code.length));
}

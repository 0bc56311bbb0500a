/** content/glossary.yaml: what each thing is called, and what it is not called. */
import { LineCounter, parseDocument } from 'yaml';
import * as z from 'zod';
import type { Problem } from '../model/problem.ts';

const text = z.string().trim().min(1);

export const glossarySchema = z.array(
  z.strictObject({
    en: text,
    zh: text,
    /** What the Chinese pages do not say for it. */
    avoid: z.array(text).optional(),
    note: z.strictObject({ en: text, zh: text }).optional(),
  }),
);

export type Glossary = z.infer<typeof glossarySchema>;
export type GlossaryEntry = Glossary[number];

/** @param file for messages */
export function parseGlossary(
  file: string,
  source: string,
): { glossary: Glossary | undefined; problems: readonly Problem[] } {
  const lineCounter = new LineCounter();
  const document = parseDocument(source, { lineCounter, prettyErrors: false });
  const problem = (offset: number, message: string): Problem => {
    const { line, col } = lineCounter.linePos(offset);
    const hint = 'The glossary is a list of entries with en, zh, and where needed avoid: [words] and note: {en, zh}.';
    return {
      code: 'glossary-invalid',
      file,
      position: { line: Math.max(1, line), column: Math.max(1, col) },
      message,
      hint,
    };
  };
  if (document.errors.length > 0) {
    return { glossary: undefined, problems: document.errors.map(({ pos, message }) => problem(pos[0], message)) };
  }
  const result = glossarySchema.safeParse(document.toJS({ maxAliasCount: -1 }));
  if (result.success) return { glossary: result.data, problems: [] };
  const problems = result.error.issues.map(({ path, message }) => {
    const node = document.getIn(path, true) ?? document.getIn(path.slice(0, -1), true) ?? document.contents;
    return problem((node as { range?: [number] } | null)?.range?.[0] ?? 0, `${path.join('.')}: ${message}`);
  });
  return { glossary: undefined, problems };
}

export interface ForbiddenTerms {
  /** Also matches the right terms, so that a forbidden word inside of one is passed over. */
  readonly pattern: RegExp;
  /** Undefined for a right term. */
  entryOf(found: string): GlossaryEntry | undefined;
}

/** Undefined when nothing is forbidden. */
export function forbiddenTerms(glossary: Glossary): ForbiddenTerms | undefined {
  const entries = new Map(glossary.flatMap((entry) => (entry.avoid ?? []).map((word) => [word, entry] as const)));
  if (entries.size === 0) return undefined;
  const right = glossary.map(({ zh }) => zh).filter((zh) => !entries.has(zh));
  const words = [...entries.keys(), ...right].toSorted((a, b) => b.length - a.length);
  return { pattern: new RegExp(words.map(asPattern).join('|'), 'gu'), entryOf: (found) => entries.get(found) };
}

/** Words in Latin letters are found whole. */
function asPattern(word: string): string {
  const escaped = word.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
  const before = /^[A-Za-z0-9]/u.test(word) ? '(?<![A-Za-z0-9])' : '';
  const after = /[A-Za-z0-9]$/u.test(word) ? '(?![A-Za-z0-9])' : '';
  return before + escaped + after;
}

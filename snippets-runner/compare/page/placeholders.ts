/** Values of placeholders in the outputs of a document: `<NAME>` stands there for what it stands for in the commands. */
import type { Recording } from '../../model/recording.ts';
import type { MarkdownDocument, ShownSnippet } from '../../tutorial/page.ts';
import { fillPlaceholders, namesIn } from '../../tutorial/snippet/placeholder.ts';

/** Returns the values that the document's commands had in a run, by name. */
export function valuesIn({ values = {} }: MarkdownDocument, { snippets }: Recording): ReadonlyMap<string, string> {
  return new Map([values, ...snippets.map((snippet) => snippet.values)].flatMap((each) => Object.entries(each)));
}

/** Returns the outputs that a document shows, with values in place of placeholders. */
export function withValues(
  shown: readonly ShownSnippet[],
  values: ReadonlyMap<string, string>,
): readonly ShownSnippet[] {
  if (values.size === 0) return shown;
  return shown.map(({ steps, ...snippet }) => ({
    ...snippet,
    steps: steps?.map((step) => ({ ...step, output: fillPlaceholders(step.output, values) })),
  }));
}

/** Returns the values of the placeholders that outputs show: they must be printed as they are. */
export function shownValues(shown: readonly ShownSnippet[], values: ReadonlyMap<string, string>): readonly string[] {
  const named = shown.flatMap(({ steps = [] }) => steps.flatMap(({ output }) => namesIn(output)));
  return [...new Set(named)].flatMap((name) => values.get(name) ?? []);
}

/**
 * Returns a printed text with those placeholders that the document shows in its place, instead of their values. A value
 * within a longer word or number is not one.
 */
export function withNames(printed: string, shown: string, values: ReadonlyMap<string, string>): string {
  const named = namesIn(shown).flatMap((name) => {
    const value = values.get(name);
    return value === undefined ? [] : [{ name, value }];
  });
  return named.reduce(
    (text, { name, value }) =>
      text.replaceAll(value, (found, at: number) => (isWhole(text, at, found.length) ? `<${name}>` : found)),
    printed,
  );
}

function isWhole(text: string, at: number, length: number): boolean {
  const isInWord = (index: number) => /^[\p{L}\p{N}_]{2}$/u.test(text.slice(index - 1, index + 1));
  return !isInWord(at) && !isInWord(at + length);
}

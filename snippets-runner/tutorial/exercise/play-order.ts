/**
 * Puts the snippets of a page in the order in which they run. For each exercise, that is:
 *
 * - set-up, check (must fail), solution, check (must pass), clean-up;
 * - for each wrong solution: set-up, the wrong solution, check (must fail with its message), clean-up.
 *
 * What runs more than once becomes a snippet with an id of its own each time, such as `ask-solved`.
 */
import type { CheckResult, Exercise, Snippet } from '../page.ts';

/**
 * Returns the snippets of a page, and one more for each time that an exercise plays one again. Those are hidden, and say
 * what they repeat. Without exercises, returns the snippets themselves.
 * @param snippets in the order of the page
 */
export function playOrder(snippets: readonly Snippet[], exercises: readonly Exercise[]): readonly Snippet[] {
  if (exercises.length === 0) return snippets;
  const byId = new Map(snippets.map((snippet) => [snippet.id, snippet]));
  const parts = new Map(
    exercises.flatMap((exercise) => exerciseSnippetIds(exercise).map((id) => [id, exercise] as const)),
  );
  const played = new Set<Exercise>();
  return snippets.flatMap((snippet) => {
    const exercise = parts.get(snippet.id);
    if (!exercise) return [snippet];
    if (played.has(exercise)) return [];
    played.add(exercise);
    return playedBy(exercise, (ids) => ids.flatMap((id) => byId.get(id) ?? []));
  });
}

/** Returns the id of the check's run after the solution. */
export function solvedCheckId({ check }: Pick<Exercise, 'check'>): string {
  return `${check}-solved`;
}

/** Returns the id of a snippet that is played again for the nth wrong solution, counted from 0. */
export function repeatedId(id: string, wrong: number): string {
  return `${id}-wrong-${wrong + 1}`;
}

/** Returns the ids of the snippets that an exercise has on its page. */
export function exerciseSnippetIds({ setUp, check, solution, cleanUp, wrong }: Exercise): readonly string[] {
  return [...setUp, check, ...solution, ...cleanUp, ...wrong.flatMap(({ snippets }) => snippets)];
}

function playedBy(exercise: Exercise, find: (ids: readonly string[]) => readonly Snippet[]): readonly Snippet[] {
  const setUp = find(exercise.setUp);
  const check = find([exercise.check]);
  const cleanUp = find(exercise.cleanUp);
  const repeated = (part: readonly Snippet[], attempt: number) =>
    part.map((snippet) => again(snippet, repeatedId(snippet.id, attempt)));
  return [
    ...setUp,
    ...check.map((snippet) => judged(snippet, 'fails')),
    ...find(exercise.solution),
    ...check.map((snippet) => judged(again(snippet, solvedCheckId(exercise)), 'passes')),
    ...cleanUp,
    ...exercise.wrong.flatMap(({ snippets, message }, attempt) => [
      ...repeated(setUp, attempt),
      ...find(snippets),
      ...repeated(check, attempt).map((snippet) => judged(snippet, 'fails', message)),
      ...repeated(cleanUp, attempt),
    ]),
  ];
}

function again(snippet: Snippet, id: string): Snippet {
  const { drawing, ...rest } = snippet;
  return { ...rest, id, hidden: true, repeats: snippet.id };
}

/** What the author expects of the check's output is what it prints when the task is done. */
function judged(snippet: Snippet, check: CheckResult, message?: string): Snippet {
  if (check === 'passes') return { ...snippet, check };
  const expect = message === undefined ? [] : [{ kind: 'text' as const, text: message }];
  return { ...snippet, check, expect, retryUntil: undefined };
}

/** Finds checks of exercises that print nothing: the reader would see a command without an answer. */
import { repeatedId, solvedCheckId } from '../../exercise/play-order.ts';
import type { Exercise } from '../../page.ts';
import type { ParsedPage } from '../../parsed-page.ts';
import { isInvalid, type PageIndex, type RuleProblem } from '../page-index.ts';

export function exerciseSilent({ sources, captures }: PageIndex): RuleProblem[] {
  return sources.flatMap((page) => {
    const capture = captures.get(page.slug);
    if (!capture || isInvalid(capture)) return [];
    const silent = new Set(
      capture.snippets.filter(({ steps }) => steps.every(({ output }) => output.trim() === '')).map(({ id }) => id),
    );
    return page.exercises.flatMap((exercise) => silentChecks(exercise, page, silent));
  });
}

/** @param silent ids of the snippets that have printed nothing */
function silentChecks(exercise: Exercise, { file, snippets }: ParsedPage, silent: ReadonlySet<string>): RuleProblem[] {
  const position = snippets.find(({ id }) => id === exercise.check)?.position;
  return runsOf(exercise)
    .filter(({ id }) => silent.has(id))
    .map(({ when }) => ({
      file,
      position,
      message: `the check of "${exercise.id}" prints nothing ${when}, so its reader is not told why`,
      hint: 'Let it say so: … && echo "shop reaches db" || { echo "shop does not reach db"; false; }',
    }));
}

/** Returns the runs of a check whose output the site shows. */
function runsOf(exercise: Exercise): readonly { readonly id: string; readonly when: string }[] {
  const { check, wrong } = exercise;
  return [
    { id: check, when: 'before the exercise is solved' },
    { id: solvedCheckId(exercise), when: 'when it is solved' },
    ...wrong.map((_, index) => ({ id: repeatedId(check, index), when: `after wrong solution ${index + 1}` })),
  ];
}

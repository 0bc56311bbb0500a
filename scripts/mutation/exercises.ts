/**
 * Makes mutants of exercises: a command that does nothing, and a check that leaves out one of its conditions. The first
 * shows a command that set-up or solution does not need; the second a condition that no wrong solution tries.
 */
import type { Exercise, Page, Snippet } from '../../snippets-runner/tutorial/page.ts';
import type { Change } from './rules.ts';

const NOTHING = 'true';

/** Returns the changes of one command of an exercise; none for a command of no exercise. */
export function exerciseChanges(page: Page, { id }: Snippet, command: string): readonly Change[] {
  if (page.kind !== 'page') return [];
  const isIn = ({ setUp, solution, wrong }: Exercise) =>
    [...setUp, ...solution, ...wrong.flatMap(({ snippets }) => snippets)].includes(id);
  if (page.exercises.some(isIn)) return [{ rule: 'removal', text: NOTHING }];
  return page.exercises.some(({ check }) => check === id) ? conditionChanges(command) : [];
}

const CONDITION =
  /(?<=(?:^|\n|; )(?:el)?if )(?<condition>.+?)(?=(?:; ?|\n)then (?<branch>.+?)(?:; ?|\n)(?:elif|else|fi)\b)/gsu;

/** In place of each condition of `if` and `elif`, what does not find fault: a branch that ends with `false` is not taken. */
function conditionChanges(command: string): readonly Change[] {
  return [...command.matchAll(CONDITION)].map(({ index, groups: { condition = '', branch = '' } = {} }) => {
    const passing = /(?:^|; )false$/u.test(branch) ? 'false' : NOTHING;
    const text = command.slice(0, index) + passing + command.slice(index + condition.length);
    return { rule: 'condition', text };
  });
}

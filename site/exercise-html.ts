/** Takes the HTML of an exercise apart. `snippets-runner/tutorial/exercise` has checked that it has all of its parts. */

import type { ExercisePart } from '../snippets-runner/tutorial/exercise/read-exercises.ts';

/** Begins a part in the HTML of an exercise. The Markdown plugin has turned the part into `<ExercisePart part="…">`. */
export function partMark(part: ExercisePart): string {
  return `<!--exercise ${part}-->`;
}

const MARK = /<!--exercise (\w+)-->/u;

export interface ExerciseHtml {
  /** What is before the task; empty for none. */
  readonly story: string;
  readonly task: string;
  /** The HTML of each part of a kind, in order. */
  readonly parts: (part: ExercisePart) => readonly string[];
}

export function exerciseHtml(html: string): ExerciseHtml {
  const [text = '', ...marked] = html.split(MARK);
  const task = text.lastIndexOf('<p');
  return {
    story: text.slice(0, task),
    task: text.slice(task),
    parts: (part) => marked.flatMap((each, index) => (index % 2 === 1 && marked[index - 1] === part ? [each] : [])),
  };
}

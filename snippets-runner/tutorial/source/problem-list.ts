import type { Position } from '../page.ts';
import { byPosition, type Problem, type ProblemCode } from '../problem.ts';
import type { SourceText } from './source-text.ts';

/** Takes down one problem of the document being read; reading goes on. */
export type ReportProblem = (code: ProblemCode, position: Position, message: string, hint: string) => void;

export interface ProblemList {
  readonly report: ReportProblem;
  /** All that was reported, by place. */
  sorted(): readonly Problem[];
}

/** Gathers the problems of one document. Every place is one that the document has. */
export function problemList(file: string, source: SourceText): ProblemList {
  const problems: Problem[] = [];
  return {
    report: (code, position, message, hint) =>
      problems.push({ code, file, position: source.clamp(position), message, hint }),
    sorted: () => problems.toSorted(byPosition),
  };
}

import type { Position } from '../page.ts';
import { byPosition, type Problem, type ProblemCode } from '../problem.ts';
import type { SourceText } from './source-text.ts';

/** Records one problem of the document. Parsing continues. */
export type ReportProblem = (code: ProblemCode, position: Position, message: string, hint: string) => void;

export interface ProblemList {
  readonly report: ReportProblem;
  /** Returns the reported problems, sorted by position. */
  sorted(): readonly Problem[];
}

/** Collects the problems of one document. Every position is moved to the nearest one inside the document. */
export function problemList(file: string, source: SourceText): ProblemList {
  const problems: Problem[] = [];
  return {
    report: (code, position, message, hint) =>
      problems.push({ code, file, position: source.clamp(position), message, hint }),
    sorted: () => problems.toSorted(byPosition),
  };
}

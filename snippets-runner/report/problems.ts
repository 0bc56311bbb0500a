/** Formats the problems of documents file by file, each with position and hint, for people. */
import { visibleLine } from '../base/visible.ts';
import type { Problem } from '../tutorial/problem.ts';
import { count, type Style } from './style.ts';

export function problemsReport(problems: readonly Problem[], style: Style): string {
  const byFile = Map.groupBy(problems, ({ file }) => file);
  const blocks = [...byFile].map(([file, ofFile]) =>
    ofFile.map((problem) => problemText(problem, file, style)).join('\n'),
  );
  return [...blocks, summary(problems.length, byFile.size, style)].join('\n\n');
}

function problemText({ code, position, message, hint }: Problem, file: string, style: Style): string {
  const name = visibleLine(file);
  const place = position ? `${name}:${position.line}:${position.column}` : name;
  const lines = [`${style.bold(place)} ${style.red(visibleLine(message))} ${style.dim(code)}`];
  if (hint !== '') lines.push(`  ${style.cyan('hint')} ${hint}`);
  return lines.join('\n');
}

function summary(problems: number, files: number, style: Style): string {
  if (problems === 0) return style.green('no problems');
  return style.red(`${count(problems, 'problem')} in ${count(files, 'file')}`);
}

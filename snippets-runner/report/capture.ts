/** Formats the changes that `capture` made, or would make, for people. */
import { structuredPatch } from 'diff';
import { count, indent, type Style } from './style.ts';

export interface CaptureSummary {
  readonly changes: readonly {
    readonly file: string;
    readonly snippets: readonly string[];
    readonly texts: { readonly before: string; readonly after: string };
  }[];
  /** Number of captures that still match. */
  readonly unchanged: number;
  /** Nothing was written: the differences are shown. */
  readonly dryRun: boolean;
}

export function captureReport({ changes, unchanged, dryRun }: CaptureSummary, style: Style): string {
  return [
    ...changes.flatMap(({ file, snippets, texts }) => {
      const head = dryRun ? style.yellow('would write') : style.green('wrote');
      const line = `${head} ${file} ${style.dim(snippets.join(', '))}`;
      return dryRun ? [line, indent(patchText(texts.before, texts.after, style), '  ')] : [line];
    }),
    ...(unchanged > 0 ? [style.dim(`${count(unchanged, 'capture')} unchanged`)] : []),
    ...(dryRun && changes.length > 0 ? ['nothing was written: this was a dry run'] : []),
  ].join('\n');
}

/** Formats a difference as `diff -u` does, without the file names. */
function patchText(before: string, after: string, style: Style): string {
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: 2 });
  return hunks
    .flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
      style.cyan(`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`),
      ...lines.map((line) =>
        line.startsWith('-') ? style.red(line) : line.startsWith('+') ? style.green(line) : line,
      ),
    ])
    .join('\n');
}

/** What `capture` did or would do, as people read it. */
import { structuredPatch } from 'diff';
import { count, indent, type Style } from './style.ts';

export interface CaptureSummary {
  readonly changes: readonly {
    readonly file: string;
    readonly snippets: readonly string[];
    readonly texts: { readonly before: string; readonly after: string };
  }[];
  /** Captures that still hold. */
  readonly unchanged: number;
  /** Nothing was written: the differences are told. */
  readonly dryRun: boolean;
}

export function captureReport({ changes, unchanged, dryRun }: CaptureSummary, style: Style): string {
  return [
    ...changes.flatMap(({ file, snippets, texts }) => {
      const head = dryRun ? style.yellow('would write') : style.green('wrote');
      const line = `${head} ${file} ${style.dim(snippets.join(', '))}`;
      return dryRun ? [line, indent(patchText(texts.before, texts.after, style), '  ')] : [line];
    }),
    ...(unchanged > 0 ? [style.dim(`${count(unchanged, 'capture')} still ${unchanged === 1 ? 'holds' : 'hold'}`)] : []),
    ...(dryRun && changes.length > 0 ? [`nothing was written; without --dry-run it is`] : []),
  ].join('\n');
}

/** Like `diff -u`, without the names. */
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

/** What `capture` did, as people read it. */
import type { RunOutcome } from '../model/outcome.ts';
import { runSummary } from './run.ts';
import { count, type Style } from './style.ts';

export interface CaptureResult {
  readonly written: readonly { readonly file: string; readonly snippets: readonly string[] }[];
  readonly unchanged: number;
  readonly outcome: RunOutcome;
}

export function captureSummary({ written, unchanged, outcome }: CaptureResult, style: Style): string {
  return [
    ...written.map(({ file, snippets }) => `${style.green('wrote')} ${file} ${style.dim(snippets.join(', '))}`),
    ...(unchanged > 0 ? [style.dim(`${count(unchanged, 'capture')} still ${unchanged === 1 ? 'holds' : 'hold'}`)] : []),
    runSummary(outcome, style),
  ].join('\n');
}

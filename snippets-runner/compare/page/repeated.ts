/** Compares the parts of a capture that are no output: the attributes that it repeats, and the values of placeholders. */
import type { DiffLine, Fault } from '../../model/outcome.ts';
import type { SnippetRecording } from '../../model/recording.ts';
import type { CapturedSnippet } from '../../tutorial/capture/capture.ts';
import { changedAttributes } from '../../tutorial/capture/page-match.ts';
import type { Snippet } from '../../tutorial/page.ts';
import { type Comparison, matchTexts } from '../tokens/match.ts';

/** Reports the attributes of the page that have another value in the capture. */
export function attributeFaults(captured: CapturedSnippet, snippet: Snippet): Fault[] {
  const lines = changedAttributes(captured, snippet).flatMap((name) => [
    line('captured', `${name}=${captured[name]}`),
    line('printed', `${name}=${snippet[name]}`),
  ]);
  return lines.length > 0 ? [{ kind: 'other-attributes', lines }] : [];
}

type Values = SnippetRecording['values'];

/** Reports the placeholders whose captured value does not stand for that of this run, and those that only one has. */
export function valueFaults(captured: Values | undefined, printed: Values, comparison: Comparison): Fault[] {
  const names = new Set([...Object.keys(captured ?? {}), ...Object.keys(printed)]);
  const lines = [...names].flatMap((name): DiffLine[] => {
    const [before, now] = [captured?.[name], printed[name]];
    if (before !== undefined && now !== undefined && isSameValue(before, now, comparison)) return [];
    return [
      ...(before === undefined ? [] : [line('captured', `<${name}> is ${before}`)]),
      ...(now === undefined ? [] : [line('printed', `<${name}> is ${now}`)]),
    ];
  });
  return lines.length > 0 ? [{ kind: 'other-values', lines }] : [];
}

/** Returns whether two values stand for each other. If so, binds their identities. */
export function isSameValue(captured: string, printed: string, comparison: Comparison): boolean {
  return comparison.substitution.attempt(() =>
    matchTexts(comparison.captured(captured, 'typed'), comparison.printed(printed, 'typed'), comparison),
  );
}

function line(kind: 'captured' | 'printed', text: string): DiffLine {
  return { kind, text, spans: [], note: undefined };
}

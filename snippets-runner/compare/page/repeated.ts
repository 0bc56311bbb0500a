/** Compares the parts of a capture that are no output: the attributes that it repeats, and the values of placeholders. */
import type { DiffLine, Fault } from '../../model/outcome.ts';
import type { SnippetRecording } from '../../model/recording.ts';
import type { CapturedSnippet } from '../../tutorial/capture/capture.ts';
import { changedAttributes } from '../../tutorial/capture/page-match.ts';
import type { Snippet } from '../../tutorial/page.ts';
import { fillPlaceholders, placeholdersOf } from '../../tutorial/snippet/placeholder.ts';
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

/**
 * Reports the placeholders whose captured value does not stand for that of this run, and those that only one has. A
 * value may be only a part of an address. Then the commands that contain it must stand for each other.
 */
export function valueFaults(
  { steps }: Pick<Snippet, 'steps'>,
  captured: Values | undefined,
  printed: Values,
  comparison: Comparison,
): Fault[] {
  const [old, own] = [new Map(Object.entries(captured ?? {})), new Map(Object.entries(printed))];
  const isSameInCommands = (name: string) =>
    steps
      .filter(({ text }) => placeholdersOf(text).includes(name))
      .every(({ text }) => isSameValue(fillPlaceholders(text, old), fillPlaceholders(text, own), comparison));
  const lines = [...new Set([...old.keys(), ...own.keys()])].flatMap((name): DiffLine[] => {
    const [before, now] = [old.get(name), own.get(name)];
    const hasBoth = before !== undefined && now !== undefined;
    if (hasBoth && (isSameValue(before, now, comparison) || isSameInCommands(name))) return [];
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

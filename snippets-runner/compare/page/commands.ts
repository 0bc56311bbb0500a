/** Compares the commands of a page with those that its capture was made from. */

import type { DiffLine } from '../../model/outcome.ts';
import type { CapturedSnippet, CapturedStep } from '../../tutorial/capture/capture.ts';
import type { Snippet, Step } from '../../tutorial/page.ts';
import { sameLine } from '../outputs/diff.ts';
import { commonSubsequence } from '../outputs/sequence.ts';

/** Returns all commands as lines: `captured` ones are only in the capture, `printed` ones only in the page. */
export function commandDifference(snippet: Snippet, captured: CapturedSnippet): readonly DiffLine[] {
  const before = [...nodeLine(captured.node, snippet.node), ...captured.steps.map(capturedTyping)];
  const now = [...nodeLine(snippet.node, captured.node), ...snippet.steps.map(typing)];
  const lines: DiffLine[] = [];
  let [atBefore, atNow] = [0, 0];
  for (const [sameBefore, sameNow] of [...commonSubsequence(before, now), [before.length, now.length] as const]) {
    for (const text of before.slice(atBefore, sameBefore)) lines.push(changedLine('captured', text));
    for (const text of now.slice(atNow, sameNow)) lines.push(changedLine('printed', text));
    const same = before[sameBefore];
    if (same !== undefined) lines.push(sameLine(same));
    [atBefore, atNow] = [sameBefore + 1, sameNow + 1];
  }
  return lines;
}

function changedLine(kind: 'captured' | 'printed', text: string): DiffLine {
  return { kind, text, spans: [], note: undefined };
}

/** Returns a line that names the node, if the node has changed. */
function nodeLine(node: string, other: string): string[] {
  return node === other ? [] : [`on node ${node}`];
}

function typing(step: Step): string {
  if (step.kind === 'command') return `$ ${step.text}`;
  return `${step.prompt ?? ''}${step.text}${keysText(step.keys)}`;
}

function capturedTyping({ prompt, text, keys = [] }: CapturedStep): string {
  return `${prompt}${text}${keysText(keys)}`;
}

function keysText(keys: readonly string[]): string {
  return keys.map((key) => `<${key}>`).join('');
}

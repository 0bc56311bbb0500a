/**
 * A capture as a terminal recording: asciicast v3 (https://docs.asciinema.org/manual/asciicast/v3/). All nodes
 * are in one recording, in the order of the page, and the prompt names the node. Each snippet is a marker, so a
 * player can jump to it.
 */
import type { Capture, CapturedSnippet, CapturedStep } from '../tutorial/capture/capture.ts';
import { keyBytes } from '../tutorial/snippet/keys.ts';
import { fillPlaceholders } from '../tutorial/snippet/placeholder.ts';
import { jsonText } from './json.ts';

/** As wide as the terminals in which the page ran, and lower: a player shows the whole of it. */
const COLUMNS = 120;
const ROWS = 30;
/** Times in seconds. They are shorter than in the capture, so viewers need not wait. */
const KEY_S = 0.035;
const TYPING_AT_MOST_S = 1.5;
const STEP_AT_MOST_S = 2;
const BETWEEN_SNIPPETS_S = 1;
const AT_THE_END_S = 2;

type CastEvent = readonly [interval: number, code: 'o' | 'i' | 'm' | 'x', data: string];

export function castText(capture: Capture, title: string): string {
  const isSingle = new Set(capture.snippets.map(({ node }) => node)).size <= 1;
  const first = capture.snippets[0]?.captured;
  const header = {
    version: 3,
    term: { cols: COLUMNS, rows: ROWS, type: 'xterm-256color' },
    ...(first !== undefined && { timestamp: Math.floor(Date.parse(first) / 1000) }),
    title,
  };
  const events: CastEvent[] = [
    ...capture.snippets.flatMap((snippet) => snippetEvents(snippet, isSingle)),
    [AT_THE_END_S, 'x', '0'],
  ];
  return [header, ...events].map((line) => jsonText(line, 0)).join('\n');
}

function snippetEvents({ id, node, values = {}, steps }: CapturedSnippet, isSingle: boolean): readonly CastEvent[] {
  const known = new Map(Object.entries(values));
  return [
    [BETWEEN_SNIPPETS_S, 'm', isSingle ? id : `${id} on ${node}`],
    ...steps.flatMap((step) => stepEvents({ ...step, text: fillPlaceholders(step.text, known) }, isSingle ? '' : node)),
  ];
}

function stepEvents(step: CapturedStep, node: string): readonly CastEvent[] {
  const { prompt, text, keys = [], output, duration } = step;
  const isCommand = prompt === '$ ';
  const shown = isCommand && node !== '' ? `\x1b[1;36m${node}\x1b[0m ${prompt}` : prompt;
  const waits = Math.min(duration / 1000, STEP_AT_MOST_S);
  return [
    [0.1, 'o', shown],
    ...typing(text),
    // Keys are not visible, but players can show which were pressed.
    ...(keys.length > 0 ? [[0.5, 'i', keys.map(keyBytes).join('')] as const] : [[0.2, 'o', '\r\n'] as const]),
    ...printing(output, waits, keys.length > 0),
  ];
}

function typing(text: string): readonly CastEvent[] {
  const characters = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  const interval = Math.min(KEY_S, TYPING_AT_MOST_S / Math.max(1, characters.length));
  return characters.map((character) => [rounded(interval), 'o', character === '\n' ? '\r\n> ' : character]);
}

/** Prints the lines one by one, over the duration of the step. */
function printing(output: string, waits: number, isAtPrompt: boolean): readonly CastEvent[] {
  if (output === '') return isAtPrompt ? [[rounded(waits), 'o', '\r\n']] : [[rounded(waits), 'o', '']];
  const lines = output.split('\n');
  return lines.map((line) => [rounded(waits / lines.length), 'o', `${line}\r\n`]);
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

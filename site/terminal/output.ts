/** The output of a step as HTML: highlighted, and folded if it is long. */
import type { CapturedSnippet, CapturedStep } from '../../snippets-runner/tutorial/capture/capture.ts';
import { isTableHeader } from '../../snippets-runner/tutorial/capture/table.ts';
import { highlight, type Line, plainLines } from './highlight.ts';
import { linesHtml } from './span-html.ts';

export type OutputView =
  | { readonly kind: 'none' }
  | { readonly kind: 'hidden' }
  | { readonly kind: 'open'; readonly html: string }
  /** `head` is visible; `rest` is shown when the reader unfolds it. `lines` counts both. */
  | { readonly kind: 'folded'; readonly head: string | undefined; readonly rest: string; readonly lines: number };

/** In lines. A longer output is folded, and shows SHOWN_OF_LONG lines. */
const LONGEST_OPEN = 24;
const SHOWN_OF_LONG = 12;
/** In lines. An output up to this length is shown even with `output=fold`, because folding would save no space. */
const SHORTEST_FOLDED = 3;

export async function outputView(
  step: Pick<CapturedStep, 'text' | 'output'>,
  display: CapturedSnippet['output'],
): Promise<OutputView> {
  const output = withoutEchoOfKey(step);
  if (output === '') return { kind: 'none' };
  if (display === 'hide') return { kind: 'hidden' };
  const lines = await outputLines(output);
  if (display === 'fold' && lines.length > SHORTEST_FOLDED) {
    return { kind: 'folded', head: undefined, rest: linesHtml(lines), lines: lines.length };
  }
  if (lines.length <= LONGEST_OPEN) return { kind: 'open', html: linesHtml(lines) };
  const head = linesHtml(lines.slice(0, SHOWN_OF_LONG));
  return { kind: 'folded', head, rest: linesHtml(lines.slice(SHOWN_OF_LONG)), lines: lines.length };
}

/** Removes the line break after a key. The terminal draws the key on a line of its own. */
function withoutEchoOfKey({ text, output }: Pick<CapturedStep, 'text' | 'output'>): string {
  return text === '' ? output.replace(/^\n/u, '') : output;
}

async function outputLines(output: string): Promise<readonly Line[]> {
  if (output.includes('\u001b')) return highlight(output, 'ansi');
  if (isJson(output)) return highlight(output, 'json');
  const lines = plainLines(output);
  return isTableHeader(output.split('\n', 1)[0] ?? '')
    ? lines.map((line, index) => (index === 0 ? asHeader(line) : line))
    : lines;
}

function isJson(output: string): boolean {
  if (!/^[[{]/u.test(output)) return false;
  try {
    JSON.parse(output);
    return true;
  } catch {
    return false;
  }
}

function asHeader(line: Line): Line {
  return line.map((span) => ({ ...span, className: 'header' }));
}

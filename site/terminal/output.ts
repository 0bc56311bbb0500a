/** The output of a step as HTML: highlighted, in columns where it has some, and folded if it is long. */
import type { CapturedSnippet, CapturedStep } from '../../snippets-runner/tutorial/capture/capture.ts';
import type { Named } from '../data/named.ts';
import { onceFor } from '../once-for.ts';
import { columnsIn } from './columns.ts';
import { columnsHtml } from './columns-html.ts';
import { type Fold, foldsOf } from './folds.ts';
import { highlight, type Language } from './highlight.ts';
import { jsonOf } from './json.ts';
import { namedLines } from './named-lines.ts';
import { jsonHtml, linesHtml } from './span-html.ts';
import { widthClass } from './width-class.ts';

export type OutputView =
  | { readonly kind: 'none' }
  | { readonly kind: 'hidden' }
  /** All parts together are the output. */
  | { readonly kind: 'printed'; readonly parts: readonly OutputPart[]; readonly isColoured: boolean };

/** Lines that belong together: always visible, or folded until the reader unfolds them. */
export interface OutputPart {
  readonly html: string;
  /** Undefined if the lines are visible. */
  readonly fold: Fold | undefined;
}

type Printed = Pick<CapturedStep, 'text' | 'output'>;

interface Shown {
  readonly display: CapturedSnippet['output'];
  /** What the text of the page speaks of. Undefined if the output is shown without its page. */
  readonly named: Named | undefined;
}

export async function outputView(step: Printed, { display, named }: Shown): Promise<OutputView> {
  const output = withoutEchoOfKey(step);
  if (output === '') return { kind: 'none' };
  if (display === 'hide') return { kind: 'hidden' };
  const lines = output.split('\n');
  const isFolded = display === 'fold';
  const parts = foldsOf(lines, { isFolded, named: named ? namedLines(lines, named) : new Set() });
  const html = await outputHtml(step);
  const isColoured = languageOf(output) === 'ansi';
  return { kind: 'printed', isColoured, parts: parts.map(({ from, to, fold }) => ({ html: html(from, to), fold })) };
}

/** Removes the line break after a key. The terminal draws the key on a line of its own. */
function withoutEchoOfKey({ text, output }: Printed): string {
  return text === '' ? output.replace(/^\n/u, '') : output;
}

/** Returns a function that gives the HTML of some of the lines. It is the same in all languages of a page. */
const outputHtml = onceFor(async (step: Printed): Promise<(from: number, to: number) => string> => {
  const output = withoutEchoOfKey(step);
  const texts = output.split('\n');
  const language = languageOf(output);
  if (language) {
    const lines = await highlight(output, language);
    const width = Math.max(...texts.map((text) => text.length));
    return (from, to) => {
      const shown = lines.slice(from, to);
      return language === 'json'
        ? `<span class="${`json ${widthClass('t', width)}`.trim()}">${jsonHtml(shown)}</span>`
        : linesHtml(shown);
    };
  }
  const columns = columnsIn(texts);
  return (from, to) => columnsHtml(texts, columns, { from, to });
});

function languageOf(output: string): Language | undefined {
  if (output.includes('\u001b')) return 'ansi';
  return jsonOf(output) === undefined ? undefined : 'json';
}

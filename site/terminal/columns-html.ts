/** Plain lines as HTML. Lines in columns are one piece, which does not wrap. */
import { escapeHtml } from '../html.ts';
import type { Columns, Range } from './columns.ts';
import { wholeWordsHtml } from './span-html.ts';
import { widthClass } from './width-class.ts';

/** Some of the lines, by index. `to` is not part of it. */
interface Lines {
  readonly from: number;
  readonly to: number;
}

/** In characters: what a terminal shows of a line on a phone of 320 px. */
const NARROWEST = 32;

/** @param columns of all lines, in order */
export function columnsHtml(lines: readonly string[], columns: readonly Columns[], { from, to }: Lines): string {
  const pieces: string[] = [];
  let at = from;
  for (const each of columns.filter((one) => one.from < to && one.to > from)) {
    const piece = { from: Math.max(each.from, from), to: Math.min(each.to, to) };
    if (piece.from > at) pieces.push(...lines.slice(at, piece.from).map(plainHtml));
    pieces.push(pieceHtml(lines, each, piece));
    at = piece.to;
  }
  if (at < to) pieces.push(...lines.slice(at, to).map(plainHtml));
  return pieces.join('\n');
}

/** A line that fits into the narrowest screen needs no marks. */
function plainHtml(line: string): string {
  return line.length > NARROWEST ? wholeWordsHtml(line) : escapeHtml(line);
}

/** Adds the widths, by which the stylesheet knows whether the columns fit into the screen. */
function pieceHtml(lines: readonly string[], columns: Columns, { from, to }: Lines): string {
  const html = lines.slice(from, to).map((line, index) => {
    const shown = lineHtml(line, columns.slack);
    return columns.hasHeader && from + index === columns.from ? `<span class="header">${shown}</span>` : shown;
  });
  const classes = ['aligned', widthClass('w', columns.width), widthClass('t', columns.tightWidth)];
  return `<span class="${classes.join(' ').trim()}">${html.join('\n')}</span>`;
}

function lineHtml(line: string, slack: readonly Range[]): string {
  let at = 0;
  let html = '';
  for (const { start, end } of slack.filter((range) => range.start < line.length)) {
    html += `${escapeHtml(line.slice(at, start))}<i>${escapeHtml(line.slice(start, end))}</i>`;
    at = end;
  }
  return html + escapeHtml(line.slice(at));
}

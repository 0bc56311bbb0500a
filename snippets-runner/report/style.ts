/** Colours, durations and counts for texts that people read. */
import picocolors from 'picocolors';

export type Style = ReturnType<typeof picocolors.createColors>;

/** @param mark text in place of the escape character of colours; whoever prints it must replace it */
export function createStyle(colour: boolean, mark = '\x1b'): Style {
  const style = picocolors.createColors(colour);
  if (!colour || mark === '\x1b') return style;
  const formatters = Object.entries(style).map(([name, format]) => [
    name,
    typeof format === 'function' ? marked(format, mark) : format,
  ]);
  return Object.fromEntries(formatters);
}

function marked(format: Style['bold'], mark: string): Style['bold'] {
  const [open = '', close = ''] = format('\0')
    .split('\0')
    .map((sequence) => sequence.replaceAll('\x1b', mark));
  return (text) => `${open}${String(text).replaceAll(close, close + open)}${close}`;
}

/** Formats a duration, such as `0.4 s`, `12 s`, `1 min 05 s`. */
export function seconds(milliseconds: number): string {
  const tenths = Math.round(milliseconds / 100);
  if (tenths < 100) return `${(tenths / 10).toFixed(1)} s`;
  const total = Math.round(milliseconds / 1000);
  if (total < 60) return `${total} s`;
  return `${Math.floor(total / 60)} min ${String(total % 60).padStart(2, '0')} s`;
}

/** Formats a number with its noun, such as `1 page`, `3 pages`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

export function indent(text: string, by: string): string {
  return text.replace(/^(?=.)/gmu, by);
}

/**
 * Breaks the lines of a text, so that no line is wider than that, where words allow it. A command between backticks is one
 * word, so that it can be copied. Chinese characters are as wide as two others, and a line may end after each of them,
 * unless punctuation would be parted from what it belongs to.
 */
export function wrapped(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => wrappedLine(line, width))
    .join('\n');
}

const WIDE = '\\p{Script=Han}\\u3000-\\u303f\\uff00-\\uff60\u201c\u201d\u2026';
const OPENING = '（「『《“';
const CLOSING = '，。、；：！？）」』》”…';
/** A word, or a Chinese character, with the blanks before it. */
const WORD = new RegExp(` *[${OPENING}]*(?:(?:\`[^\`]*\`|[^ ${WIDE}])+|[${WIDE}])[${CLOSING}]*`, 'gu');
const WIDE_CHARACTER = new RegExp(`[${WIDE}]`, 'gu');

function wrappedLine(line: string, width: number): string {
  const lines: string[] = [];
  for (const word of line.match(WORD) ?? ['']) {
    const last = lines.at(-1);
    if (last === undefined || columns(last + word) > width) lines.push(word.trimStart());
    else lines[lines.length - 1] = last + word;
  }
  return lines.join('\n');
}

function columns(text: string): number {
  return text.length + (text.match(WIDE_CHARACTER)?.length ?? 0);
}

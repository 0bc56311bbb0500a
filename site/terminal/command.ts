/** What was typed: prompt, highlighted text, placeholders with what they stood for, keys. */
import type { CapturedStep } from '../../snippets-runner/tutorial/capture/capture.ts';
import { PLACEHOLDER_PATTERN } from '../../snippets-runner/tutorial/snippet/placeholder.ts';
import { highlight, type Line, type Span } from './highlight.ts';
import { escapeHtml, keyHtml, spanHtml, wholeWordsHtml } from './html.ts';

/** Longer values, such as join tokens, stand below the command instead of in it. */
const LONGEST_INLINE_VALUE = 24;
/** What goes on behind the placeholder, such as `<LAN>.0/24`: a value between the two would tear the word apart. */
const GOES_ON = /^\S/u;

type Values = Readonly<Record<string, string>>;
type Typed = Pick<CapturedStep, 'prompt' | 'text' | 'keys'>;

export async function commandHtml(step: Typed, values: Values = {}): Promise<string> {
  const lines = await highlightCommand(step.text);
  const below = namesBelow(step.text, values);
  const typed = lines.map((line, index) => {
    const prompt = index === 0 ? step.prompt : '> ';
    return `<span class="prompt">${escapeHtml(prompt)}</span>${lineHtml(line, values, below)}`;
  });
  return `${typed.join('\n')}${keysHtml(step)}${legendHtml(below, values)}`;
}

/** Placeholders whose value stands below the command, in the order in which they come. */
function namesBelow(text: string, values: Values): ReadonlySet<string> {
  const names = [...text.matchAll(PLACEHOLDER_PATTERN)].flatMap(({ 0: whole, 1: name = '', index }) => {
    const length = values[name]?.length ?? 0;
    const isBelow = length > LONGEST_INLINE_VALUE || GOES_ON.test(text.slice(index + whole.length));
    return length > 0 && isBelow ? [name] : [];
  });
  return new Set(names);
}

/**
 * The grammar would take `<NAME>` for a redirection, so it sees a word of the same length, and the
 * spans are cut from the original.
 */
async function highlightCommand(text: string): Promise<readonly Line[]> {
  const masked = text.replace(PLACEHOLDER_PATTERN, (whole) => 'x'.repeat(whole.length));
  const originals = text.split('\n');
  const lines = await highlight(masked, 'bash');
  return lines.map((line, index) => {
    let at = 0;
    return line.map((span) => {
      const start = at;
      at += span.text.length;
      return refined({ ...span, text: originals[index]?.slice(start, at) ?? span.text });
    });
  });
}

/** To the grammar every word after the first is a string; a reader looks for options and quotes. */
function refined(span: Span): Span {
  if (span.className !== 'token-string' || /^["']/u.test(span.text)) return span;
  return { ...span, className: span.text.startsWith('-') ? 'option' : undefined };
}

function lineHtml(line: Line, values: Values, below: ReadonlySet<string>): string {
  return line.map((span) => spanWithPlaceholders(span, values, below)).join('');
}

function spanWithPlaceholders(span: Span, values: Values, below: ReadonlySet<string>): string {
  // Split with a group gives text and names in turn.
  return span.text
    .split(PLACEHOLDER_PATTERN)
    .map((part, index) => {
      if (index % 2 === 0) return spanHtml({ ...span, text: part }, wholeWordsHtml(part));
      return placeholderHtml(part, below.has(part) ? undefined : values[part]);
    })
    .join('');
}

/** @param value to be shown beside the name */
function placeholderHtml(name: string, value: string | undefined): string {
  const shown = `<var>&lt;${name}&gt;</var>`;
  return value === undefined ? shown : `${shown}<span class="value"> = ${escapeHtml(value)} </span>`;
}

function legendHtml(names: ReadonlySet<string>, values: Values): string {
  return [...names]
    .map((name) => `\n<span class="value">&lt;${name}&gt; = ${escapeHtml(values[name] ?? '')}</span>`)
    .join('');
}

/** Nothing typed and no key named means that Enter was pressed. */
function keysHtml({ text, keys = [] }: Typed): string {
  const pressed = text === '' && keys.length === 0 ? ['Enter'] : keys;
  if (pressed.length === 0) return '';
  return `${text === '' ? '' : ' '}${pressed.map(keyHtml).join(' ')}`;
}

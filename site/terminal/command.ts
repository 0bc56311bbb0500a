/** A typed line as HTML: prompt, highlighted text, placeholders with their values, keys. */
import type { CapturedStep } from '../../snippets-runner/tutorial/capture/capture.ts';
import { PLACEHOLDER_PATTERN } from '../../snippets-runner/tutorial/snippet/placeholder.ts';
import { pressedKeys } from '../data/capture-facts.ts';
import { escapeHtml, keyHtml, staysWhole } from '../html.ts';
import { onceFor } from '../once-for.ts';
import { highlight, type Line, type Span } from './highlight.ts';
import { spanHtml, wholeWordsHtml } from './span-html.ts';

/** In UTF-16 code units. Longer values, such as join tokens, are shown below the command. */
const LONGEST_INLINE_VALUE = 24;
/** The word goes on after the placeholder, as in `<LAN>.0/24`. A value in the middle would split the word. */
const WORD_GOES_ON = /^\S/u;
/** Classes of an option that no line break splits. Browsers would break `--name` after its hyphens. */
const WHOLE_OPTION = 'option whole';

type Values = Readonly<Record<string, string>>;
type Typed = Pick<CapturedStep, 'prompt' | 'text' | 'keys'>;

export function commandHtml(step: Typed, values: Values = NO_VALUES): Promise<string> {
  return typedHtml(step)(values);
}

const NO_VALUES: Values = {};

/** A command and its values are the same objects in all languages of a page. */
const typedHtml = onceFor((step: Typed) => onceFor((values: Values) => htmlOf(step, values)));

async function htmlOf(step: Typed, values: Values): Promise<string> {
  const lines = await highlightedCommand(step);
  const below = namesBelow(step.text, values);
  const typed = lines.map((line, index) => {
    const prompt = index === 0 ? step.prompt : '> ';
    return `<i>${escapeHtml(prompt)}</i>${lineHtml(line, values, below)}`;
  });
  return `${typed.join('\n')}${keysHtml(step)}${legendHtml(below, values)}`;
}

/** Returns the placeholders whose value is shown below the command, in the order of the text. */
function namesBelow(text: string, values: Values): ReadonlySet<string> {
  const names = [...text.matchAll(PLACEHOLDER_PATTERN)].flatMap(({ 0: whole, 1: name = '', index }) => {
    const length = values[name]?.length ?? 0;
    const isBelow = length > LONGEST_INLINE_VALUE || WORD_GOES_ON.test(text.slice(index + whole.length));
    return length > 0 && isBelow ? [name] : [];
  });
  return new Set(names);
}

/**
 * Highlights a command with placeholders. The grammar would take `<NAME>` for a redirection, so it gets a word of the
 * same length instead. The spans are then filled from the original text.
 */
async function highlightedCommand({ text }: Typed): Promise<readonly Line[]> {
  const masked = text.replace(PLACEHOLDER_PATTERN, (whole) => 'x'.repeat(whole.length));
  const originals = text.split('\n');
  const lines = await highlightedBash(masked);
  return lines.map((line, index) => {
    let at = 0;
    return line.map((span) => {
      const start = at;
      at += span.text.length;
      return refined({ ...span, text: originals[index]?.slice(start, at) ?? span.text });
    });
  });
}

/** Two of five commands stand on more than one page, such as `docker ps`. */
const highlighted = new Map<string, Promise<readonly Line[]>>();

function highlightedBash(code: string): Promise<readonly Line[]> {
  const before = highlighted.get(code);
  if (before) return before;
  const lines = highlight(code, 'bash');
  highlighted.set(code, lines);
  return lines;
}

/** Leaves only quoted words strings, and marks options. The grammar calls every word after the first a string. */
function refined(span: Span): Span {
  if (span.className !== 'token-string' || /^["']/u.test(span.text)) return span;
  if (!span.text.startsWith('-')) return { ...span, className: undefined };
  return { ...span, className: staysWhole(span.text) ? WHOLE_OPTION : 'option' };
}

function lineHtml(line: Line, values: Values, below: ReadonlySet<string>): string {
  return line.map((span) => spanWithPlaceholders(span, values, below)).join('');
}

function spanWithPlaceholders(span: Span, values: Values, below: ReadonlySet<string>): string {
  // Split by a pattern with a group, every second part is a name.
  return span.text
    .split(PLACEHOLDER_PATTERN)
    .map((part, index) => {
      const isOption = span.className === WHOLE_OPTION;
      if (index % 2 === 0) return spanHtml({ ...span, text: part }, isOption ? escapeHtml(part) : wholeWordsHtml(part));
      return placeholderHtml(part, below.has(part) ? undefined : values[part]);
    })
    .join('');
}

/** @param value shown beside the name; undefined if it is shown below */
function placeholderHtml(name: string, value: string | undefined): string {
  const shown = `<var>&lt;${name}&gt;</var>`;
  return value === undefined ? shown : `${shown}<span class="value"> = ${escapeHtml(value)} </span>`;
}

function legendHtml(names: ReadonlySet<string>, values: Values): string {
  return [...names]
    .map((name) => `\n<span class="value">&lt;${name}&gt; = ${escapeHtml(values[name] ?? '')}</span>`)
    .join('');
}

function keysHtml(step: Typed): string {
  const keys = pressedKeys(step);
  if (keys.length === 0) return '';
  return `${step.text === '' ? '' : ' '}${keys.map(keyHtml).join(' ')}`;
}

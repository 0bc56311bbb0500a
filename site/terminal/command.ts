/** What was typed: prompt, highlighted text, placeholders with what they stood for, keys. */
import type { CapturedStep } from '../../snippets-runner/model/capture.ts';
import { highlight, type Line, type Span } from './highlight.ts';
import { escapeHtml, keyHtml, spanHtml } from './html.ts';

/** As in the runner's `model/placeholder.ts`. */
const PLACEHOLDER = /<([A-Z][A-Z0-9_]*)>/gu;
/** Longer values, such as join tokens, stand below the command instead of in it. */
const LONGEST_INLINE_VALUE = 24;

type Values = Readonly<Record<string, string>>;
type Typed = Pick<CapturedStep, 'prompt' | 'text' | 'keys'>;

export async function commandHtml(step: Typed, values: Values = {}): Promise<string> {
  const lines = await highlightCommand(step.text);
  const typed = lines.map((line, index) => {
    const prompt = index === 0 ? step.prompt : '> ';
    return `<span class="prompt">${escapeHtml(prompt)}</span>${lineHtml(line, values)}`;
  });
  return `${typed.join('\n')}${keysHtml(step)}${legendHtml(step.text, values)}`;
}

/**
 * The grammar would take `<NAME>` for a redirection, so it sees a word of the same length, and the
 * spans are cut from the original.
 */
async function highlightCommand(text: string): Promise<readonly Line[]> {
  const masked = text.replace(PLACEHOLDER, (whole) => 'x'.repeat(whole.length));
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

function lineHtml(line: Line, values: Values): string {
  return line.map((span) => spanWithPlaceholders(span, values)).join('');
}

function spanWithPlaceholders(span: Span, values: Values): string {
  // Split with a group gives text and names in turn.
  return span.text
    .split(PLACEHOLDER)
    .map((part, index) => (index % 2 === 0 ? spanHtml({ ...span, text: part }) : placeholderHtml(part, values[part])))
    .join('');
}

function placeholderHtml(name: string, value: string | undefined): string {
  const shown = `<var>&lt;${name}&gt;</var>`;
  if (value === undefined || value.length > LONGEST_INLINE_VALUE) return shown;
  return `${shown}<span class="value"> = ${escapeHtml(value)} </span>`;
}

function legendHtml(text: string, values: Values): string {
  const long = [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name as string))].filter(
    (name) => (values[name]?.length ?? 0) > LONGEST_INLINE_VALUE,
  );
  return long
    .map((name) => `\n<span class="value">&lt;${name}&gt; = ${escapeHtml(values[name] ?? '')}</span>`)
    .join('');
}

/** Nothing typed and no key named means that Enter was pressed. */
function keysHtml({ text, keys = [] }: Typed): string {
  const pressed = text === '' && keys.length === 0 ? ['Enter'] : keys;
  if (pressed.length === 0) return '';
  return `${text === '' ? '' : ' '}${pressed.map(keyHtml).join(' ')}`;
}

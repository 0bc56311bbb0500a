/** A snippet as a Markdown code block, followed by what is special about it. */
import { stripVTControlCharacters } from 'node:util';
import { backticksFor } from '../../snippets-runner/base/backticks.ts';
import { visible } from '../../snippets-runner/base/visible.ts';
import type { Capture, CapturedSnippet, CapturedStep } from '../../snippets-runner/tutorial/capture/capture.ts';
import { placeholdersOf } from '../../snippets-runner/tutorial/snippet/placeholder.ts';
import type { PageBeginning } from '../data/begins.ts';
import { captureFacts, isOfLastDay, pressedKeys, standInImages } from '../data/capture-facts.ts';
import { formatDate } from '../i18n/format.ts';
import { stringsOf } from '../i18n/languages.ts';
import type { Locale } from '../i18n/locales.ts';

type Shown = Pick<CapturedSnippet, 'node' | 'captured' | 'exit' | 'output' | 'steps' | 'values'>;

export function terminalMarkdown(capture: Capture, snippet: Shown, locale: Locale): string {
  const { plain, terminal } = stringsOf(locale);
  const nodes = new Set(capture.snippets.map(({ node }) => node));
  const facts = [
    nodes.size > 1 ? terminal.label(snippet.node) : undefined,
    snippet.exit === 0 ? undefined : terminal.expectedFailure(snippet.exit),
    isOfLastDay(snippet, capture) ? undefined : terminal.onItsOwnDay(formatDate(new Date(snippet.captured), locale)),
  ].filter((fact) => fact !== undefined);
  const values = Object.entries(snippet.values ?? {}).map(([name, value]) => `\`<${name}>\` = ${codeSpan(value)}`);
  const hidden = snippet.output === 'hide' && snippet.steps.some(({ output }) => output !== '');
  const steps = snippet.steps.flatMap((step) => [typed(step), ...printed(step, snippet.output)]);
  const below = [...facts, ...values, ...(hidden ? [terminal.outputHidden] : [])];
  return below.length === 0 ? fence(steps) : `${fence(steps)}\n\n${plain.aside(below)}`;
}

/** Returns the commands with which a page begins. @param url of the page that explains them */
export function beginningMarkdown(
  { title, values, terminals }: PageBeginning,
  capture: Capture,
  { url, locale }: { readonly url: string; readonly locale: Locale },
): string {
  const [before, after] = stringsOf(locale).begins.text;
  const last = captureFacts([capture]).last.toISOString();
  const shown = terminals.map(({ node, steps }) => {
    const printed = steps.map((step) => ({ ...step, output: '', exit: 0, duration: 0 }));
    const names = new Set(placeholdersOf(steps.map(({ text }) => text).join('\n')));
    const own = Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
    const snippet: Shown = { node, captured: last, exit: 0, output: 'show', steps: printed, values: own };
    return terminalMarkdown(capture, snippet, locale);
  });
  return [`${before}[${title}](${url})${after}`, ...shown].join('\n\n');
}

/** Returns the line that says how and when a page was captured. */
export function captureLine(capture: Capture, locale: Locale): string {
  const { plain, terminal } = stringsOf(locale);
  const { version, kernel, arch } = capture.engine;
  const day = formatDate(captureFacts([capture]).last, locale);
  const standIns = standInImages(capture);
  const line = plain.captured({ engine: version, kernel, arch, day });
  return `---\n\n${line}${standIns.length === 0 ? '' : `${plain.join}${terminal.standIns(standIns)}`}`;
}

/** Encloses text in as many backticks as it needs. */
export function codeSpan(text: string): string {
  const ticks = backticksFor(text);
  return /^`|`$/u.test(text) ? `${ticks} ${text} ${ticks}` : `${ticks}${text}${ticks}`;
}

function typed(step: CapturedStep): string {
  const keys = pressedKeys(step).map((key) => `<${key}>`);
  return step.prompt + step.text.replaceAll('\n', '\n> ') + keys.join('');
}

function printed({ output }: CapturedStep, display: CapturedSnippet['output']): string[] {
  return output === '' || display === 'hide' ? [] : [visible(stripVTControlCharacters(output))];
}

function fence(lines: readonly string[]): string {
  const text = lines.join('\n');
  const ticks = backticksFor(text, 3);
  return `${ticks}console\n${text}\n${ticks}`;
}

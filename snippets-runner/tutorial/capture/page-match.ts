/**
 * Compares what a capture repeats of its page with the page: which snippets there are, what was typed, and how it is
 * shown. The site shows these parts from the capture, because a translation has no snippets of its own.
 */
import { COMMAND } from '../../base/installation.ts';
import { shellPath } from '../../base/shell-quote.ts';
import type { Position, SitePage, Snippet, Step } from '../page.ts';
import type { ProblemCode } from '../problem.ts';
import { beginningHash, snippetHash } from '../snippet/snippet-hash.ts';
import type { Capture, CapturedSnippet, CapturedStep } from './capture.ts';

/** A difference that shows without running the page. `snippets capture` removes it. */
export interface PageMismatch {
  readonly kind: 'begun-otherwise' | 'changed' | 'missing' | 'moved' | 'orphaned';
  readonly code: Extract<ProblemCode, 'capture-missing' | 'capture-orphaned' | 'capture-outdated'>;
  /** Of the snippet on the page. Undefined if the page does not have it: then the difference is in the capture. */
  readonly position: Position | undefined;
  readonly message: string;
}

/** Returns every difference, in the order of the page. */
export function pageMismatches(
  page: Pick<SitePage, 'file' | 'snippets' | 'begins' | 'beginning'>,
  capture: Pick<Capture, 'snippets' | 'begins'>,
): readonly PageMismatch[] {
  const captured = new Map(capture.snippets.map((snippet) => [snippet.id, snippet]));
  const ids = new Set(page.snippets.map(({ id }) => id));
  const moved = movedSnippet(page, capture);
  const ofPage = page.snippets.flatMap((snippet): PageMismatch[] => {
    const { id, position } = snippet;
    const own = captured.get(id);
    const here = (kind: 'changed' | 'missing' | 'moved', message: string): PageMismatch => {
      const code = kind === 'missing' ? 'capture-missing' : 'capture-outdated';
      return { kind, code, position, message: `the snippet "${id}" ${message}` };
    };
    if (!own) return [here('missing', 'has not been captured')];
    const change = changeSince(own, snippet);
    return [
      ...(change === undefined ? [] : [here('changed', `was captured with ${change}`)]),
      ...(id === moved ? [here('moved', 'was captured at another place in the order of the page')] : []),
    ];
  });
  const orphans = capture.snippets
    .filter(({ id }) => !ids.has(id))
    .map(({ id }): PageMismatch => {
      const message = `the capture has a snippet "${id}", but ${page.file} does not`;
      return { kind: 'orphaned', code: 'capture-orphaned', position: undefined, message };
    });
  return [...begunOtherwise(page, capture), ...ofPage, ...orphans];
}

/** If the page does not know what it begins with, that is a mistake of its own. */
function begunOtherwise(
  { file, begins, beginning }: Pick<SitePage, 'file' | 'begins' | 'beginning'>,
  { begins: captured, snippets }: Pick<Capture, 'snippets' | 'begins'>,
): readonly PageMismatch[] {
  if (snippets.length === 0 || (begins && !beginning)) return [];
  const hash = beginning && beginningHash(beginning.snippets);
  if (captured?.page === beginning?.slug && captured?.hash === hash) return [];
  const of = (slug: string | undefined) => (slug === undefined ? 'in a fresh lab' : `with snippets of "${slug}"`);
  const message =
    captured?.page === beginning?.slug
      ? `what the page begins with, of "${beginning?.slug}", has changed since it was captured`
      : `${file} begins ${of(beginning?.slug)}, and its capture ${of(captured?.page)}`;
  return [{ kind: 'begun-otherwise', code: 'capture-outdated', position: begins?.positions.page, message }];
}

/** @param file the source page */
export function captureHint(file: string): string {
  return `Run: ${COMMAND} capture ${shellPath(file)}`;
}

/** Returns the first snippet that the page has at another place than the capture. Ignores those that only one has. */
function movedSnippet(
  { snippets }: Pick<SitePage, 'snippets'>,
  capture: Pick<Capture, 'snippets'>,
): string | undefined {
  const captured = new Set(capture.snippets.map(({ id }) => id));
  const onPage = snippets.filter(({ id }) => captured.has(id)).map(({ id }) => id);
  const inBoth = new Set(onPage);
  const inCapture = capture.snippets.filter(({ id }) => inBoth.has(id)).map(({ id }) => id);
  return onPage.find((id, index) => id !== inCapture[index]);
}

/** Returns what has changed in a snippet since it was captured. Returns undefined if nothing has. */
function changeSince(captured: CapturedSnippet, snippet: Snippet): string | undefined {
  const node = captured.node === snippet.node ? [] : ['node'];
  const attributes = [...node, ...changedAttributes(captured, snippet)];
  if (attributes.length > 0) return `another value of ${attributes.join(' and ')}`;
  return hasSameCommands(captured, snippet) ? undefined : 'other commands';
}

/** Attributes that are repeated in the capture, and that do not change what is run. */
const ATTRIBUTES = ['exit', 'output', 'hidden'] as const;
export type RepeatedAttribute = (typeof ATTRIBUTES)[number];

/** Returns the attributes that have another value on the page than in the capture. */
export function changedAttributes(captured: CapturedSnippet, snippet: Snippet): readonly RepeatedAttribute[] {
  return ATTRIBUTES.filter((name) => captured[name] !== snippet[name]);
}

/** Returns whether node, commands, prompts, input and keys are those of the page, and the hash is theirs. */
export function hasSameCommands(captured: CapturedSnippet, snippet: Snippet): boolean {
  return (
    captured.node === snippet.node &&
    captured.steps.length === snippet.steps.length &&
    snippet.steps.every((step, index) => isTyped(captured.steps[index], typedStep(step))) &&
    captured.hash === snippetHash(snippet)
  );
}

export type TypedStep = Pick<CapturedStep, 'prompt' | 'text' | 'keys'>;

/** Returns how a capture repeats a step. */
export function typedStep(step: Step): TypedStep {
  if (step.kind === 'command') return { prompt: '$ ', text: step.text };
  const { prompt = '', text, keys } = step;
  return { prompt, text, ...(keys.length > 0 && { keys: [...keys] }) };
}

function isTyped(captured: TypedStep | undefined, { prompt, text, keys = [] }: TypedStep): boolean {
  if (captured?.prompt !== prompt || captured.text !== text) return false;
  const own = captured.keys ?? [];
  return own.length === keys.length && own.every((key, index) => key === keys[index]);
}

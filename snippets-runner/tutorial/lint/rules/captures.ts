/** Compares captures with the snippets that pages have now. */
import type { Capture, CapturedSnippet } from '../../capture/capture.ts';
import { resolveCaptured } from '../../capture/captured-value.ts';
import { type CapturedValue, type Snippet, SOURCE_LOCALE } from '../../page.ts';
import type { ParsedPage } from '../../parsed-page.ts';
import type { Problem } from '../../problem.ts';
import { snippetHash } from '../../snippet/snippet-hash.ts';
import type { PageIndex, RuleProblem } from '../page-index.ts';

export function captureInvalid({ captures }: PageIndex): RuleProblem[] {
  return [...captures.values()]
    .filter(isProblem)
    .map(({ file, position, message, hint }) => ({ file, position, message, hint }));
}

/** If a capture is not valid, only `capture-invalid` reports it: what it lacks is not known. */
export function captureMissing({ sources, captures }: PageIndex): RuleProblem[] {
  return sources.flatMap((page) => {
    const capture = captures.get(page.slug);
    if (capture && isProblem(capture)) return [];
    const captured = new Set(capture?.snippets.map(({ id }) => id));
    return page.snippets
      .filter(({ id }) => !captured.has(id))
      .map(({ id, position }) => ({
        file: page.file,
        position,
        message: `the snippet "${id}" has not been captured`,
        hint: captureCommand(page),
      }));
  });
}

export function captureOutdated({ sources, captures }: PageIndex): RuleProblem[] {
  return sources.flatMap((page) => {
    const captured = new Map(snippetsOf(captures.get(page.slug)).map((snippet) => [snippet.id, snippet]));
    return page.snippets.flatMap((snippet) => {
      const own = captured.get(snippet.id);
      const change = own && changeSince(own, snippet);
      if (!change) return [];
      const message = `the snippet "${snippet.id}" was captured with ${change}`;
      return [{ file: page.file, position: snippet.position, message, hint: captureCommand(page) }];
    });
  });
}

/** Returns what has changed in a snippet since it was captured. Returns undefined if nothing has. */
function changeSince(captured: CapturedSnippet, snippet: Snippet): string | undefined {
  const attributes = (['node', 'exit', 'output', 'hidden'] as const).filter((name) => captured[name] !== snippet[name]);
  if (attributes.length > 0) return `another value of ${attributes.join(' and ')}`;
  return captured.hash === snippetHash(snippet) ? undefined : 'other commands';
}

export function captureOrphaned({ captures, captureFile, page, has }: PageIndex): RuleProblem[] {
  return [...captures].flatMap(([slug, capture]) => {
    const source = page(SOURCE_LOCALE, slug);
    const file = captureFile(slug);
    if (!has(SOURCE_LOCALE, slug)) {
      const message = `the capture has no page: there is no page "${slug}" in "${SOURCE_LOCALE}"`;
      return [
        { file, position: undefined, message, hint: 'Delete the file. If the page was renamed, rename it, too.' },
      ];
    }
    if (!source) return [];
    const ids = new Set(source.snippets.map(({ id }) => id));
    return snippetsOf(capture)
      .filter(({ id }) => !ids.has(id))
      .map(({ id }) => {
        const message = `the capture has a snippet "${id}", but ${source.file} does not`;
        return { file, position: undefined, message, hint: captureCommand(source) };
      });
  });
}

/** `snippet-unknown` reports a snippet that does not exist, `capture-missing` one that has not been captured. */
export function capturedUnresolved(index: PageIndex): RuleProblem[] {
  return index.pages.flatMap((page) =>
    page.capturedValues.flatMap((value) => {
      const fault = faultOf(value, page, index);
      if (fault === undefined) return [];
      const hint = `Read the output of "${value.of}" in ${index.captureFile(page.slug)}, and correct the attributes.`;
      return [{ file: page.file, position: value.position, message: `<Captured of="${value.of}">: ${fault}`, hint }];
    }),
  );
}

function faultOf(value: CapturedValue, { slug }: ParsedPage, { page, captures }: PageIndex): string | undefined {
  const source = page(SOURCE_LOCALE, slug);
  if (!source?.snippets.some(({ id }) => id === value.of)) return undefined;
  const capture = captures.get(slug);
  const isCaptured = snippetsOf(capture).some(({ id }) => id === value.of);
  if (!capture || isProblem(capture) || !isCaptured) return undefined;
  const result = resolveCaptured(capture, value);
  return 'error' in result ? result.error : undefined;
}

function snippetsOf(capture: Capture | Problem | undefined): readonly CapturedSnippet[] {
  return capture && !isProblem(capture) ? capture.snippets : [];
}

function isProblem(capture: Capture | Problem): capture is Problem {
  return 'code' in capture;
}

function captureCommand({ file }: ParsedPage): string {
  return `Run: npx snippets capture ${file}`;
}

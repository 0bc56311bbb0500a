/** Compares captures with the snippets that pages have now. */
import { withSharedLimit } from '../../author-regexp.ts';
import { resolveCaptured } from '../../capture/captured-value.ts';
import { captureHint, type PageMismatch } from '../../capture/page-match.ts';
import { type CapturedValue, SOURCE_LOCALE } from '../../page.ts';
import type { ParsedPage } from '../../parsed-page.ts';
import type { ProblemCode } from '../../problem.ts';
import { isInvalid, type PageIndex, type RuleProblem } from '../page-index.ts';

export function captureInvalid(index: PageIndex): RuleProblem[] {
  return problemsInFiles(index, 'capture-invalid');
}

export function captureUnsealed(index: PageIndex): RuleProblem[] {
  return problemsInFiles(index, 'capture-unsealed');
}

function problemsInFiles({ captures }: PageIndex, wanted: ProblemCode): RuleProblem[] {
  return [...captures.values()]
    .filter(isInvalid)
    .flat()
    .filter(({ code }) => code === wanted)
    .map(({ file, position, message, hint }) => ({ file, position, message, hint }));
}

/** If a capture is not valid, only the rules of its file report it: what it lacks is not known. */
export function captureMissing(index: PageIndex): RuleProblem[] {
  return mismatches(index, 'capture-missing');
}

export function captureOutdated(index: PageIndex): RuleProblem[] {
  return mismatches(index, 'capture-outdated');
}

export function captureOrphaned(index: PageIndex): RuleProblem[] {
  const { captures, captureFile, has } = index;
  const withoutPage = [...captures.keys()]
    .filter((slug) => !has(SOURCE_LOCALE, slug))
    .map((slug) => ({
      file: captureFile(slug),
      position: undefined,
      message: `the capture has no page: there is no page "${slug}" in "${SOURCE_LOCALE}"`,
      hint: 'Delete the file. If the page was renamed, capture it under its new name.',
    }));
  return [...withoutPage, ...mismatches(index, 'capture-orphaned')];
}

function mismatches({ mismatches: all, captureFile }: PageIndex, wanted: PageMismatch['code']): RuleProblem[] {
  return [...all].flatMap(([{ file, slug }, found]) =>
    found
      .filter(({ code }) => code === wanted)
      .map(({ position, message }) => ({
        file: position ? file : captureFile(slug),
        position,
        message,
        hint: captureHint(file),
      })),
  );
}

/** `snippet-unknown` reports a snippet that does not exist, `capture-missing` one that has not been captured. */
export function capturedUnresolved(index: PageIndex): RuleProblem[] {
  return index.pages.flatMap((page) => unresolvedOn(page, index));
}

/** A page of ours takes some milliseconds, with all of its regular expressions. */
const RESOLVED_WITHIN_MS = 5_000;

function unresolvedOn(page: ParsedPage, index: PageIndex): RuleProblem[] {
  const { file, slug, capturedValues } = page;
  const found: RuleProblem[] = [];
  const faults =
    capturedValues.length > 0
      ? withSharedLimit(() => capturedValues.map((value) => faultOf(value, page, index)))
      : undefined;
  const start = performance.now();
  for (const [at, value] of capturedValues.entries()) {
    const { of, position } = value;
    if (performance.now() - start > RESOLVED_WITHIN_MS) {
      const message = `the values before this one take longer than ${RESOLVED_WITHIN_MS / 1000} s to find`;
      const hint = 'Simplify their regular expressions. This value and those after it were not checked.';
      return [...found, { file, position, message, hint }];
    }
    const fault = faults ? faults[at] : faultOf(value, page, index);
    if (fault === undefined) continue;
    const hint = `Read the output of "${of}" in ${index.captureFile(slug)}, and correct the attributes.`;
    found.push({ file, position, message: `<Captured of="${of}">: ${fault}`, hint });
  }
  return found;
}

function faultOf(value: CapturedValue, { slug }: ParsedPage, { page, captures }: PageIndex): string | undefined {
  const source = page(SOURCE_LOCALE, slug);
  if (!source?.snippets.some(({ id }) => id === value.of)) return undefined;
  const capture = captures.get(slug);
  if (!capture || isInvalid(capture) || !capture.snippets.some(({ id }) => id === value.of)) return undefined;
  const result = resolveCaptured(capture, value);
  return 'error' in result ? result.error : undefined;
}

/** What the text of a page speaks of in the output of a snippet. */
import type { CapturedPlace } from '../../snippets-runner/tutorial/capture/captured-value.ts';
import type { ParsedPage } from '../../snippets-runner/tutorial/parsed-page.ts';
import { capturedValue } from './captured-value.ts';
import { pageCapture } from './page-capture.ts';
import { readPage } from './page-source.ts';

export interface Named {
  /** Where the values are that the text takes from the output. */
  readonly places: readonly CapturedPlace[];
  /** The code that the text contains after the snippet, up to the next heading. Some of it may be keys of the output. */
  readonly codes: ReadonlySet<string>;
}

/** Returns what the page speaks of, one entry for each step of the snippet. */
export function namedIn(key: Pick<ParsedPage, 'slug' | 'locale'>, id: string): readonly Named[] {
  const page = readPage(key)?.page;
  const capture = pageCapture(key.slug);
  const steps = capture?.snippets.find((snippet) => snippet.id === id)?.steps;
  if (!page || !capture || !steps) return [];
  const values = page.capturedValues.filter(({ of }) => of === id);
  const codes = codesAfter(page, id);
  return steps.map((_step, index) => ({
    places: values
      .filter(({ step = steps.length }) => step === index + 1)
      .map((value) => capturedValue(capture, value))
      .flatMap((result) => ('place' in result ? result.place : [])),
    codes,
  }));
}

function codesAfter({ blocks, sections, literals }: ParsedPage, id: string): ReadonlySet<string> {
  const from = blocks.find(({ snippet }) => snippet === id)?.position.line ?? Number.POSITIVE_INFINITY;
  const to = sections.find(({ position }) => position.line > from)?.position.line ?? Number.POSITIVE_INFINITY;
  const codes = literals.filter(({ kind, position }) => kind === 'code' && position.line > from && position.line < to);
  return new Set(codes.map(({ text }) => text));
}

/** The values that a reader of a page has to know: one for each placeholder in the commands that the page shows. */
import type { Capture } from '../../snippets-runner/tutorial/capture/capture.ts';
import type { SitePage } from '../../snippets-runner/tutorial/page.ts';
import { nodePlaceholder, placeholdersOf } from '../../snippets-runner/tutorial/snippet/placeholder.ts';
import { SOURCE_LOCALE } from '../i18n/locales.ts';
import { capturedSnippet } from './captures.ts';
import { pageCapture } from './page-capture.ts';
import { readPage } from './page-source.ts';
import { shownSnippets } from './reach.ts';

export interface PageValue {
  readonly name: string;
  /** The captured value. */
  readonly example: string;
  readonly origin: ValueOrigin;
}

/** `outside`: the web server outside of the nodes. `printed`: a command of the page printed it. */
export type ValueOrigin =
  | { readonly kind: 'node'; readonly node: string }
  | { readonly kind: 'outside' }
  | { readonly kind: 'printed'; readonly command: string };

/** Returns the values in the order in which the page needs them. */
export function pageValues(slug: string): readonly PageValue[] {
  const capture = pageCapture(slug);
  const page = readPage({ locale: SOURCE_LOCALE, slug })?.page;
  if (!capture || !page) return [];
  return namesOn(capture, page).map((name) => {
    const all = [capture.begins?.values, ...capture.snippets.map(({ values }) => values)];
    const example = all.find((values) => values?.[name] !== undefined)?.[name] ?? '';
    return { name, example, origin: originOf(name, example, page, capture) };
  });
}

function namesOn(capture: Capture, { beginning }: SitePage): readonly string[] {
  const shown = [...(beginning?.snippets ?? []), ...shownSnippets(capture)];
  const texts = shown.flatMap(({ steps }) => steps.map(({ text }) => text));
  return placeholdersOf(texts.join('\n'));
}

function originOf(name: string, example: string, page: SitePage, capture: Capture): ValueOrigin {
  const { lab, snippets, beginning } = page;
  const node = lab.nodes.find((each) => nodePlaceholder(each) === name);
  if (node !== undefined) return { kind: 'node', node };
  const begun = beginning?.snippets.find(({ saves }) => saves.some((save) => save.name === name));
  if (begun) return { kind: 'printed', command: oneLine(begun.steps.at(-1)?.text ?? '') };
  const saving = snippets.find(({ saves }) => saves.some((save) => save.name === name));
  if (!saving) return { kind: 'outside' };
  const steps = capturedSnippet(capture, saving.id)?.steps ?? [];
  const printing = steps.find(({ output }) => output.includes(example)) ?? steps.at(-1);
  return { kind: 'printed', command: oneLine(printing?.text ?? '') };
}

/** Joins the lines of a command that a backslash continues. */
function oneLine(command: string): string {
  return command.replaceAll(/\\\n\s*/gu, '');
}

/**
 * The capture that a page shows. In a build it is the committed one. The dev server shows a page as its author has it
 * now: outputs that `snippets watch` has recorded, and snippets without outputs. Both are marked as not captured.
 */
import { LARGEST_RECORD, readText } from '../../snippets-runner/base/read-file.ts';
import {
  CAPTURE_SCHEMA_VERSION,
  type Capture,
  type CapturedSnippet,
} from '../../snippets-runner/tutorial/capture/capture.ts';
import {
  type Draft,
  draftFile,
  draftsFolder,
  isKeptUp,
  parseDraft,
} from '../../snippets-runner/tutorial/capture/draft.ts';
import { hasSameCommands, typedStep } from '../../snippets-runner/tutorial/capture/page-match.ts';
import type { Snippet } from '../../snippets-runner/tutorial/page.ts';
import { snippetHash } from '../../snippets-runner/tutorial/snippet/snippet-hash.ts';
import { SOURCE_LOCALE } from '../i18n/locales.ts';
import { keptInProcess } from '../kept-in-process.ts';
import { captureProblems, readCapture, withoutHidden } from './captures.ts';
import { readOnChange } from './changing-file.ts';
import { contentRoot } from './content-root.ts';
import { readPage } from './page-source.ts';

/** `printed`: the last run printed something else than the capture has. `waiting`: it has no output yet. */
export type DraftKind = 'printed' | 'waiting';

/** Where `snippets watch` writes what it has recorded. */
export const watchedFolder: string = draftsFolder(process.cwd());

const drafting = keptInProcess('drafting', () => ({
  isOn: false,
  kinds: new WeakMap<CapturedSnippet, DraftKind>(),
  /** By slug. */
  last: new Map<string, { readonly from: readonly unknown[]; readonly capture: Capture }>(),
}));

/** Called by the dev server, and by nothing else. A build fails for what is not captured. */
export function showDrafts(): void {
  drafting.isOn = true;
}

export function areDraftsShown(): boolean {
  return drafting.isOn;
}

/** Returns undefined for a snippet as it was captured. */
export function draftKind(snippet: CapturedSnippet): DraftKind | undefined {
  return drafting.kinds.get(snippet);
}

/** Returns whether a page shows something that is not captured. */
export function isDraft(capture: Capture): boolean {
  return capture.snippets.some((snippet) => draftKind(snippet) !== undefined);
}

/**
 * Returns the capture of a page; undefined if the page was never captured.
 * @throws SiteError as `readCapture`, and as `readPage` of the source page
 */
export function pageCapture(slug: string): Capture | undefined {
  if (!drafting.isOn) return readCapture(slug);
  const page = readPage({ locale: SOURCE_LOCALE, slug })?.page;
  const watched = watchedDraft(slug);
  // While the page is watched, it does not matter that its capture cannot be used.
  const committed = watched && captureProblems(slug).length > 0 ? undefined : readCapture(slug);
  if (!page) return committed;
  const from = [page, watched, committed];
  const last = drafting.last.get(slug);
  if (last && from.every((each, index) => each === last.from[index])) return last.capture;
  const base = watched?.capture ?? committed ?? NOTHING_KNOWN;
  const snippets = page.snippets.map((snippet) => drafted(snippet, base.snippets, watched?.uncaptured ?? []));
  const capture = { ...base, slug, snippets };
  drafting.last.set(slug, { from, capture });
  return capture;
}

const NOTHING_KNOWN: Omit<Capture, 'slug' | 'snippets'> & { readonly snippets: readonly CapturedSnippet[] } = {
  schema: CAPTURE_SCHEMA_VERSION,
  engine: { version: '', api: '', kernel: '', os: '', arch: '' },
  images: {},
  snippets: [],
};

function drafted(
  snippet: Snippet,
  recorded: readonly CapturedSnippet[],
  uncaptured: readonly string[],
): CapturedSnippet {
  const { id, exit, output, hidden } = snippet;
  const found = recorded.find((each) => each.id === id && hasSameCommands(each, snippet));
  const shown = found ? { ...found, exit, output, hidden } : waiting(snippet);
  if (!found) drafting.kinds.set(shown, 'waiting');
  else if (uncaptured.includes(id)) drafting.kinds.set(shown, 'printed');
  return shown;
}

/** Returns a snippet without outputs. */
function waiting(snippet: Snippet): CapturedSnippet {
  const { id, node, exit, output, hidden } = snippet;
  const steps = snippet.steps.map((step) => ({ ...typedStep(step), output: '', exit: null, duration: 0 }));
  return { id, node, hash: snippetHash(snippet), captured: new Date().toISOString(), exit, output, hidden, steps };
}

const read = readOnChange('drafts', (file: string) => {
  const draft = parseDraft(readText(file, { largest: LARGEST_RECORD }));
  return draft && { ...draft, capture: withoutHidden(draft.capture) };
});

function watchedDraft(slug: string): Draft | undefined {
  const draft = read(draftFile(process.cwd(), contentRoot, slug));
  return draft && isKeptUp(draft) ? draft : undefined;
}

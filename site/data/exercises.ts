/** The exercises of a page. What a reader unfolds to see must not show elsewhere: not in a search, nor in a picture. */
import type { CapturedSnippet } from '../../snippets-runner/tutorial/capture/capture.ts';
import { meaningOf } from '../../snippets-runner/tutorial/exercise/check-messages.ts';
import { exerciseSnippetIds } from '../../snippets-runner/tutorial/exercise/play-order.ts';
import type { CheckMessage, Exercise } from '../../snippets-runner/tutorial/page.ts';
import { type Locale, SOURCE_LOCALE } from '../i18n/locales.ts';
import { pageCapture } from './page-capture.ts';
import { readPage } from './page-source.ts';

/** Returns the exercises of a page in their order. @param locale of their texts */
export function exercisesOf(slug: string, locale: Locale = SOURCE_LOCALE): readonly Exercise[] {
  return readPage({ locale, slug })?.page.exercises ?? [];
}

interface Tried {
  readonly hidden: boolean;
  readonly steps: readonly { readonly text: string }[];
}

/**
 * Returns the first line of what a reader has tried that does not help: the last command that is shown. Those before it
 * only lead there, and a hidden one waits until it has done its work.
 */
export function triedCommand(snippets: readonly Tried[]): string | undefined {
  const shown = snippets.findLast(({ hidden }) => !hidden);
  return shown?.steps.at(-1)?.text.split('\n')[0];
}

/** Returns the exercise that a snippet is a part of. What is played again is no part: the page has it once. */
export function exerciseWith(snippet: string, slug: string): Exercise | undefined {
  return exercisesOf(slug).find((exercise) => exerciseSnippetIds(exercise).includes(snippet));
}

/** Returns what a check has said, in the language of the messages. */
export function meaningsIn({ steps }: CapturedSnippet, messages: readonly CheckMessage[]): readonly string[] {
  return steps.flatMap(({ output }) => output.split('\n')).flatMap((line) => meaningOf(line, messages) ?? []);
}

/** Returns how many terminals the player of a page shows. It leaves out exercises: it would show how they are solved. */
export function stepsInPlayer(slug: string): number {
  return (pageCapture(slug)?.snippets ?? []).filter(({ id, hidden }) => !hidden && !exerciseWith(id, slug)).length;
}

/** Returns the ids of the snippets of a page that play others again. */
export function repeatsOn(slug: string): ReadonlySet<string> {
  const snippets = readPage({ locale: SOURCE_LOCALE, slug })?.page.snippets ?? [];
  return new Set(snippets.filter(({ repeats }) => repeats !== undefined).map(({ id }) => id));
}

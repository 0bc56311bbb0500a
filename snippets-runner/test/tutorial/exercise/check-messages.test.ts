/**
 * Every text of a check is printed when its exercise is played, in the broken network, after the solution, or after a
 * wrong solution. A text that is never printed has a condition that the check could leave out.
 */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readWorkspace, sourcesOf } from '../../../commands/workspace.ts';
import { saidBy } from '../../../tutorial/exercise/check-messages.ts';
import type { Exercise, SitePage } from '../../../tutorial/page.ts';

const HOME = join(import.meta.dirname, '../../../..');

/** Texts that need no play of their own, each with its reason. */
const NEVER_PRINTED: Readonly<Record<string, string>> = {
  'Not yet: the taxes do not start.': 'without the command that starts them, a wrong solution passes',
  'Not yet: app does not start.': 'without the command that starts it, a wrong solution passes',
  'Not yet: app does not load the small page.': 'who does not load the small page does not load the large one either',
};

const workspace = readWorkspace({ contentFolder: join(HOME, 'content'), cwd: HOME });

function neverPrinted({ slug, snippets }: SitePage, { check }: Exercise): readonly string[] {
  const texts = snippets.find(({ id }) => id === check)?.steps.flatMap(({ text }) => saidBy(text)) ?? [];
  const ids = new Set(snippets.flatMap(({ id, repeats }) => ((repeats ?? id) === check ? [id] : [])));
  const runs = workspace.captures.get(slug)?.snippets.filter(({ id }) => ids.has(id)) ?? [];
  const lines = runs.flatMap(({ steps }) => steps.flatMap(({ output }) => output.split('\n')));
  return texts.filter((text) => !lines.includes(text));
}

test('each text of a check is printed, or says why not', () => {
  const pages = sourcesOf(workspace, workspace.pageFiles).flatMap(({ page }) => (page?.kind === 'page' ? [page] : []));
  const never = pages.flatMap((page) => page.exercises.flatMap((exercise) => neverPrinted(page, exercise)));
  expect(never.toSorted()).toEqual(Object.keys(NEVER_PRINTED).toSorted());
});

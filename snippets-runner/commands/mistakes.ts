/**
 * Finds the mistakes of documents. `lint` reports all of them. Commands that run or export pages refuse those that
 * matter to them, before they start anything. So both find the same mistakes.
 */
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { imageNames } from '../lab/images/image-recipes.ts';
import type { Capture } from '../tutorial/capture/capture.ts';
import { captureFile } from '../tutorial/capture/read.ts';
import type { ParsedGlossary } from '../tutorial/glossary/parse-glossary.ts';
import { lintPages, RULE_CODES, RUN_RULES } from '../tutorial/lint/lint-pages.ts';
import { SOURCE_LOCALE } from '../tutorial/page.ts';
import type { Problem } from '../tutorial/problem.ts';
import type { CommandContext } from './command.ts';
import type { Selection } from './markdown.ts';
import { PageFile, sourcesOf, type Workspace } from './workspace.ts';

/** Returns every mistake in the pages and captures of a workspace. */
export function allMistakes(
  workspace: Workspace,
  glossary: ParsedGlossary | undefined,
  context: CommandContext,
): readonly Problem[] {
  const { pageFiles, captures, invalid } = workspace;
  PageFile.parseAll(pageFiles);
  return mistakesIn(
    { pageFiles, captures: new Map<string, Capture | Problem>([...captures, ...invalid]), rules: RULE_CODES, glossary },
    workspace,
    context,
  );
}

/**
 * Returns the mistakes that keep a selection from being run: those inside the pages and documents, and those between
 * the pages and what a run needs. A translation is checked only for its source, which is what runs.
 * @param needsCapture whether the captures of the pages must be valid
 */
export function runMistakes(
  selection: Selection,
  needsCapture: boolean,
  workspace: Workspace,
  context: CommandContext,
): readonly Problem[] {
  const sources = sourcesOf(workspace, selection.pageFiles);
  const slugs = new Set(sources.map(({ slug }) => slug));
  const lonely = selection.pageFiles.filter(({ slug, locale }) => locale !== SOURCE_LOCALE && !slugs.has(slug));
  const invalid = [...workspace.invalid].filter(([slug]) => needsCapture && slugs.has(slug));
  const scope = {
    pageFiles: [...sources, ...lonely],
    captures: new Map(invalid),
    rules: RUN_RULES,
    glossary: undefined,
  };
  return [...mistakesIn(scope, workspace, context), ...selection.markdown.flatMap(({ problems }) => problems)];
}

interface Scope {
  readonly pageFiles: readonly PageFile[];
  readonly captures: ReadonlyMap<string, Capture | Problem>;
  readonly rules: typeof RULE_CODES;
  readonly glossary: ParsedGlossary | undefined;
}

function mistakesIn(
  { pageFiles, captures, rules, glossary }: Scope,
  workspace: Workspace,
  { cwd }: CommandContext,
): readonly Problem[] {
  const { imagesFolder, capturesFolder } = workspace;
  const pages = pageFiles.flatMap(({ page }) => page ?? []);
  const parsed = new Set(pageFiles.filter(({ page }) => page));
  const input = {
    pages,
    unparsed: workspace.pageFiles.filter((pageFile) => !parsed.has(pageFile)),
    captures,
    captureFile: (slug: string) => relative(cwd, captureFile(capturesFolder, slug)),
    images: new Set(existsSync(imagesFolder) ? imageNames(imagesFolder) : []),
    glossary,
  };
  return [...pageFiles.flatMap(({ problems }) => problems), ...lintPages(input, rules)];
}

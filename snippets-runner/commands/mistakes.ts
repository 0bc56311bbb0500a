/**
 * Finds the mistakes of documents. `lint` reports all of them. Commands that run or export pages refuse those that
 * matter to them, before they start anything. So both find the same mistakes.
 */
import { imageNames, recipeProblems } from '../lab/images/image-recipes.ts';
import type { Capture } from '../tutorial/capture/capture.ts';
import type { ParsedGlossary } from '../tutorial/glossary/parse-glossary.ts';
import { lintPages, RULE_CODES, RUN_RULES } from '../tutorial/lint/lint-pages.ts';
import { SOURCE_LOCALE } from '../tutorial/page.ts';
import type { Problem } from '../tutorial/problem.ts';
import { type CaptureUse, captureProblems } from './capture-problems.ts';
import type { Selection } from './markdown.ts';
import { captureName, PageFile, sourcesOf, type Workspace } from './workspace.ts';

/** Returns every mistake in the pages and captures of a workspace. */
export function allMistakes(workspace: Workspace, glossary: ParsedGlossary | undefined): readonly Problem[] {
  const { pageFiles, captures, invalid, imagesFolder, shown } = workspace;
  PageFile.parseAll(pageFiles);
  const scope = {
    pageFiles,
    captures: new Map<string, Capture | readonly Problem[]>([...captures, ...invalid]),
    rules: RULE_CODES,
    glossary,
  };
  return [...mistakesIn(scope, workspace), ...recipeProblems(imagesFolder, shown)];
}

/**
 * Returns the mistakes that keep a selection from being run: those inside the pages and documents, and those between
 * the pages and what a run needs. A translation is checked only for its source, which is what runs.
 * @param use what the command does with the captures of the pages
 */
export function runMistakes(selection: Selection, use: CaptureUse, workspace: Workspace): readonly Problem[] {
  const sources = sourcesOf(workspace, selection.pageFiles);
  const slugs = new Set(sources.map(({ slug }) => slug));
  const lonely = selection.pageFiles.filter(({ slug, locale }) => locale !== SOURCE_LOCALE && !slugs.has(slug));
  const scope = {
    pageFiles: [...sources, ...lonely],
    captures: new Map(),
    rules: RUN_RULES,
    glossary: undefined,
  };
  const images = new Set(sources.flatMap(({ page }) => page?.lab.images ?? []));
  return [
    ...mistakesIn(scope, workspace),
    ...recipeProblems(workspace.imagesFolder, workspace.shown, images),
    ...sources.flatMap((source) => captureProblems(source, workspace, use)),
    ...selection.configProblems,
    ...selection.markdown.flatMap(({ problems }) => problems),
  ];
}

interface Scope {
  readonly pageFiles: readonly PageFile[];
  readonly captures: ReadonlyMap<string, Capture | readonly Problem[]>;
  readonly rules: typeof RULE_CODES;
  readonly glossary: ParsedGlossary | undefined;
}

function mistakesIn({ pageFiles, captures, rules, glossary }: Scope, workspace: Workspace): readonly Problem[] {
  const pages = pageFiles.flatMap(({ page }) => page ?? []);
  const parsed = new Set(pageFiles.filter(({ page }) => page));
  const input = {
    pages,
    unparsed: workspace.pageFiles.filter((pageFile) => !parsed.has(pageFile)),
    captures,
    captureFile: (slug: string) => captureName(workspace, slug),
    images: new Set(imageNames(workspace.imagesFolder)),
    glossary,
    content: workspace.content,
    shownInContent: workspace.shownInContent,
  };
  return [...pageFiles.flatMap(({ problems }) => problems), ...lintPages(input, rules)];
}

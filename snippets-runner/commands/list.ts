import { type ListedPage, listJson, listReport } from '../report/list.ts';
import { problemsReport } from '../report/problems.ts';
import { SOURCE_LOCALE } from '../tutorial/page.ts';
import type { CommandContext, ExitCode } from './command.ts';
import { selectAny } from './markdown.ts';
import { runMistakes } from './mistakes.ts';
import { readWorkspace, sourcesOf } from './workspace.ts';

/**
 * Lists pages and Markdown documents, what they need, and when and with which Docker version they were captured. If
 * they cannot be run because of mistakes, prints these to standard error.
 */
export function list(
  paths: readonly string[],
  { json }: { readonly json: boolean },
  context: CommandContext,
): ExitCode {
  const workspace = readWorkspace(context);
  const selection = selectAny(workspace, paths, { images: [], update: false }, context);
  const pages = sourcesOf(workspace, selection.pageFiles).map(({ page, slug, file }): ListedPage => {
    if (!page) return { slug, file, page: undefined, locales: [], capture: undefined };
    const locales = workspace.pageFiles.filter((each) => each.slug === slug).map(({ locale }) => locale);
    return { slug, file, page, locales, capture: workspace.captures.get(slug) };
  });
  const listed = { pages, documents: selection.markdown.map(({ document }) => document) };
  if (json) context.io.printExact(listJson(listed));
  else context.io.print(listReport(listed, SOURCE_LOCALE, context.io.style));
  const problems = runMistakes(selection, 'compared', workspace);
  if (problems.length === 0) return 0;
  context.io.tell(problemsReport(problems, context.io.style));
  return 1;
}

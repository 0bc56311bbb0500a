import { SOURCE_LOCALE } from '../model/page.ts';
import { type ListedPage, listJson, listReport } from '../report/list.ts';
import type { CommandContext, ExitCode } from './command.ts';
import { readWorkspace, select, sourcesOf } from './workspace.ts';

/** Says which pages there are, what they need, and when and with what they were captured. */
export function list(
  paths: readonly string[],
  { json }: { readonly json: boolean },
  context: CommandContext,
): ExitCode {
  const workspace = readWorkspace(context);
  const pages = sourcesOf(workspace, select(workspace, paths, context.cwd)).flatMap(
    ({ page, slug, file }): ListedPage[] => {
      if (!page) return [{ slug, file, page: undefined, locales: [], capture: undefined }];
      const locales = workspace.documents.filter((each) => each.slug === slug).map(({ locale }) => locale);
      return [{ slug, file, page, locales, capture: workspace.captures.get(slug) }];
    },
  );
  if (json) context.io.printExact(listJson(pages));
  else context.io.print(listReport(pages, SOURCE_LOCALE, context.io.style));
  return pages.every(({ page }) => page) ? 0 : 1;
}

import { SnippetsError } from '../model/error.ts';
import type { Page } from '../tutorial/page.ts';
import type { Problem } from '../tutorial/problem.ts';
import type { CaptureUse } from './capture-problems.ts';
import type { CommandContext } from './command.ts';
import { selectAny } from './markdown.ts';
import { runMistakes } from './mistakes.ts';
import { sourcesOf, type Workspace } from './workspace.ts';

export interface SelectedPage {
  /** Undefined if the file is not valid MDX. */
  readonly page: Page | undefined;
  readonly problems: readonly Problem[];
}

/**
 * Returns the page or document that an argument names.
 * @param use what the command does with its capture
 * @throws SnippetsError `option-invalid`, `nothing-to-run`
 */
export function selectOne(workspace: Workspace, path: string, use: CaptureUse, context: CommandContext): SelectedPage {
  const selection = selectAny(workspace, [path], { images: [], update: false }, context);
  const problems = runMistakes(selection, use, workspace);
  const pages = sourcesOf(workspace, selection.pageFiles).map(({ page }) => page);
  const [page, ...others] = [...pages, ...selection.markdown.map(({ document }) => document)];
  if (others.length === 0) return { page, problems };
  throw new SnippetsError('option-invalid', `${path} matches ${others.length + 1} pages`, 'name one of them');
}

import { SnippetsError } from '../model/error.ts';
import type { Page } from '../tutorial/page.ts';
import type { Problem } from '../tutorial/problem.ts';
import type { CommandContext } from './command.ts';
import { selectAny } from './markdown.ts';
import { sourcesOf, type Workspace } from './workspace.ts';

export interface SelectedPage {
  /** Undefined if the file is not valid MDX. */
  readonly page: Page | undefined;
  readonly problems: readonly Problem[];
}

/** Returns the page or document that an argument names. @throws SnippetsError `option-invalid`, `nothing-to-run` */
export function selectOne(workspace: Workspace, path: string, context: CommandContext): SelectedPage {
  const { pageFiles, markdown } = selectAny(workspace, [path], { images: [], update: false }, context);
  const plain = markdown.map(({ document, problems }) => ({ page: document, problems }));
  const [source, ...others] = [...sourcesOf(workspace, pageFiles), ...plain];
  if (source && others.length === 0) return source;
  throw new SnippetsError('option-invalid', `${path} matches ${others.length + 1} pages`, 'name one of them');
}

/** What differs where the content folder is that of the installed npm package. */
import { join } from 'node:path';
import { COMMAND, IS_PACKAGE } from '../base/installation.ts';
import { SnippetsError } from '../model/error.ts';
import type { CommandContext } from './command.ts';
import { namesFiles } from './config.ts';

type Folders = Pick<CommandContext, 'home' | 'contentFolder'>;
type Named = Pick<CommandContext, 'cwd' | 'choice'>;

function isOfPackage({ home, contentFolder }: Folders, isPackage: boolean): boolean {
  return isPackage && contentFolder === join(home, 'content');
}

/**
 * Refuses to check all pages where they are those of the npm package. Whoever types that means documents of their own,
 * and would believe that these are right. Documents that a `snippets.yaml` names are their own.
 * @throws SnippetsError `nothing-to-run`
 */
export function checkIsNamed(paths: readonly string[], context: Folders & Named, isPackage = IS_PACKAGE): void {
  if (paths.length > 0 || !isOfPackage(context, isPackage) || namesFiles(context.choice, context)) return;
  throw new SnippetsError(
    'nothing-to-run',
    'no file is named',
    `name what to check: README.md, docs/, files in a snippets.yaml, or a tutorial of the package; ${COMMAND} list shows them`,
  );
}

/**
 * Refuses to write to the pages of the npm package, because its next update would undo that. A checkout may be written.
 * @throws SnippetsError `option-invalid`
 */
export function checkIsOwn(folders: Folders, isPackage = IS_PACKAGE): void {
  if (!isOfPackage(folders, isPackage)) return;
  throw new SnippetsError(
    'option-invalid',
    'these pages belong to the installed package, and an update of it would undo every change',
    'name a folder with pages of your own: --content FOLDER; to compare the pages of the package with a run, use verify',
  );
}

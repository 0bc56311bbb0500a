/** What differs where the content folder is that of the installed npm package. */
import { join } from 'node:path';
import { COMMAND, IS_PACKAGE } from '../base/installation.ts';
import { SnippetsError } from '../model/error.ts';
import type { CommandContext } from './command.ts';

type Folders = Pick<CommandContext, 'home' | 'contentFolder'>;

function isOfPackage({ home, contentFolder }: Folders, isPackage: boolean): boolean {
  return isPackage && contentFolder === join(home, 'content');
}

/**
 * Refuses to check all pages where they are those of the npm package. Whoever types that means documents of their own,
 * and would believe that these are right.
 * @throws SnippetsError `nothing-to-run`
 */
export function checkIsNamed(paths: readonly string[], folders: Folders, isPackage = IS_PACKAGE): void {
  if (paths.length > 0 || !isOfPackage(folders, isPackage)) return;
  throw new SnippetsError(
    'nothing-to-run',
    'no file is named',
    `name what to check: README.md, docs/, or a tutorial of the package; ${COMMAND} list shows them`,
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

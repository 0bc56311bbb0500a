import { join } from 'node:path';
import { IS_PACKAGE } from '../base/installation.ts';
import { SnippetsError } from '../model/error.ts';
import type { CommandContext } from './command.ts';

/**
 * Refuses to write to the pages of the npm package, because its next update would undo that. A checkout may be written.
 * @throws SnippetsError `option-invalid`
 */
export function checkIsOwn(
  { home, contentFolder }: Pick<CommandContext, 'home' | 'contentFolder'>,
  isPackage = IS_PACKAGE,
): void {
  if (!isPackage || contentFolder !== join(home, 'content')) return;
  throw new SnippetsError(
    'option-invalid',
    'these pages belong to the installed package, and an update of it would undo every change',
    'name a folder with pages of your own: --content FOLDER; to compare the pages of the package with a run, use verify',
  );
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../base/cache-folder.ts';
import { folderTree } from '../base/folder-tree.ts';
import { removePartials } from '../base/partial-files.ts';
import { connect } from '../lab/daemon/connect.ts';
import { reapImageStores } from '../lab/images/image-stores.ts';
import { listLabs, reapLabs } from '../lab/removal.ts';
import { count } from '../report/style.ts';
import type { CommandContext, ExitCode } from './command.ts';

/** Removes what killed runs have left: their labs and incomplete image stores on the engine, half-written files. */
export async function clean({ env, home, contentFolder, io, holdSignals }: CommandContext): Promise<ExitCode> {
  holdSignals();
  const partials = removeAllPartials(contentFolder) + removeAllPartials(join(cacheFolder(home), 'images'));
  if (partials > 0) io.print(`removed ${count(partials, 'half-written file')}`);
  const { docker } = await connect({ env, home });
  const { removed, stuck } = await reapLabs(docker);
  await reapImageStores(docker);
  for (const { labId, page, started } of removed) io.print(`removed lab ${labId} of ${page}, started ${started}`);
  const left = await listLabs(docker);
  for (const { labId, page, ownerState } of left) {
    const refusal = stuck.find(({ lab }) => lab.labId === labId)?.error.message;
    const why = refusal ?? (ownerState === 'alive' ? 'its run is going on' : 'made from another machine');
    io.print(`left lab ${labId} of ${page}: ${why}`);
  }
  io.print(removed.length + partials === 0 ? 'nothing to remove' : io.style.green('clean'));
  return stuck.length > 0 ? 2 : 0;
}

/** In a folder and below, of writers that are gone. */
function removeAllPartials(folder: string): number {
  if (!existsSync(folder)) return 0;
  const below = folderTree(folder, { followsLinks: false }).folders;
  const folders = [folder, ...below.map((name) => join(folder, name))];
  return folders.reduce((removed, each) => removed + removePartials(each), 0);
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../base/cache-folder.ts';
import { folderTree } from '../base/folder-tree.ts';
import { removePartials } from '../base/partial-files.ts';
import { connect, connectTo } from '../lab/daemon/connect.ts';
import type { Connection } from '../lab/daemon/connection.ts';
import { reapImageStores } from '../lab/images/image-stores.ts';
import { listLabs, type Reaped, reapLabs } from '../lab/removal.ts';
import { count } from '../report/style.ts';
import { draftsFolder } from '../tutorial/capture/draft.ts';
import type { CommandContext, ExitCode } from './command.ts';

/** Removes what killed runs have left: their labs and incomplete image stores on the engine, half-written files. */
export async function clean(context: CommandContext): Promise<ExitCode> {
  const { home, contentFolder, io, holdSignals } = context;
  holdSignals();
  const cache = cacheFolder(home);
  // The cache has engines, too, whose containers may have any files.
  const folders = [...foldersIn(contentFolder), ...foldersIn(join(cache, 'images')), draftsFolder(home), cache];
  const partials = folders.filter(existsSync).reduce((removed, each) => removed + removePartials(each), 0);
  if (partials > 0) io.print(`removed ${count(partials, 'half-written file')}`);
  let removed = 0;
  let stuck = 0;
  for (const connection of await connections(context)) {
    const reaped = await cleanEngine(connection, context);
    removed += reaped.removed.length;
    stuck += reaped.stuck.length;
  }
  if (stuck > 0) io.print(io.style.red(`${count(stuck, 'lab')} could not be removed`));
  else io.print(removed + partials === 0 ? 'nothing to remove' : io.style.green('clean'));
  return stuck > 0 ? 2 : 0;
}

/** Connects to the engines of `--engine`. Without it: to the engine for pages. */
async function connections({ env, home, engines }: CommandContext): Promise<readonly Connection[]> {
  if (engines.length === 0) return [await connect({ env, home })];
  return Promise.all(engines.map((name) => connectTo(name, { env, home })));
}

async function cleanEngine({ docker }: Connection, { io }: CommandContext): Promise<Reaped> {
  const reaped = await reapLabs(docker);
  await reapImageStores(docker);
  for (const { labId, page, started } of reaped.removed) {
    io.print(`removed lab ${labId} of ${page}, started ${started}`);
  }
  for (const { labId, page, ownerState } of await listLabs(docker)) {
    const refusal = reaped.stuck.find(({ lab }) => lab.labId === labId)?.error.message;
    const why = refusal ?? (ownerState === 'alive' ? 'its run is going on' : 'made from another machine');
    io.print(`left lab ${labId} of ${page}: ${why}`);
  }
  return reaped;
}

/** Returns the paths of a folder and of those below it; none if it does not exist. */
function foldersIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const below = folderTree(folder, { followsLinks: false }).folders;
  return [folder, ...below.map((name) => join(folder, name))];
}

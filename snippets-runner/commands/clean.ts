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
import type { CommandContext, ExitCode } from './command.ts';

/** Removes what killed runs have left: their labs and incomplete image stores on the engine, half-written files. */
export async function clean(context: CommandContext): Promise<ExitCode> {
  const { home, contentFolder, io, holdSignals } = context;
  holdSignals();
  const partials = removeAllPartials(contentFolder) + removeAllPartials(join(cacheFolder(home), 'images'));
  if (partials > 0) io.print(`removed ${count(partials, 'half-written file')}`);
  let removed = 0;
  let stuck = 0;
  for (const connection of await connections(context)) {
    const reaped = await cleanEngine(connection, context);
    removed += reaped.removed.length;
    stuck += reaped.stuck.length;
  }
  io.print(removed + partials === 0 ? 'nothing to remove' : io.style.green('clean'));
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

/** In a folder and below, of writers that are gone. */
function removeAllPartials(folder: string): number {
  if (!existsSync(folder)) return 0;
  const below = folderTree(folder, { followsLinks: false }).folders;
  const folders = [folder, ...below.map((name) => join(folder, name))];
  return folders.reduce((removed, each) => removed + removePartials(each), 0);
}

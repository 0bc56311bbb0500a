/** Finds out what the results of pages depend on, of an engine: the daemon, its kernel, its images. */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { IS_PACKAGE } from '../../base/installation.ts';
import type { EngineIdentity } from '../../model/engine-offer.ts';
import { IMAGE_ORIGINS } from '../../model/lab.ts';
import type { Connection } from '../daemon/connection.ts';
import { onDaemon } from '../daemon/failures.ts';
import { type ImageRecipe, imageNames, readNodeRecipe, readRecipe, tagOf } from '../images/image-recipes.ts';
import { machinesFolder } from './embedded.ts';

/**
 * Asks a daemon. Only images whose recipe has not changed since they were made have an id.
 * @throws SnippetsError `engine-lost`, `docker-refused`
 */
export async function daemonIdentity({ docker, address }: Connection, imagesFolder: string): Promise<EngineIdentity> {
  const [version, info, images] = await onDaemon('asking what it is', () =>
    Promise.all([docker.version(), docker.info(), docker.listImages({ filters: { reference: ['snippets/*'] } })]),
  );
  const { Version, ApiVersion, KernelVersion, Os, Arch, Components = [] } = version;
  const { ID, Driver, CgroupVersion } = info;
  const components = Components.map(({ Name, Version: release }) => `${Name} ${release}`);
  const facts = [Version, ApiVersion, KernelVersion, Os, Arch, ...components, ID, Driver, CgroupVersion];
  const ids = new Map(images.flatMap(({ Id, RepoTags }) => (RepoTags ?? []).map((tag) => [tag, Id])));
  return { engine: [address, ...facts].join(' '), images: new Map(imageIds(imagesFolder, ids)) };
}

function imageIds(imagesFolder: string, ids: ReadonlyMap<string, string>): [name: string, id: string][] {
  return recipesIn(imagesFolder).flatMap((recipe) => {
    const id = IMAGE_ORIGINS.map((origin) => ids.get(tagOf(recipe, origin))).find((found) => found !== undefined);
    return id === undefined ? [] : [[recipe.name, id]];
  });
}

/** Leaves out recipes that cannot be read: pages that need them will say why. */
function recipesIn(imagesFolder: string): readonly ImageRecipe[] {
  const readers = () => [
    () => readNodeRecipe(imagesFolder),
    ...imageNames(imagesFolder).map((name) => () => readRecipe(imagesFolder, name)),
  ];
  return (quietly(readers) ?? []).flatMap((read) => quietly(read) ?? []);
}

/** The files from which `scripts/engine --vm` makes the virtual machine, besides the images. */
const MACHINE_RECIPE = [
  'debian-root',
  'debian.lock',
  'engine',
  `engine-images.${IS_PACKAGE ? 'js' : 'ts'}`,
  'engines/vm.sh',
  'engines/vm-init',
  'engines/vm-qemu.sh',
  'engines/vm-uml.sh',
  'engines/vm-uml-modules.sh',
];

/**
 * Reads the files of the virtual machines, which need not run. Their disk has the images and the kernel's modules, and
 * is never written to. So all machines are the same.
 * Returns undefined if the machine is not made.
 */
export function machineIdentity(home: string, imagesFolder: string): EngineIdentity | undefined {
  return quietly(() => {
    const folder = machinesFolder(home);
    const made = readFileSync(join(folder, 'made'), 'utf8');
    const machine = readFileSync(join(folder, 'machine'), 'utf8').trim();
    const { size, mtimeMs } = statSync(join(folder, 'disk.img'));
    const recipe = createHash('sha256');
    for (const name of MACHINE_RECIPE) recipe.update(readFileSync(join(home, 'scripts', name)));
    const disk = `${size} ${mtimeMs}`;
    const images = recipesIn(imagesFolder).map(({ name, hash }) => [name, `${hash} on disk ${disk}`] as const);
    return {
      engine: ['vm', made, machine, disk, recipe.digest('hex')].join(' '),
      images: new Map(images),
    };
  });
}

function quietly<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

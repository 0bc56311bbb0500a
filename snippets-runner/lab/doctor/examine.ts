/** Examines an engine: what it is, and which of its properties prevent labs. */
import { randomBytes } from 'node:crypto';
import { COMMAND } from '../../base/installation.ts';
import type { DiskRoom, Examination, Finding } from '../../model/examination.ts';
import { IMAGE_ORIGINS, type LabOrigin } from '../../model/lab.ts';
import { KERNEL_FEATURES, type KernelFeature } from '../../tutorial/page.ts';
import type { Connection } from '../daemon/connection.ts';
import { onDaemon } from '../daemon/failures.ts';
import { obstacleTo } from '../engines/embedded.ts';
import { probeFeatures } from '../features.ts';
import { imageId } from '../images/image-api.ts';
import { type ImageRecipe, NODE_REFERENCE, readNodeRecipe, readRecipe, tagOf } from '../images/image-recipes.ts';
import { labelsFor } from '../labels.ts';
import { listLabs } from '../removal.ts';
import { diskFindings, isolationFindings, registryFindings } from './findings.ts';
import { diskRoom, registryState } from './surroundings.ts';

/** The part of `GET /info` that is used here. */
type Info = {
  readonly ServerVersion: string;
  readonly Driver: string;
  readonly CgroupVersion?: string;
  readonly CgroupDriver: string;
  readonly KernelVersion: string;
  readonly OperatingSystem: string;
  readonly Architecture: string;
  readonly NCPU: number;
  readonly MemTotal: number;
  readonly SecurityOptions?: readonly string[];
  readonly MemoryLimit?: boolean;
  readonly PidsLimit?: boolean;
  readonly OSType: string;
};

/**
 * @param names of the images that labs can use
 * @param machine what the virtual machine of `scripts/engine` is, and why; undefined before its first build
 * @throws SnippetsError `engine-lost`, `docker-refused`, `image-not-made`
 */
export async function examine(
  connection: Connection,
  imagesFolder: string,
  names: readonly string[],
  machine: string | undefined,
): Promise<Examination> {
  const { docker, address, source } = connection;
  const info: Info = await onDaemon('asking for its properties', () => docker.info());
  const { ApiVersion } = await onDaemon('asking for its version', () => docker.version());
  const recipes = [readNodeRecipe(imagesFolder), ...names.map((name) => readRecipe(imagesFolder, name))];
  const images = await Promise.all(
    recipes.map(async (recipe) => ({ name: recipe.name, state: await stateOf(recipe, connection) })),
  );
  const labs = await listLabs(docker);
  const [{ lacks, disk }, registry] = await Promise.all([
    measure(recipes[0], connection),
    registryState(connection, recipes[1]?.reference ?? NODE_REFERENCE),
  ]);
  const facts = [...factsOf(info, ApiVersion), ['features', featuresText(lacks)] as const];
  const findings = [
    ...findingsOf(info, images, labs),
    ...diskFindings(disk),
    ...registryFindings(registry, images),
    ...lackFindings(lacks, machine),
    ...isolationFindings({ ...info, address, hasTls: connection.tls !== undefined }),
  ];
  return { host: address, source, facts, images, labs, disk, registry, findings };
}

interface Measured {
  /** Kernel features that the engine does not have. */
  readonly lacks: readonly KernelFeature[] | undefined;
  readonly disk: DiskRoom | undefined;
}

/**
 * Measures what only a container on the engine can tell.
 * @param recipe of the image of that container; if it is not made yet, nothing is measured
 */
async function measure(recipe: ImageRecipe | undefined, connection: Connection): Promise<Measured> {
  const origin = recipe ? await stateOf(recipe, connection) : 'not made yet';
  if (!recipe || origin === 'not made yet') return { lacks: undefined, disk: undefined };
  const image = tagOf(recipe, origin);
  const labels = labelsFor(randomBytes(4).toString('hex'), '(doctor)');
  const features = await probeFeatures(connection.docker, image, labels);
  const lacks = KERNEL_FEATURES.filter((feature) => !features.has(feature));
  return { lacks, disk: await diskRoom(connection, image, labels) };
}

function featuresText(lacks: readonly KernelFeature[] | undefined): string {
  if (!lacks) return 'not probed: the node image is not made yet';
  const has = KERNEL_FEATURES.filter((feature) => !lacks.includes(feature)).join(', ');
  return lacks.length === 0 ? has : `${has || 'none'}; lacks ${lacks.join(', ')}`;
}

function lackFindings(lacks: readonly KernelFeature[] = [], machine: string | undefined): readonly Finding[] {
  if (lacks.length === 0) return [];
  const obstacle = obstacleTo('vm');
  const message = `its kernel lacks ${lacks.join(', ')}`;
  if (obstacle === undefined) {
    const what = machine === undefined ? '' : `, ${machine}`;
    const hint = `pages that need it run in the virtual machine (\`--engine vm\`)${what}, which is started for them`;
    return [{ severity: 'note', message, hint }];
  }
  const hint = `pages that need it are skipped; the virtual machine (\`--engine vm\`) cannot run on this machine: ${obstacle}`;
  return [{ severity: 'note', message, hint }];
}

function factsOf(info: Info, api: string): Examination['facts'] {
  return [
    ['Docker', `${info.ServerVersion}, API ${api}`],
    ['kernel', `${info.KernelVersion} ${info.Architecture}`],
    ['system', info.OperatingSystem],
    ['storage', info.Driver],
    ['cgroups', `version ${info.CgroupVersion ?? '1'}, ${info.CgroupDriver}`],
    ['rights', 'a page is root in its nodes, and could take over this machine: see SECURITY.md'],
    ['machine', `${info.NCPU} CPUs, ${(info.MemTotal / 2 ** 30).toFixed(1)} GiB of memory`],
  ];
}

function findingsOf(info: Info, images: Examination['images'], labs: readonly LabOrigin[]): readonly Finding[] {
  const findings: Finding[] = [];
  if (info.OSType !== 'linux') {
    findings.push({
      severity: 'blocking',
      message: `it runs ${info.OSType} containers`,
      hint: 'switch it to Linux containers',
    });
  }
  if (info.SecurityOptions?.some((option) => option.includes('rootless'))) {
    findings.push({
      severity: 'blocking',
      message: 'it is rootless, and nodes need nearly all rights of root',
      hint: 'use a daemon that runs as root',
    });
  }
  if (images.some(({ state }) => state === 'stand-in')) {
    findings.push({
      severity: 'note',
      message: 'some images are stand-ins made of Debian packages, and captures say so',
      hint: 'if the daemon reaches a registry, remove them (docker image rm snippets/NAME:…): the next run pulls them',
    });
  }
  if (labs.some(({ ownerState }) => ownerState === 'gone')) {
    findings.push({
      severity: 'note',
      message: 'a run that was killed has left labs',
      hint: `${COMMAND} clean removes them; so does the next run`,
    });
  }
  if (labs.some(({ ownerState }) => ownerState === 'elsewhere')) {
    findings.push({
      severity: 'note',
      message: 'there are labs that were made from another machine',
      hint: `only that machine knows whether their runs are going on: use ${COMMAND} clean there`,
    });
  }
  return findings;
}

type ImageState = Examination['images'][number]['state'];

async function stateOf(recipe: ImageRecipe, { docker }: Connection): Promise<ImageState> {
  for (const origin of IMAGE_ORIGINS) {
    if ((await imageId(docker, tagOf(recipe, origin))) !== undefined) return origin;
  }
  return 'not made yet';
}

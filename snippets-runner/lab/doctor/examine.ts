/** What an engine is like, and what of it is in the way of labs. */
import { randomBytes } from 'node:crypto';
import type { DiskRoom, Examination, Finding } from '../../model/examination.ts';
import type { ImageOrigin, LabOrigin } from '../../model/lab.ts';
import { KERNEL_FEATURES, type KernelFeature } from '../../tutorial/page.ts';
import type { Connection } from '../daemon/connect.ts';
import { onDaemon, statusOf } from '../daemon/failures.ts';
import { obstacleTo } from '../engines/embedded.ts';
import { probeFeatures } from '../features.ts';
import { type ImageRecipe, NODE_REFERENCE, readNodeRecipe, readRecipe } from '../images/image-recipes.ts';
import { tagOf } from '../images/images.ts';
import { labelsFor } from '../labels.ts';
import { listLabs } from '../removal.ts';
import { diskFindings, registryFindings } from './findings.ts';
import { diskRoom, registryState } from './surroundings.ts';

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
  readonly OSType: string;
};

/** @throws SnippetsError `engine-lost`, `docker-refused` */
export async function examine(
  connection: Connection,
  imagesFolder: string,
  names: readonly string[],
): Promise<Examination> {
  const { docker, host, source } = connection;
  const info: Info = await onDaemon('asking what it is', () => docker.info());
  const { ApiVersion } = await onDaemon('asking its version', () => docker.version());
  const recipes = [readNodeRecipe(imagesFolder), ...names.map((name) => readRecipe(imagesFolder, name))];
  const images = await Promise.all(
    recipes.map(async (recipe) => ({ name: recipe.name, state: await stateOf(recipe, connection) })),
  );
  const labs = await listLabs(docker);
  const [trial, registry] = await Promise.all([
    tried(recipes[0], connection),
    registryState(connection, recipes[1]?.reference ?? NODE_REFERENCE),
  ]);
  const { lacks, disk } = trial;
  const facts = [...factsOf(info, ApiVersion), ['features', featuresText(lacks)] as const];
  const findings = [
    ...findingsOf(info, images, labs),
    ...diskFindings(disk),
    ...registryFindings(registry, images),
    ...lackFindings(lacks),
  ];
  return { host, source, facts, images, labs, disk, registry, findings };
}

interface Tried {
  readonly lacks: readonly KernelFeature[] | undefined;
  readonly disk: DiskRoom | undefined;
}

/** Nothing where the image is not there that it is tried with. */
async function tried(recipe: ImageRecipe | undefined, connection: Connection): Promise<Tried> {
  const origin = recipe ? await stateOf(recipe, connection) : 'not made yet';
  if (!recipe || origin === 'not made yet') return { lacks: undefined, disk: undefined };
  const image = tagOf(recipe, origin);
  const labels = labelsFor(randomBytes(4).toString('hex'), '(doctor)');
  const features = await probeFeatures(connection.docker, image, labels);
  const lacks = KERNEL_FEATURES.filter((feature) => !features.has(feature));
  return { lacks, disk: await diskRoom(connection, image, labels) };
}

function featuresText(lacks: readonly KernelFeature[] | undefined): string {
  if (!lacks) return 'not probed: the image of the nodes is not made yet';
  const has = KERNEL_FEATURES.filter((feature) => !lacks.includes(feature)).join(', ');
  return lacks.length === 0 ? has : `${has || 'none'}; lacks ${lacks.join(', ')}`;
}

function lackFindings(lacks: readonly KernelFeature[] = []): readonly Finding[] {
  if (lacks.length === 0) return [];
  const obstacle = obstacleTo('vm');
  const message = `its kernel lacks ${lacks.join(', ')}`;
  if (obstacle === undefined) {
    const hint = 'pages that need it run in the virtual machine of scripts/engine, which is started for them';
    return [{ severity: 'note', message, hint }];
  }
  const hint = `pages that need it are skipped; the virtual machine of scripts/engine cannot be had here: ${obstacle}`;
  return [{ severity: 'note', message, hint }];
}

function factsOf(info: Info, api: string): Examination['facts'] {
  return [
    ['Docker', `${info.ServerVersion}, API ${api}`],
    ['kernel', `${info.KernelVersion} ${info.Architecture}`],
    ['system', info.OperatingSystem],
    ['storage', info.Driver],
    ['cgroups', `version ${info.CgroupVersion ?? '1'}, ${info.CgroupDriver}`],
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
      message: 'it is rootless, and nodes are privileged containers',
      hint: 'use a daemon that runs as root',
    });
  }
  if (images.some(({ state }) => state === 'stand-in')) {
    findings.push({
      severity: 'note',
      message: 'some images are stand-ins made of Debian packages, and captures will say so',
      hint: 'where a registry is in reach, remove them (docker image rm snippets/NAME:…) and they are pulled',
    });
  }
  if (labs.some(({ ownerState }) => ownerState === 'gone')) {
    findings.push({
      severity: 'note',
      message: 'a run that was killed has left labs',
      hint: 'snippets clean removes them; so does the next run',
    });
  }
  if (labs.some(({ ownerState }) => ownerState === 'elsewhere')) {
    findings.push({
      severity: 'note',
      message: 'there are labs that were made from another machine',
      hint: 'whether their runs are going on can only be told there: snippets clean, on that machine',
    });
  }
  return findings;
}

async function stateOf(recipe: ImageRecipe, { docker }: Connection): Promise<ImageOrigin | 'not made yet'> {
  for (const origin of ['registry', 'stand-in'] as const) {
    try {
      await docker.getImage(tagOf(recipe, origin)).inspect();
      return origin;
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
    }
  }
  return 'not made yet';
}

/**
 * Builds the node image with the other testers, from Debian packages and from doc-detective's npm package. The image
 * is kept on the engine until its recipe changes.
 */
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Connection } from '../../../snippets-runner/lab/daemon/connection.ts';
import { statusOf } from '../../../snippets-runner/lab/daemon/failures.ts';
import { DEBIAN_ROOT } from '../../../snippets-runner/lab/images/image-recipes.ts';
import { type BenchEngine, CACHE_FOLDER, HOME, say } from '../bench-engine.ts';
import { DOC_DETECTIVE_FOLDER, DOC_DETECTIVE_VERSION } from './others.ts';

/** The testers call programs of the last three. */
const PACKAGES = ['bats', 'clitest', 'nodejs', 'python3-cram', 'shelltestrunner', 'findutils', 'perl-base', 'sed'];
const LABEL = 'snippets.bench';

/** Returns its name on the engine. @throws Error if the packages cannot be downloaded */
export async function testersImage({ connection: { docker }, node }: BenchEngine): Promise<string> {
  const dockerfile = [`FROM ${node}`, 'COPY usr /usr', `COPY doc-detective ${DOC_DETECTIVE_FOLDER}`, ''].join('\n');
  const recipe = JSON.stringify([dockerfile, PACKAGES, DOC_DETECTIVE_VERSION, readFileSync(DEBIAN_ROOT, 'utf8')]);
  const tag = `snippets/bench-testers:${createHash('sha256').update(recipe).digest('hex').slice(0, 12)}`;
  if (await isOnEngine(docker, tag)) return tag;
  await removeOlder(docker);
  say('building a node image with the other testers, from Debian and npm packages');
  const [root, docDetective] = await Promise.all([debianRoot(), installedDocDetective()]);
  await build(docker, tag, { dockerfile, root, docDetective });
  return tag;
}

async function isOnEngine(docker: Connection['docker'], tag: string): Promise<boolean> {
  try {
    await docker.getImage(tag).inspect();
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw error;
  }
}

async function removeOlder(docker: Connection['docker']): Promise<void> {
  const images = await docker.listImages({ filters: { label: [LABEL] } });
  await Promise.all(images.map(({ Id }) => docker.getImage(Id).remove({ force: true })));
}

async function debianRoot(): Promise<string> {
  const { stdout } = await promisify(execFile)(DEBIAN_ROOT, ['bench-testers', ...PACKAGES]);
  return stdout.trim();
}

/** Installs doc-detective without its install scripts. They download browsers, which tests of commands do not need. */
async function installedDocDetective(): Promise<string> {
  const folder = join(CACHE_FOLDER, 'doc-detective');
  const manifest = join(folder, 'node_modules/doc-detective/package.json');
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === DOC_DETECTIVE_VERSION)
    return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const options = [
    '--cache',
    join(HOME, '.cache/npm'),
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefix',
    folder,
  ];
  await promisify(execFile)('npm', ['install', ...options, `doc-detective@${DOC_DETECTIVE_VERSION}`]);
  return folder;
}

interface Parts {
  readonly dockerfile: string;
  readonly root: string;
  readonly docDetective: string;
}

async function build(
  docker: Connection['docker'],
  tag: string,
  { dockerfile, root, docDetective }: Parts,
): Promise<void> {
  writeFileSync(join(CACHE_FOLDER, 'Dockerfile'), dockerfile);
  const owner = ['--numeric-owner', '--owner=0', '--group=0'];
  const sources = [
    '-C',
    CACHE_FOLDER,
    'Dockerfile',
    '-C',
    root,
    'usr',
    '-C',
    dirname(docDetective),
    basename(docDetective),
  ];
  const context = spawn('tar', [...owner, '-c', ...sources], { stdio: ['ignore', 'pipe', 'inherit'] });
  const stream = await docker.buildImage(context.stdout, { t: tag, labels: { [LABEL]: 'testers' }, forcerm: true });
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(stream, (error, messages: { error?: string }[] | undefined) => {
      const failure = error?.message ?? messages?.find((message) => message.error !== undefined)?.error;
      if (failure === undefined) resolve();
      else reject(new Error(`${tag} could not be built: ${failure}`));
    });
  });
}

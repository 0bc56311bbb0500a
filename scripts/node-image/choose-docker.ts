/** Puts the archive of another Docker into the folder of the node image, or removes it. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { replaceFile } from '../../snippets-runner/base/replace-file.ts';
import { filesOf } from '../../snippets-runner/lab/images/image-recipes.ts';

export interface NodeImage {
  /** Folder of the node image's recipe. */
  readonly folder: string;
  /** Address of folders named after architectures, with an archive of each version. */
  readonly repository: string;
  /** As Node names it. */
  readonly architecture: string;
  /** Called before a download. */
  readonly tell: (message: string) => void;
}

/** A mistake of the person at the command line, or an archive that cannot be used. Its message may end with a hint. */
export class Mistake extends Error {}

/** Returns the name of the archive in the folder; undefined if nodes have Debian's Docker. */
export function chosenArchive(folder: string): string | undefined {
  return archivesIn(folder)[0];
}

/** Makes nodes have Debian's Docker. */
export function removeArchives(folder: string): void {
  removeAllBut(undefined, folder);
}

/** @param choice a version or a file @throws Mistake if there is no such archive; the folder is then unchanged */
export async function chooseDocker(choice: string, image: NodeImage): Promise<void> {
  const isVersion = VERSION.test(choice);
  if (!isVersion && !existsSync(choice)) {
    throw new Mistake(`"${choice}" is no version and no file\nhint: versions are written like 29.7.2`);
  }
  const name = isVersion ? `docker-${choice}.tgz` : basename(choice);
  if (!ARCHIVE.test(name)) throw new Mistake(`the name of the file is not like docker-29.7.2.tgz: ${name}`);
  const archive = isVersion ? await download(name, image) : readFileSync(choice);
  check(name, archive);
  replaceFile(join(image.folder, name), archive);
  removeAllBut(name, image.folder);
}

const VERSION = /^\d+\.\d+\.\d+(?:-[a-z0-9.]+)?$/u;
const ARCHIVE = /^docker-[\w.+-]+\.tgz$/u;
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'aarch64' };
const NEEDED = ['docker/docker', 'docker/dockerd'];

function archivesIn(folder: string): readonly string[] {
  return filesOf(folder).filter((name) => ARCHIVE.test(name));
}

function removeAllBut(kept: string | undefined, folder: string): void {
  for (const name of archivesIn(folder)) if (name !== kept) rmSync(join(folder, name));
}

async function download(name: string, { repository, architecture, tell }: NodeImage): Promise<Buffer> {
  const url = `${repository}/${ARCHITECTURES[architecture] ?? architecture}/${name}`;
  tell(`downloading ${url}`);
  const response = await fetch(url).catch((error: Error) => {
    const reason = error.cause instanceof Error ? error.cause.message : error.message;
    throw new Mistake(`${url} cannot be reached: ${reason}\nhint: download it elsewhere, and give the file`);
  });
  if (!response.ok) {
    const hint =
      response.status === 404 ? '\nhint: there may be no such version; the folder of this address lists all' : '';
    throw new Mistake(`${url} answers ${response.status} ${response.statusText}${hint}`);
  }
  return Buffer.from(await response.arrayBuffer());
}

/** Asks tar what is in it, because the node image is built with tar. */
function check(name: string, archive: Buffer): void {
  const folder = mkdtempSync(join(tmpdir(), 'node-docker-'));
  try {
    const file = join(folder, name);
    writeFileSync(file, archive);
    const listed = execFileSync('tar', ['-tzf', file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const missing = NEEDED.filter((program) => !listed.split('\n').includes(program));
    if (missing.length > 0) throw new Mistake(`${name} does not have ${missing.join(' and ')}`);
  } catch (error) {
    if (error instanceof Mistake) throw error;
    throw new Mistake(`${name} is not a gzipped tar archive, or is not whole`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Puts the archive of another Docker into the folder of the node image, or removes it. `scripts/node-docker` calls it. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { replaceFile } from '../snippets-runner/base/replace-file.ts';
import { filesOf } from '../snippets-runner/lab/images/image-recipes.ts';

const FOLDER = join(import.meta.dirname, '../content/images/node');
/** Docker's package repository has an archive of each version, with programs that need no library. */
const REPOSITORY = process.env.NODE_DOCKER_REPOSITORY ?? 'https://download.docker.com/linux/static/stable';
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'aarch64' };
const NEEDED = ['docker/docker', 'docker/dockerd'];

class Mistake extends Error {}

async function main(args: readonly string[]): Promise<void> {
  const [choice, ...rest] = args;
  if (rest.length > 0) throw new Mistake('give one version or file\nhint: scripts/node-docker 29.7.2');
  if (choice !== undefined && choice !== '--debian') await choose(choice);
  else if (choice === '--debian') removeAllBut(undefined);
  const [chosen] = archives();
  process.stdout.write(`nodes have ${chosen === undefined ? "Debian's Docker" : `the Docker of ${chosen}`}\n`);
}

async function choose(choice: string): Promise<void> {
  const isVersion = /^\d+\.\d+\.\d+(?:-[a-z0-9.]+)?$/u.test(choice);
  if (!isVersion && !existsSync(choice)) {
    throw new Mistake(`"${choice}" is no version and no file\nhint: versions are written like 29.7.2`);
  }
  const name = isVersion ? `docker-${choice}.tgz` : basename(choice);
  if (!ARCHIVE.test(name)) throw new Mistake(`the name of the file is not like docker-29.7.2.tgz: ${name}`);
  const archive = isVersion ? await download(name) : readFileSync(choice);
  check(name, archive);
  replaceFile(join(FOLDER, name), archive);
  removeAllBut(name);
}

const ARCHIVE = /^docker-[\w.+-]+\.tgz$/u;

function archives(): readonly string[] {
  return filesOf(FOLDER).filter((name) => ARCHIVE.test(name));
}

function removeAllBut(kept: string | undefined): void {
  for (const name of archives()) if (name !== kept) rmSync(join(FOLDER, name));
}

async function download(name: string): Promise<Buffer> {
  const url = `${REPOSITORY}/${ARCHITECTURES[process.arch] ?? process.arch}/${name}`;
  process.stderr.write(`downloading ${url}\n`);
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

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Mistake)) throw error;
  process.stderr.write(`error: ${error.message}\n`);
  process.exitCode = 2;
}

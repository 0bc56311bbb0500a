/**
 * Makes on the daemon of DOCKER_HOST every image that labs need, and an image store for the set of images of each
 * page. The disk of the virtual machine gets both, because making them there would take minutes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWorkspace } from '../snippets-runner/commands/workspace.ts';
import { connect } from '../snippets-runner/lab/daemon/connect.ts';
import { DockerEngine } from '../snippets-runner/lab/docker-engine.ts';
import { imageNames } from '../snippets-runner/lab/images/image-recipes.ts';
import { Images } from '../snippets-runner/lab/images/images.ts';

const home = join(import.meta.dirname, '..');
const contentFolder = join(home, 'content');
const imagesFolder = join(contentFolder, 'images');
const { docker } = await connect({ env: process.env, home });
// In the engine's folder, which the next build empties: a signal ends this program before it can remove the archives.
const cacheFolder = mkdtempSync(join(process.env.SNIPPETS_ENGINE_FOLDER ?? tmpdir(), 'archives-'));
try {
  const onProgress = (message: string) => process.stdout.write(`${message}\n`);
  const images = new Images({ docker, cacheFolder, imagesFolder, registry: 'never', onProgress });
  await Promise.all([images.node(), ...imageNames(imagesFolder).map((name) => images.ready(name))]);
  const engine = new DockerEngine(docker, images);
  const { signal } = new AbortController();
  for (const names of imageSets()) {
    const spec = { nodes: ['host'], images: names, needs: [], outside: false, leaves: [] };
    await (await engine.createLab({ page: '(images)', spec, signal }))[Symbol.asyncDispose]();
  }
} finally {
  rmSync(cacheFolder, { recursive: true, force: true });
}

/** Returns each set of images that pages need, once. */
function imageSets(): readonly (readonly string[])[] {
  const { pageFiles } = readWorkspace({ contentFolder, cwd: home });
  const sets = pageFiles.map(({ page }) => [...(page?.lab.images ?? [])].sort());
  return [...new Map(sets.map((set) => [set.join(' '), set])).values()];
}

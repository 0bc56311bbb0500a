/** Makes every image that labs need on the daemon of DOCKER_HOST, so that none has to be made on a slow one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../snippets-runner/lab/connect.ts';
import { imageNames } from '../snippets-runner/lab/image-recipes.ts';
import { Images } from '../snippets-runner/lab/images.ts';

const home = join(import.meta.dirname, '..');
const imagesFolder = join(home, 'content/images');
const { docker } = await connect({ env: process.env, home });
const cacheFolder = mkdtempSync(join(tmpdir(), 'engine-images-'));
try {
  const onProgress = (message: string) => process.stdout.write(`${message}\n`);
  const images = new Images({ docker, cacheFolder, imagesFolder, registry: 'never', onProgress });
  await Promise.all([images.node(), ...imageNames(imagesFolder).map((name) => images.ready(name))]);
} finally {
  rmSync(cacheFolder, { recursive: true, force: true });
}

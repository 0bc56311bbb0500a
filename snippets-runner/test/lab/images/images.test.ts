import { mkdtempSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Images } from '../../../lab/images/images.ts';
import { json, oddDaemon } from '../daemon/odd-daemon.ts';

const IMAGES_FOLDER = join(import.meta.dirname, '../../../../content/images');

async function imagesOn(
  answer: RequestListener,
  onProgress: (message: string) => void = () => undefined,
  retriesImages = false,
) {
  const folder = mkdtempSync(join(tmpdir(), 'images-'));
  const daemon = await oddDaemon(join(folder, 'd.sock'), answer);
  onTestFinished(async () => {
    await daemon[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });
  const docker = new Docker({ socketPath: daemon.host.slice('unix://'.length) });
  const options = { docker, cacheFolder: folder, imagesFolder: IMAGES_FOLDER, onProgress, retriesImages };
  return new Images({ ...options, registry: 'never' });
}

test.each(['ready', 'pulled'] as const)('an image is looked for again after the daemon was lost: %s', async (how) => {
  let isLost = true;
  const images = await imagesOn((request, response) => {
    if (isLost) request.socket.destroy();
    else json({ Id: 'sha256:1' })(request, response);
  });
  await expect(images[how]('alpine')).rejects.toMatchObject({ code: 'engine-lost' });
  await expect(images.node()).rejects.toMatchObject({ code: 'engine-lost' });
  isLost = false;
  expect((await images[how]('alpine'))?.facts.id).toBe('sha256:1');
  expect(await images.node()).toMatch(/^snippets\/node:/u);
});

test.each([
  ['once', false, 1],
  ['each time for whoever watches a page', true, 2],
])('an image that could not be made is tried %s', async (_how, retriesImages, times) => {
  // Nothing runs without the folders of programs.
  vi.stubEnv('PATH', '/no/such/folder');
  onTestFinished(() => void vi.unstubAllEnvs());
  const told: string[] = [];
  const images = await imagesOn(
    json({ message: 'no such image' }, 404),
    (message) => told.push(message),
    retriesImages,
  );
  for (const _ of Array(2)) await expect(images.ready('alpine')).rejects.toMatchObject({ code: 'image-not-made' });
  expect(told).toEqual(Array(times).fill("making image alpine from Debian's packages"));
});

test.each([
  ['once', false, undefined],
  ['each time for whoever watches a page', true, 'sha256:1'],
])('an image that a document names and that was not there is looked for %s', async (_how, retriesImages, id) => {
  let isThere = false;
  const images = await imagesOn(
    (request, response) => json(isThere ? { Id: 'sha256:1' } : {}, isThere ? 200 : 404)(request, response),
    undefined,
    retriesImages,
  );
  expect(await images.pulled('registry.example/app')).toBeUndefined();
  isThere = true;
  expect((await images.pulled('registry.example/app'))?.facts.id).toBe(id);
  // One that was found is not looked for again.
  isThere = false;
  expect((await images.pulled('registry.example/app'))?.facts.id).toBe(id);
});

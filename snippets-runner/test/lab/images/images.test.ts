import { mkdtempSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Docker from 'dockerode';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { Images, type ImagesOptions } from '../../../lab/images/images.ts';
import { json, oddDaemon } from '../daemon/odd-daemon.ts';

const IMAGES_FOLDER = join(import.meta.dirname, '../../../../content/images');

async function imagesOn(answer: RequestListener, options: Partial<ImagesOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'images-'));
  const daemon = await oddDaemon(join(folder, 'd.sock'), answer);
  onTestFinished(async () => {
    await daemon[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });
  const docker = new Docker({ socketPath: daemon.host.slice('unix://'.length) });
  const known = { docker, cacheFolder: folder, imagesFolder: IMAGES_FOLDER, onProgress: () => undefined };
  return new Images({ ...known, registry: 'never', ...options });
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
  const onProgress = (message: string) => told.push(message);
  const images = await imagesOn(json({ message: 'no such image' }, 404), { onProgress, retriesImages });
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
    { retriesImages },
  );
  expect(await images.pulled('registry.example/app')).toBeUndefined();
  isThere = true;
  expect((await images.pulled('registry.example/app'))?.facts.id).toBe(id);
  // One that was found is not looked for again.
  isThere = false;
  expect((await images.pulled('registry.example/app'))?.facts.id).toBe(id);
});

test('an image that a document names twice, by its recipe and by its reference, is pulled once at a time', async () => {
  const names = new Set<string>();
  const [second, removed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let pulls = 0;
  const pull: RequestListener = async (_request, response) => {
    names.add('alpine:3.22');
    response.writeHead(200);
    if (++pulls === 2) second.resolve();
    // Both end when the other one has come so far, if it does.
    await (pulls === 2 ? removed.promise : Promise.race([second.promise, delay(300)]));
    response.end('{}\n');
  };
  const images = await imagesOn(
    (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://docker');
      const [, name = ''] = /^\/images\/(.*?)(?:\/json|\/tag)?$/u.exec(decodeURIComponent(pathname)) ?? [];
      if (name === 'create') return pull(request, response);
      if (!names.has(name)) return json({ message: `No such image: ${name}` }, 404)(request, response);
      if (request.method === 'DELETE') {
        names.delete(name);
        removed.resolve();
      }
      if (request.method !== 'POST') return json({ Id: 'sha256:1' })(request, response);
      names.add(`${searchParams.get('repo')}:${searchParams.get('tag')}`);
      json({}, 201)(request, response);
    },
    { registry: 'try' },
  );
  const [own, pulled] = await Promise.all([images.ready('alpine'), images.pulled('alpine:3.22')]);
  expect([own.facts.id, pulled?.facts.id]).toEqual(['sha256:1', 'sha256:1']);
  expect([...names]).not.toContain('alpine:3.22');
});

describe('an interruption', () => {
  test.each(['pulled', 'ready', 'node'] as const)('ends a pull, and nothing is tried in its place: %s', async (how) => {
    const interruption = new AbortController();
    const told: string[] = [];
    const answer: RequestListener = (request, response) => {
      if (request.method !== 'POST') return json({ message: 'no such image' }, 404)(request, response);
      // It has begun, and goes on.
      response.writeHead(200).write('{}\n');
      setTimeout(() => interruption.abort(), 100);
    };
    const { signal } = interruption;
    const images = await imagesOn(answer, { registry: 'try', signal, onProgress: (message) => told.push(message) });
    await expect(images[how]('alpine')).rejects.toMatchObject({ code: 'interrupted' });
    expect(told).toEqual([expect.stringMatching(/^pulling /u)]);
  });

  test.each([
    ['that was there, and leaves it', true, []],
    ['that was pulled, and takes its name away again', false, ['/images/debian:forky-slim']],
  ])('ends a build on an image %s', async (_what, isThere, untagged) => {
    const interruption = new AbortController();
    const removed: string[] = [];
    const answer: RequestListener = (request, response) => {
      const url = decodeURIComponent(request.url ?? '');
      if (request.method === 'DELETE') {
        removed.push(url.replace(/\?.*/u, ''));
        json([])(request, response);
      } else if (url.startsWith('/build')) {
        // It has begun, and goes on.
        response.writeHead(200).write('{}\n');
        setTimeout(() => interruption.abort(), 100);
      } else if (request.method === 'POST') response.writeHead(200).end('{}\n');
      else if (isThere && url.includes('debian')) json({ Id: 'sha256:1' })(request, response);
      else json({ message: 'no such image' }, 404)(request, response);
    };
    const images = await imagesOn(answer, { registry: 'try', signal: interruption.signal });
    await expect(images.node()).rejects.toMatchObject({ code: 'interrupted' });
    expect(removed).toEqual(untagged);
  });
});

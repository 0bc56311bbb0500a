import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import Docker from 'dockerode';
import { expect, onTestFinished, test, vi } from 'vitest';
import { importFolder } from '../../../lab/images/stand-in.ts';
import { json, oddDaemon } from '../daemon/odd-daemon.ts';

const NAME = 'snippets/alpine-base:0123456789ab';

/** Imports a folder into a daemon that takes everything. @returns the length of what it got, in bytes, and its requests */
async function imported(folder: string, answer?: RequestListener) {
  const home = mkdtempSync(join(tmpdir(), 'import-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  let length = 0;
  const takes: RequestListener = async (request, response) => {
    length += (await buffer(request)).length;
    json({ status: 'sha256:1' })(request, response);
  };
  await using daemon = await oddDaemon(join(home, 'd.sock'), answer ?? takes);
  const docker = new Docker({ socketPath: daemon.host.slice('unix://'.length) });
  const error = await importFolder(docker, folder, NAME).catch((reason: unknown) => reason);
  return { error, length, asked: daemon.asked.map((path) => path.split('?')[0]) };
}

function folderWith(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'root-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'file'), content);
  return folder;
}

test('a folder is imported as a tar archive', async () => {
  const { error, length, asked } = await imported(folderWith('x'.repeat(100_000)));
  expect({ error, asked }).toEqual({ error: undefined, asked: ['/images/create'] });
  expect(length).toBeGreaterThan(100_000);
});

test('an image of a folder that could not be packed whole loses its name, and the reason is told', async () => {
  const { error, asked } = await imported('/no/such/folder');
  expect(error).toMatchObject({ code: 'image-not-made', message: expect.stringContaining(': tar: ') });
  expect(asked).toEqual(['/images/create', `/images/${NAME}`]);
});

test('the error of a daemon that does not read the archive is told', async () => {
  const refuses = json({ message: 'no space left on device' }, 500);
  const { error } = await imported(folderWith('x'.repeat(10_000_000)), refuses);
  expect(error).toMatchObject({ code: 'docker-refused', message: expect.stringContaining('no space left') });
});

test('that there is no tar is told', async () => {
  vi.stubEnv('PATH', '/no/such/folder');
  onTestFinished(() => void vi.unstubAllEnvs());
  const { error } = await imported(folderWith('x'));
  expect(error).toMatchObject({ code: 'image-not-made', message: expect.stringContaining('spawn tar ENOENT') });
});

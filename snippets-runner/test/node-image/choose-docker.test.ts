import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chooseDocker, chosenArchive, Mistake, removeArchives } from '../../../scripts/node-image/choose-docker.ts';

let home: string;
let server: Server;
const folder = () => join(home, 'node');
const files = () => readdirSync(folder()).sort();

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'choose-docker-'));
  mkdirSync(folder());
  writeFileSync(join(folder(), 'start'), '');
  pack('docker-29.7.2.tgz', ['docker', 'dockerd']);
  server = createServer(({ url }, response) => {
    if (url === '/x86_64/docker-29.7.2.tgz') response.end(readFileSync(join(home, 'docker-29.7.2.tgz')));
    else response.writeHead(url?.includes('30') ? 500 : 404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.close();
  rmSync(home, { recursive: true, force: true });
});

/** Makes an archive with these programs. */
function pack(name: string, programs: readonly string[]): string {
  mkdirSync(join(home, 'docker'), { recursive: true });
  for (const program of programs) writeFileSync(join(home, 'docker', program), program);
  execFileSync('tar', ['-czf', join(home, name), '-C', home, ...programs.map((program) => `docker/${program}`)]);
  return join(home, name);
}

function choose(choice: string, port = (server.address() as AddressInfo).port): Promise<void> {
  const repository = `http://127.0.0.1:${port}`;
  return chooseDocker(choice, { folder: folder(), repository, architecture: 'x64', tell: () => undefined });
}

test('a version is downloaded, takes the place of another one, and can be removed', async () => {
  writeFileSync(join(folder(), 'docker-28.1.0.tgz'), '');
  await choose('29.7.2');
  expect(files()).toEqual(['docker-29.7.2.tgz', 'start']);
  expect(readFileSync(join(folder(), 'docker-29.7.2.tgz'))).toEqual(readFileSync(join(home, 'docker-29.7.2.tgz')));
  expect(chosenArchive(folder())).toBe('docker-29.7.2.tgz');
  removeArchives(folder());
  expect([files(), chosenArchive(folder())]).toEqual([['start'], undefined]);
});

test('a file is copied', async () => {
  await choose(pack('docker-own.tgz', ['docker', 'dockerd', 'containerd']));
  expect(files()).toEqual(['docker-own.tgz', 'start']);
});

test.each<[string, () => Promise<void>, RegExp]>([
  [
    'neither a version nor a file',
    () => choose('1.2'),
    /^"1\.2" is no version and no file\nhint: versions are written/u,
  ],
  [
    'a version that does not exist',
    () => choose('29.9.9'),
    /docker-29\.9\.9\.tgz answers 404 .*\nhint: there may be no/u,
  ],
  ['a server that fails', () => choose('30.0.0'), /docker-30\.0\.0\.tgz answers 500 Internal Server Error$/u],
  ['a server that is not there', () => choose('29.7.2', 1), /cannot be reached: .+\nhint: download it elsewhere/u],
  ['an archive without a daemon', () => choose(pack('docker-cli.tgz', ['docker'])), /does not have docker\/dockerd$/u],
  [
    'a file with another name',
    () => choose(pack('own.tgz', ['docker', 'dockerd'])),
    /is not like docker-29\.7\.2\.tgz: own/u,
  ],
  [
    'a file that is no archive',
    () => choose(notAnArchive()),
    /^docker-cut\.tgz is not a gzipped tar archive, or is not/u,
  ],
])('%s is a mistake, and changes nothing', async (_what, act, message) => {
  await expect(act()).rejects.toThrow(Mistake);
  await expect(act()).rejects.toThrow(message);
  expect(files()).toEqual(['start']);
});

/** Writes the first half of an archive. */
function notAnArchive(): string {
  const whole = readFileSync(join(home, 'docker-29.7.2.tgz'));
  writeFileSync(join(home, 'docker-cut.tgz'), whole.subarray(0, whole.length / 2));
  return join(home, 'docker-cut.tgz');
}

import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hashFile, isRegular, readFile, readText } from '../../base/read-file.ts';
import { noFile, skipIf } from '../skip.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-'));
  file = join(folder, 'file');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const makePipe = () => spawnSync('mkfifo', [file]);

test('a regular file is read, also through a link', () => {
  writeFileSync(file, 'text é\n'.repeat(30_000));
  symlinkSync(file, join(folder, 'link'));
  expect(readText(join(folder, 'link'))).toBe('text é\n'.repeat(30_000));
});

test('an empty file is read', () => {
  writeFileSync(file, '');
  expect(readFile(file)).toEqual(Buffer.alloc(0));
});

test('a file that is larger than it may be is not read', () => {
  writeFileSync(file, '1234');
  expect(readText(file, { largest: 4 })).toBe('1234');
  expect(() => readText(file, { largest: 3 })).toThrow(/file cannot be read: it is larger than 0\.000003 MB$/u);
  truncateSync(file, 2 ** 40);
  expect(() => readText(file)).toThrow(expect.objectContaining({ why: 'it is larger than 8 MB' }));
});

test('a pipe without a writer does not hang the tool', () => {
  makePipe();
  expect(() => readText(file)).toThrow(expect.objectContaining({ why: 'it is a pipe' }));
});

test('a pipe is read to its end where one is accepted', async () => {
  makePipe();
  const writer = spawn('sh', ['-c', `printf one > "$1"`, 'sh', file]);
  const text = readText(file, { acceptsPipes: true });
  await once(writer, 'exit');
  expect(text).toBe('one');
});

test('a pipe that does not end is read up to the largest size', () => {
  makePipe();
  spawn('sh', ['-c', `yes > "$1" 2>&1`, 'sh', file], { stdio: 'ignore' });
  expect(() => readText(file, { acceptsPipes: true, largest: 1_000_000 })).toThrow(
    expect.objectContaining({ why: 'it is larger than 1 MB' }),
  );
});

test('a socket is named', async () => {
  const server = createServer().listen(file);
  await once(server, 'listening');
  expect(() => readText(file)).toThrow(expect.objectContaining({ why: 'it is a socket' }));
  server.close();
});

describe('on a system with devices', skipIf(noFile('/dev/zero')), () => {
  test.each(['/dev/zero', '/dev/null'])('%s is refused, also through a link', (device) => {
    symlinkSync(device, file);
    for (const acceptsPipes of [false, true]) {
      expect(() => readText(file, { acceptsPipes })).toThrow(expect.objectContaining({ why: 'it is a device' }));
    }
    expect(isRegular(file)).toBe(false);
  });
});

describe('on Linux', skipIf(noFile('/proc/version')), () => {
  test.each(['/proc/version', '/proc/kmsg', '/sys/kernel/profiling'])('%s is refused: it may never end', (path) => {
    symlinkSync(path, file);
    if (!isRegular(file)) return;
    expect(() => readText(file)).toThrow(
      expect.objectContaining({ why: 'it is not stored on a disk, but made by the kernel' }),
    );
  });

  test('a file and a pipe are read by their descriptor', () => {
    writeFileSync(file, 'text');
    const descriptor = openSync(file, 'r');
    expect(readText(`/proc/self/fd/${descriptor}`)).toBe('text');
    closeSync(descriptor);
  });
});

test.each(['', '/none'])('the errors of the file system are thrown on', (name) => {
  expect(() => readText(folder + name)).toThrow(expect.objectContaining({ code: name ? 'ENOENT' : 'EISDIR' }));
});

test('a file of any size can be hashed', () => {
  const text = 'x'.repeat(200_000);
  writeFileSync(file, text);
  const hash = createHash('sha256');
  hashFile(file, hash);
  expect(hash.digest('hex')).toBe(createHash('sha256').update(text).digest('hex'));
  expect(isRegular(file)).toBe(true);
});

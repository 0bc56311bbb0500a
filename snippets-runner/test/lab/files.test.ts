/** Files for nodes, on machines that cannot pack them, or pack more than was asked for. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { copyFiles } from '../../lab/files.ts';
import type { DockerNode } from '../../lab/node/docker-node.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'files-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function stubEnv(name: string, value: string): void {
  vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
}

test('a machine without a folder for temporary files is no mistake of the tool', async () => {
  const folder = temporaryFolder();
  stubEnv('TMPDIR', join(folder, 'none'));
  await expect(copyFiles({ folder, names: ['a'], hash: '' }, [])).rejects.toMatchObject({
    code: 'node-not-ready',
    message: expect.stringContaining(`the files of ${folder} could not be copied: ENOENT`),
  });
});

test('the tar of macOS adds no files of its own', async () => {
  const folder = temporaryFolder();
  const seen = join(folder, 'seen');
  writeFileSync(join(folder, 'tar'), `#!/bin/sh\necho "$COPYFILE_DISABLE" >"${seen}"\ncat >/dev/null\n`);
  chmodSync(join(folder, 'tar'), 0o755);
  stubEnv('PATH', `${folder}:${process.env.PATH}`);
  const unpacked: string[] = [];
  const node = { unpack: async (archive: string) => void unpacked.push(archive) } as unknown as DockerNode;
  await copyFiles({ folder, names: ['a'], hash: '' }, [node]);
  expect(unpacked).toHaveLength(1);
  expect(readFileSync(seen, 'utf8')).toBe('1\n');
});

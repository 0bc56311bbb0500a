/** What the scripts say if the engine that they are told to use cannot be used. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const LIBRARY = join(import.meta.dirname, '../../../scripts/lib.sh');

test('a daemon that answers, but cannot run labs, is not said to be away', () => {
  const doctor = 'echo "it is rootless, and nodes need nearly all rights of root"; return 2';
  const script = `source "$1"; snippets() { ${doctor}; }; ensure_engine; echo goes on`;
  const env = { ...process.env, DOCKER_HOST: 'tcp://machine:2376' };
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script, '-', LIBRARY], { encoding: 'utf8', env });
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain('it is rootless, and nodes need nearly all rights of root');
  expect(stderr).toContain('error: no labs can run on the Docker daemon at tcp://machine:2376 (DOCKER_HOST)');
});

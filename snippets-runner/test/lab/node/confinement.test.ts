/** Tests the creation of nodes on engines that lack capabilities. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json as readJson } from 'node:stream/consumers';
import Docker from 'dockerode';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { confinement, createConfined, USUAL_LIMITS } from '../../../lab/node/confinement.ts';
import { json, oddDaemon } from '../daemon/odd-daemon.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'confinement-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Creates a node on a daemon that answers with these errors first. Returns what each request wanted to drop. */
async function dropsAsked(messages: readonly string[]): Promise<readonly string[][]> {
  const asked: string[][] = [];
  await using daemon = await oddDaemon(join(folder, 'd.sock'), async (request, response) => {
    const { HostConfig } = (await readJson(request)) as { HostConfig: { CapDrop: string[] } };
    const message = messages[asked.length];
    asked.push(HostConfig.CapDrop);
    if (message === undefined) json({ Id: 'node' }, 201)(request, response);
    else json({ message }, 400)(request, response);
  });
  const docker = new Docker({ socketPath: daemon.host.slice('unix://'.length) });
  await createConfined(docker, { Image: 'node', HostConfig: confinement() });
  return asked;
}

const lacks = (name: string) =>
  `invalid CapDrop: capability not supported by your kernel or not available in the current environment: "${name}"`;

test('a capability that the engine lacks is not dropped', async () => {
  const [first = [], , last] = await dropsAsked([lacks('CAP_SYS_MODULE'), lacks('CAP_SYS_TIME')]);
  expect(first).toContain('SYS_MODULE');
  expect(last).toEqual(first.filter((name) => name !== 'SYS_MODULE' && name !== 'SYS_TIME'));
});

test.each(['no such image: node', lacks('CAP_CHOWN')])('another error is thrown: %s', async (message) => {
  await expect(dropsAsked([message])).rejects.toThrow(message);
});

test('a page raises one limit, and keeps the others', () => {
  const file = 9 * 2 ** 30;
  expect(confinement({ file, processes: 9_000 })).toMatchObject({
    PidsLimit: 9_000,
    Memory: USUAL_LIMITS.memory,
    MemorySwap: USUAL_LIMITS.memory,
    Ulimits: [{ Name: 'fsize', Soft: file, Hard: file }],
  });
  expect(confinement()).not.toHaveProperty('DeviceCgroupRules');
  expect(confinement({ devices: 'all' })).toMatchObject({ DeviceCgroupRules: ['a *:* rwm'] });
});

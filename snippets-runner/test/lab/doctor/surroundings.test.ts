import { mkdtempSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { expect, onTestFinished, test } from 'vitest';
import { registryState } from '../../../lab/doctor/surroundings.ts';
import { json, oddDaemon } from '../daemon/odd-daemon.ts';

/** @param afterwards awaited while the daemon still runs */
async function stateWith(answer: RequestListener, withinMs = 600_000, afterwards?: Promise<void>) {
  const folder = mkdtempSync(join(tmpdir(), 'registry-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await using daemon = await oddDaemon(join(folder, 'd.sock'), answer);
  const docker = new Docker({ socketPath: daemon.host.slice('unix://'.length) });
  const state = await registryState({ docker, isEmbedded: false }, 'debian:forky-slim', withinMs);
  expect(daemon.asked).toEqual(['/distribution/debian:forky-slim/json']);
  await afterwards;
  return state;
}

test('a registry that answers is reachable', async () => {
  expect(await stateWith(json({ Descriptor: {} }))).toEqual({ kind: 'reachable' });
});

test('the reason of the daemon is told', async () => {
  const refused = json({ message: 'dial tcp: lookup registry-1.docker.io: no such host' }, 500);
  expect(await stateWith(refused)).toMatchObject({ reason: expect.stringContaining('no such host') });
});

test('a request that the daemon does not answer is given up, and its connection closed', async () => {
  const closed = Promise.withResolvers<void>();
  const silent: RequestListener = (request) => request.socket.on('close', closed.resolve);
  expect(await stateWith(silent, 100, closed.promise)).toEqual({
    kind: 'unreachable',
    reason: 'no answer within 0.1 s',
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { expect, test } from 'vitest';
import { bootNode } from '../../../lab/node/boot-node.ts';
import { json, oddDaemon, SILENT } from '../daemon/odd-daemon.ts';

test('an interruption ends the wait for a daemon that does not answer', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'boot-'));
  try {
    const answer: RequestListener = (request, response) => {
      if (/\/containers\/made\/start$/u.test(request.url ?? '')) response.writeHead(204).end();
      else json({ Id: 'made' }, 201)(request, response);
    };
    await using daemon = await oddDaemon(join(folder, 'd.sock'), answer, SILENT);
    const docker = new Docker({ socketPath: daemon.host.slice('unix://'.length) });
    const interruption = new AbortController();
    const booting = bootNode(docker, {
      name: 'host',
      image: 'node:1',
      labels: {},
      labName: 'lab',
      attachment: undefined,
      imageStore: undefined,
      signal: interruption.signal,
      onStart: async () => void setTimeout(() => interruption.abort(), 300),
    });
    await expect(booting).rejects.toMatchObject({ name: 'AbortError' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

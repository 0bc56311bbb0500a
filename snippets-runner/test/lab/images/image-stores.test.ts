import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { expect, onTestFinished, test } from 'vitest';
import { type ImageStoreRequest, imageStoreFor } from '../../../lab/images/image-stores.ts';
import type { DockerNode } from '../../../lab/node/docker-node.ts';
import { json, oddDaemon } from '../daemon/odd-daemon.ts';

test('a daemon that goes away while the overlay is tried is lost, which is no mistake of the tool', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stores-'));
  let made = 0;
  const daemon = await oddDaemon(join(folder, 'd.sock'), (request, response) => {
    const { method, url = '' } = request;
    if (method === 'POST' && ++made === 2) request.socket.destroy();
    else if (method === 'GET' && !/-[0-9a-f]{8}$/u.test(url))
      json({ message: 'no such volume' }, 404)(request, response);
    else if (method === 'DELETE') response.writeHead(204).end();
    else json({ Labels: {}, Mountpoint: '/data', Options: null })(request, response);
  });
  onTestFinished(async () => {
    await daemon[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });
  const docker = new Docker({ socketPath: daemon.host.slice('unix://'.length) });
  const node = { run: async () => ({ exit: 0, output: 'hash', errors: '' }) } as unknown as DockerNode;
  const onNode: ImageStoreRequest['onNode'] = (_store, work) => work(node);
  await expect(imageStoreFor(docker, { node: 'node:1', images: [], labels: {}, onNode })).rejects.toMatchObject({
    code: 'engine-lost',
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type ImageStoreRequest, imageStoreFor, reapImageStores } from '../../../lab/images/image-stores.ts';
import { labelsFor } from '../../../lab/labels.ts';
import type { DockerNode } from '../../../lab/node/docker-node.ts';
import { json, oddDaemon } from '../daemon/odd-daemon.ts';

/** Returns a client of a daemon that answers so, until the test ends. */
async function dockerThat(answers: RequestListener): Promise<Docker> {
  const folder = mkdtempSync(join(tmpdir(), 'stores-'));
  const daemon = await oddDaemon(join(folder, 'd.sock'), answers);
  onTestFinished(async () => {
    await daemon[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });
  return new Docker({ socketPath: daemon.host.slice('unix://'.length) });
}

test('a daemon that goes away while the overlay is tried is lost, which is no mistake of the tool', async () => {
  let made = 0;
  const docker = await dockerThat((request, response) => {
    const { method, url = '' } = request;
    if (method === 'POST' && ++made === 2) request.socket.destroy();
    else if (method === 'GET' && !/-[0-9a-f]{8}$/u.test(url))
      json({ message: 'no such volume' }, 404)(request, response);
    else if (method === 'DELETE') response.writeHead(204).end();
    else json({ Labels: {}, Mountpoint: '/data', Options: null })(request, response);
  });
  const node = { run: async () => ({ exit: 0, output: 'hash', errors: '' }) } as unknown as DockerNode;
  const onNode: ImageStoreRequest['onNode'] = (_store, work) => work(node);
  await expect(imageStoreFor(docker, { node: 'node:1', images: [], labels: {}, onNode })).rejects.toMatchObject({
    code: 'engine-lost',
  });
});

describe('incomplete image stores of processes that are gone', () => {
  test('are removed, but for one that is in use: a lab that cannot be removed has it', async () => {
    const labels = labelsFor('1234', '(images)');
    const owner = labels['snippets.lab.owner']?.replace(/\/\d+\/.*$/, '/999999999/1') ?? '';
    const gone = { ...labels, 'snippets.lab.owner': owner, 'snippets.image-store.key': 'key' };
    const removed: string[] = [];
    const docker = await dockerThat((request, response) => {
      const { method, url = '' } = request;
      if (method === 'GET')
        json({ Volumes: ['free', 'used'].map((Name) => ({ Name, Labels: gone })) })(request, response);
      else if (url.includes('/used')) json({ message: 'volume is in use' }, 409)(request, response);
      else {
        removed.push(url);
        response.writeHead(204).end();
      }
    });
    await reapImageStores(docker);
    expect(removed).toEqual([expect.stringContaining('/volumes/free')]);
  });
});

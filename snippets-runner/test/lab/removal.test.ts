import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { labelsFor } from '../../lab/labels.ts';
import { reapLabs } from '../../lab/removal.ts';
import { json, oddDaemon } from './daemon/odd-daemon.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'removal-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Returns the labels of a lab whose process is gone. */
function orphan(labId: string): Record<string, string> {
  const labels = labelsFor(labId, 'page');
  const owner = labels['snippets.lab.owner']?.replace(/\/\d+\/.*$/, '/999999999/1');
  return { ...labels, 'snippets.lab.owner': owner ?? '' };
}

test('a lab that the daemon cannot remove is reported, and the others are removed', async () => {
  const containers = ['good', 'stuck'].map((name) => ({ Id: name, Labels: orphan(name) }));
  const removed: string[] = [];
  await using daemon = await oddDaemon(join(home, 'a.sock'), (request, response) => {
    const url = decodeURIComponent(request.url ?? '');
    if (request.method === 'DELETE' && url.includes('/stuck')) {
      json({ message: 'cannot kill container: it is frozen' }, 500)(request, response);
    } else if (request.method === 'DELETE') {
      removed.push(url);
      response.writeHead(204).end();
    } else {
      const asked = containers.filter(({ Id }) => !url.includes('snippets.lab.id=') || url.includes(`=${Id}`));
      json(url.includes('/networks') ? [] : asked)(request, response);
    }
  });
  const docker = new Docker({ socketPath: daemon.host.replace('unix://', '') });
  const { removed: reaped, stuck } = await reapLabs(docker);
  expect(reaped.map(({ labId }) => labId)).toEqual(['good']);
  expect(stuck).toMatchObject([
    { lab: { labId: 'stuck' }, error: { code: 'docker-refused', message: expect.stringContaining('it is frozen') } },
  ]);
  expect(removed).toEqual([expect.stringContaining('/containers/good')]);
});

test('a lab that another process is removing at the moment is waited for', async () => {
  let isThere = true;
  await using daemon = await oddDaemon(join(home, 'a.sock'), (request, response) => {
    const url = decodeURIComponent(request.url ?? '');
    if (url.includes('/wait')) {
      // It answers when the container is gone.
      setTimeout(() => {
        isThere = false;
        json({ StatusCode: 137 })(request, response);
      }, 200);
    } else if (request.method === 'DELETE' && url.includes('/containers')) {
      json({ message: 'removal of container node is already in progress' }, 409)(request, response);
    } else if (request.method === 'DELETE' && isThere) {
      json({ message: 'network net has active endpoints' }, 403)(request, response);
    } else if (request.method === 'DELETE') response.writeHead(204).end();
    else json([{ Id: url.includes('/networks') ? 'net' : 'node', Labels: orphan('lab') }])(request, response);
  });
  const docker = new Docker({ socketPath: daemon.host.replace('unix://', '') });
  const { removed, stuck } = await reapLabs(docker);
  expect(stuck).toEqual([]);
  expect(removed.map(({ labId }) => labId)).toEqual(['lab']);
});

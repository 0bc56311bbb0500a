/** Tests how the end of a terminal is recognised, by the daemon's answers after its stream has ended. */
import { mkdtempSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DockerNode } from '../../../lab/node/docker-node.ts';
import { TERMINAL_SIZE } from '../../../terminal/shell-session.ts';
import { json, oddDaemon } from '../daemon/odd-daemon.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'node-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program that prints `half`. Then its stream ends, and `inspect` answers the request for its state. */
async function printed(inspect: RequestListener): Promise<string> {
  const answer: RequestListener = (request, response) => {
    if (request.url?.endsWith('/json')) inspect(request, response);
    else json({ Id: 'exec' }, 201)(request, response);
  };
  await using daemon = await oddDaemon(join(folder, 'd.sock'), answer, 'half');
  const docker = new Docker({ socketPath: daemon.host.slice('unix://'.length) });
  const node = new DockerNode(docker, docker.getContainer('node'), 'manager', '10.213.0.10');
  await using pty = await node.openPty(['bash'], TERMINAL_SIZE);
  let text = '';
  for await (const bytes of pty.output) text += Buffer.from(bytes).toString();
  return text;
}

describe('a stream that ends is', () => {
  test('the end of the program, if the daemon answers', async () => {
    expect(await printed(json({ ID: 'exec', Running: false }))).toBe('half');
  });

  test('the end of its node, if the daemon no longer knows it', async () => {
    expect(await printed(json({ message: 'no such exec' }, 404))).toBe('half');
  });

  test('the end of the daemon, if it does not answer', async () => {
    await expect(printed((request) => request.socket.destroy())).rejects.toMatchObject({
      code: 'engine-lost',
      message: expect.stringMatching(/^the Docker daemon went away while reading the terminal of node manager: /),
    });
  });
});

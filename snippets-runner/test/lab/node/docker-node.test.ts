/** Tests how the end of a terminal or of a command is recognised, when the stream of its output has ended. */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
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

function managerOn(docker: Docker): DockerNode {
  const { signal } = new AbortController();
  return new DockerNode(docker, docker.getContainer('node'), 'manager', '10.213.0.10', signal);
}

/** Runs a program that prints `half`. Then its stream ends, and `inspect` answers the request for its state. */
async function printed(inspect: RequestListener): Promise<string> {
  const answer: RequestListener = (request, response) => {
    if (request.url?.endsWith('/json')) inspect(request, response);
    else json({ Id: 'exec' }, 201)(request, response);
  };
  await using daemon = await oddDaemon(join(folder, 'd.sock'), answer, 'half');
  const docker = new Docker({ socketPath: daemon.host.slice('unix://'.length) });
  const node = managerOn(docker);
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

/** Runs a command on a daemon on TCP. It resets the connection in the middle of the output, and answers `inspect`. */
async function ranUntilReset(inspect: RequestListener, inputFile?: string) {
  const server = createServer((request, response) => {
    if (request.url?.endsWith('/json')) inspect(request, response);
    else json({ Id: 'exec' }, 201)(request, response);
  });
  server.on('upgrade', (_request, connection) => {
    connection.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n');
    setTimeout(() => (connection as Socket).resetAndDestroy(), 50);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const docker = new Docker({ protocol: 'http', host: '127.0.0.1', port });
    return await managerOn(docker).run(['bash', '-c', 'ip link'], inputFile);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('a command whose input cannot be read is not run, and the error says why', async () => {
  const asked: string[] = [];
  const inspect: RequestListener = (request, response) => {
    asked.push(request.url ?? '');
    json({ ExitCode: 0 })(request, response);
  };
  const input = join(folder, 'missing.tar');
  await expect(ranUntilReset(inspect, input)).rejects.toMatchObject({
    code: 'node-not-ready',
    message: expect.stringMatching(/missing\.tar cannot be read: ENOENT/u),
  });
  expect(asked).toEqual([]);
});

describe('a connection that is reset while a command runs is', () => {
  test('the loss of the daemon', async () => {
    await expect(ranUntilReset(json({ ExitCode: 0 }))).rejects.toMatchObject({
      code: 'engine-lost',
      message: expect.stringMatching(/^the Docker daemon went away while running bash on node manager: /),
    });
  });

  test('no error of its own, if the command has input: it may have ended before it has read all', async () => {
    const input = join(folder, 'input');
    writeFileSync(input, Buffer.alloc(8_000_000));
    expect(await ranUntilReset(json({ ExitCode: 2 }), input)).toMatchObject({ exit: 2 });
  });
});

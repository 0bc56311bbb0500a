import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { RetryingAgent } from '../../../lab/daemon/retrying-agent.ts';

const SERVER = `
  const server = require('node:http').createServer((request, response) => response.end('here'));
  server.listen({ path: process.argv[1], backlog: 1 }, () => process.stdout.write('listening'));`;

function ask(socketPath: string, agent: Agent | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ socketPath, agent }, (response) => text(response).then(resolve, reject)).on('error', reject);
  });
}

/** Gives the work a socket that accepts no more connections, and a function that makes it accept them. */
async function withFullSocket(work: (socket: string, accept: () => void) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'agent-'));
  const socket = join(folder, 'a.sock');
  const server = spawn(process.execPath, ['-e', SERVER, socket]);
  try {
    await once(server.stdout, 'data');
    // The stopped server still listens, but accepts no connection.
    server.kill('SIGSTOP');
    const impatient = await Promise.allSettled(Array.from({ length: 6 }, () => withTimeout(ask(socket, undefined))));
    expect(impatient.map((one) => one.status === 'rejected' && one.reason.code)).toContain('EAGAIN');
    await work(socket, () => void server.kill('SIGCONT'));
  } finally {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

test('a connection waits while the socket accepts no more', () =>
  withFullSocket(async (socket, accept) => {
    const agent = new RetryingAgent();
    const patient = Promise.all(Array.from({ length: 6 }, () => ask(socket, agent)));
    accept();
    expect(await patient).toEqual(Array(6).fill('here'));
    agent.destroy();
  }));

test('an agent that was destroyed does not try again', () =>
  withFullSocket(async (socket, accept) => {
    const agent = new RetryingAgent();
    const answer = ask(socket, agent);
    agent.destroy();
    accept();
    await expect(answer).rejects.toMatchObject({ code: 'EAGAIN' });
  }));

test('other errors are reported at once', async () => {
  const agent = new RetryingAgent();
  await expect(ask('/no/such.sock', agent)).rejects.toMatchObject({ code: 'ENOENT' });
});

/** Resolves with `queued` after 200 ms: a request in the queue gets no answer while the server is stopped. */
function withTimeout(answer: Promise<string>): Promise<string> {
  return Promise.race([answer, new Promise<string>((resolve) => setTimeout(resolve, 200, 'queued'))]);
}

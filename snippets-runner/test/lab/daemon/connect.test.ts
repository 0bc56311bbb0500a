import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connect, connectTo } from '../../../lab/daemon/connect.ts';
import { embeddedSocket as socketOf } from '../../../lab/engines/embedded.ts';
import { SnippetsError } from '../../../model/error.ts';
import { json, oddDaemon } from './odd-daemon.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'connect-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Returns an environment with Docker's configuration in the test's folder, not in the user's. */
const env = (variables: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  DOCKER_CONFIG: join(home, 'docker'),
  ...variables,
});
const embeddedSocket = (folder: string) => socketOf(folder, 'native');
const defaultSocket = () => join(home, 'default.sock');
const version = json({ Version: '28.5.2', ApiVersion: '1.51' });

async function refusal(variables: NodeJS.ProcessEnv): Promise<SnippetsError> {
  try {
    await connect({ env: env(variables), home, defaultSocket: defaultSocket() });
  } catch (error) {
    if (error instanceof SnippetsError) return error;
    throw error;
  }
  throw new TypeError('it connected');
}

function writeContext(name: string, meta: unknown, isCurrent = true): void {
  const folder = join(home, 'docker/contexts/meta', createHash('sha256').update(name).digest('hex'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'meta.json'), JSON.stringify(meta));
  if (isCurrent) writeFileSync(join(home, 'docker/config.json'), JSON.stringify({ currentContext: name }));
}

describe('the daemon is', () => {
  test('the one of DOCKER_HOST, whatever else there is', async () => {
    await using daemon = await oddDaemon(join(home, 'a.sock'), version);
    writeContext('other', { Endpoints: { docker: { Host: `unix://${home}/none.sock` } } });
    expect(await connect({ env: env({ DOCKER_HOST: daemon.host, DOCKER_CONTEXT: 'other' }), home })).toMatchObject({
      address: daemon.host,
      source: 'DOCKER_HOST',
      version: '28.5.2',
    });
  });

  test('that of the current context', async () => {
    await using daemon = await oddDaemon(join(home, 'b.sock'), version);
    writeContext('remote', { Name: 'remote', Endpoints: { docker: { Host: daemon.host } } });
    expect(await connect({ env: env(), home })).toMatchObject({
      address: daemon.host,
      source: 'docker context "remote"',
    });
  });

  test('that of DOCKER_CONTEXT before the current one', async () => {
    await using daemon = await oddDaemon(join(home, 'c.sock'), version);
    writeContext('named', { Endpoints: { docker: { Host: daemon.host } } }, false);
    writeContext('current', { Endpoints: { docker: { Host: `unix://${home}/none.sock` } } });
    expect(await connect({ env: env({ DOCKER_CONTEXT: 'named' }), home })).toMatchObject({
      source: 'docker context "named"',
    });
  });

  test('the one at the default socket, before the embedded one', async () => {
    await using daemon = await oddDaemon(defaultSocket(), version);
    await using _embedded = await oddDaemon(embeddedSocket(home), version);
    expect(await connect({ env: env(), home, defaultSocket: defaultSocket() })).toMatchObject({
      address: daemon.host,
      source: 'default socket',
    });
  });

  test('the embedded one, if nothing answers at the default socket, and the context is the default one', async () => {
    await using embedded = await oddDaemon(embeddedSocket(home), version);
    const variables = env({ DOCKER_CONTEXT: 'default' });
    expect(await connect({ env: variables, home, defaultSocket: defaultSocket() })).toMatchObject({
      address: embedded.host,
      source: 'embedded engine of this checkout',
    });
  });

  test('the embedded one, if the configuration of docker cannot be read', async () => {
    await using embedded = await oddDaemon(embeddedSocket(home), version);
    mkdirSync(join(home, 'docker'));
    writeFileSync(join(home, 'docker/config.json'), '{');
    expect(await connect({ env: env(), home, defaultSocket: defaultSocket() })).toMatchObject({
      address: embedded.host,
    });
  });

  test('only the one that was named, even if it does not answer', async () => {
    await using embedded = await oddDaemon(embeddedSocket(home), version);
    await refusal({ DOCKER_HOST: `unix://${home}/none.sock` });
    expect(embedded.asked).toEqual([]);
  });
});

describe('a daemon that was asked for is', () => {
  test('the one of a docker context, whatever DOCKER_HOST says', async () => {
    await using daemon = await oddDaemon(join(home, 'a.sock'), version);
    writeContext('lab', { Endpoints: { docker: { Host: daemon.host } } }, false);
    const variables = env({ DOCKER_HOST: `unix://${home}/none.sock` });
    expect(await connectTo('lab', { env: variables, home })).toMatchObject({
      address: daemon.host,
      source: 'docker context "lab"',
    });
  });

  test('the one at an address, or at the path of a socket', async () => {
    await using daemon = await oddDaemon(join(home, 'a.sock'), version);
    for (const name of [daemon.host, join(home, 'a.sock')]) {
      expect(await connectTo(name, { env: env(), home })).toMatchObject({ address: daemon.host, source: '--engine' });
    }
  });

  test('that one, even if docker-modem would take another from the environment', async () => {
    await using daemon = await oddDaemon(join(home, 'a.sock'), version);
    vi.stubEnv('DOCKER_HOST', 'tcp://127.0.0.1:1');
    expect(await connectTo(daemon.host, { env: env(), home })).toMatchObject({ version: '28.5.2' });
    vi.unstubAllEnvs();
  });

  test('an embedded one', async () => {
    await using machine = await oddDaemon(socketOf(home, 'vm'), version);
    expect(await connectTo('vm', { env: env(), home })).toMatchObject({
      address: machine.host,
      name: 'vm',
      isEmbedded: true,
    });
    await expect(connectTo('native', { env: env(), home })).rejects.toMatchObject({ code: 'engine-unreachable' });
  });

  test('never another one', async () => {
    await using other = await oddDaemon(embeddedSocket(home), version);
    await expect(connectTo('no-such-context', { env: env(), home })).rejects.toMatchObject({
      code: 'engine-unreachable',
      message: expect.stringContaining('no-such-context'),
    });
    await expect(connectTo(`${home}/none.sock`, { env: env(), home })).rejects.toMatchObject({
      code: 'engine-unreachable',
    });
    expect(other.asked).toEqual([]);
  });
});

describe('the name of a daemon is', () => {
  test('the value of --engine', async () => {
    await using daemon = await oddDaemon(join(home, 'a.sock'), version);
    writeContext('lab', { Endpoints: { docker: { Host: daemon.host } } }, false);
    for (const choice of ['lab', daemon.host, join(home, 'a.sock')]) {
      expect((await connectTo(choice, { env: env(), home })).name).toBe(choice);
    }
  });

  test('the value that --engine would need, if it was not given', async () => {
    await using daemon = await oddDaemon(join(home, 'a.sock'), version);
    expect((await connect({ env: env({ DOCKER_HOST: daemon.host }), home })).name).toBe(daemon.host);
    writeContext('remote', { Endpoints: { docker: { Host: daemon.host } } });
    expect((await connect({ env: env(), home })).name).toBe('remote');
  });

  test('"native" for the embedded one', async () => {
    await using _embedded = await oddDaemon(embeddedSocket(home), version);
    expect((await connect({ env: env(), home, defaultSocket: defaultSocket() })).name).toBe('native');
  });
});

describe('the error says', () => {
  test('that nothing is there, what was tried, and what to do', async () => {
    const { code, message, hint } = await refusal({ DOCKER_HOST: `unix://${home}/none.sock` });
    expect(code).toBe('engine-unreachable');
    expect(message).toBe(
      `no Docker daemon answers\n  tried unix://${home}/none.sock (DOCKER_HOST): there is no such socket`,
    );
    expect(hint).toContain('scripts/engine start');
  });

  test('that nothing listens any more', async () => {
    const daemon = await oddDaemon(join(home, 'd.sock'), version);
    await daemon[Symbol.asyncDispose]();
    writeFileSync(join(home, 'd.sock'), '');
    const { message } = await refusal({ DOCKER_HOST: daemon.host });
    expect(message).toContain('nothing listens there');
  });

  test('that nothing listens on TCP', async () => {
    expect((await refusal({ DOCKER_HOST: 'tcp://127.0.0.1:1' })).message).toContain('nothing listens there');
  });

  test('the answer of another server', async () => {
    await using broken = await oddDaemon(join(home, 'e.sock'), json({ message: 'out of order' }, 500));
    expect((await refusal({ DOCKER_HOST: broken.host })).message).toContain('out of order');
    await using other = await oddDaemon(join(home, 'f.sock'), json({ hello: 'world' }));
    expect((await refusal({ DOCKER_HOST: other.host })).message).toContain(
      'something answers there, but it is not a Docker daemon',
    );
    await using web = await oddDaemon(join(home, 'g.sock'), (_request, response) => response.end('<html>'));
    expect((await refusal({ DOCKER_HOST: web.host })).message).toContain(
      'something answers there, but it is not a Docker daemon',
    );
  });

  test('that the server closes the connection', async () => {
    await using shy = await oddDaemon(join(home, 'h.sock'), (request) => request.socket.destroy());
    expect((await refusal({ DOCKER_HOST: shy.host })).message).toMatch(/hang up|closed the connection/);
  });

  test('that DOCKER_HOST is no address', async () => {
    const { code, message } = await refusal({ DOCKER_HOST: 'no address' });
    expect([code, message]).toEqual([
      'engine-unreachable',
      'this is not an address of a Docker daemon: tcp://no address',
    ]);
  });

  test('that a context does not exist, or has no daemon', async () => {
    const missing = await refusal({ DOCKER_CONTEXT: 'gone' });
    expect([missing.code, missing.message]).toEqual(['engine-unreachable', 'the docker context "gone" cannot be read']);
    expect(missing.hint).toContain('docker context ls');
    writeContext('empty', { Endpoints: {} });
    expect((await refusal({})).message).toBe('the docker context "empty" cannot be read');
  });

  test('everything that was tried, if no daemon was named', async () => {
    const { message } = await refusal({});
    expect(message.split('\n').slice(1)).toEqual([
      `  tried unix://${defaultSocket()} (default socket): there is no such socket`,
      `  tried unix://${embeddedSocket(home)} (embedded engine of this checkout): there is no such socket`,
    ]);
  });
});

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noFile, skipIf } from '../../snippets-runner/test/skip.ts';
import { type ServedSite, serveSite } from '../serve.ts';

const LARGE = 'x'.repeat(20_000_000);

let folder: string;
let server: ServedSite;
let based: ServedSite;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'serve-'));
  mkdirSync(path.join(folder, 'en/bridge one'), { recursive: true });
  mkdirSync(path.join(folder, '_astro'));
  const files = {
    'index.html': 'home',
    '404.html': 'nothing here',
    'en/index.html': 'english',
    'en/404.html': 'nothing in English',
    'en/bridge one/index.html': 'bridge',
    'large.bin': LARGE,
    '_astro/style.abc.css': 'style',
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  server = await serveSite({ folder });
  based = await serveSite({ folder, base: '/docs/' });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await based[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** Sends the path as it is: `fetch` would normalise it first. */
async function get(path: string, { url } = server, method = 'GET') {
  const response = await answerTo(path, url, method);
  return { status: response.statusCode, to: response.headers.location, body: await text(response) };
}

function answerTo(
  path: string,
  url: string,
  method: string,
  headers: OutgoingHttpHeaders = {},
): Promise<IncomingMessage> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, method, headers }, resolve).on('error', reject).end();
  });
}

test.each([
  ['/', 200, 'home'],
  ['/en/', 200, 'english'],
  ['/en/?q=1', 200, 'english'],
  ['/en/bridge%20one/', 200, 'bridge'],
  ['/none', 404, 'nothing here'],
  ['/en/none', 404, 'nothing in English'],
  ['/en/none/deep/', 404, 'nothing in English'],
  ['/index.html/more', 404, 'nothing here'],
  ['/%00', 404, 'nothing here'],
  ['/en/%00', 404, 'nothing here'],
  ['/%', 404, 'nothing here'],
  ['/%ff', 404, 'nothing here'],
  ['/..%2f..%2fetc/passwd', 404, 'nothing here'],
  ['/en/..%2f..%2f..%2fetc/passwd', 404, 'nothing here'],
])('%s is answered with %d', async (path, status, body) => {
  expect(await get(path)).toMatchObject({ status, body });
});

test('a path that is too long for a file is not found', async () => {
  for (const path of [`/${'a'.repeat(300)}`, `/${'a/'.repeat(3000)}`]) {
    expect(await get(path)).toMatchObject({ status: 404, body: 'nothing here' });
  }
});

test.each([
  ['/en', '/en/'],
  ['/en?q=1', '/en/?q=1'],
  ['/en/bridge%20one', '/en/bridge%20one/'],
  ['/%2Fevil.com%2F..%2Fen', '/en/'],
  ['/%2F%2Fevil.com%2F..%2Fen', '/en/'],
  ['//evil.com/en', '/en/'],
  ['/x/..//evil.com/..%2Fen', '/en/'],
])('%s is redirected to %s of this host', async (path, to) => {
  expect(await get(path)).toMatchObject({ status: 301, to });
});

test('under a base path, other paths are not found', async () => {
  expect(await get('/docs', based)).toMatchObject({ status: 301, to: '/docs/' });
  expect(await get('/docs/en', based)).toMatchObject({ status: 301, to: '/docs/en/' });
  expect(await get('/docs/en/', based)).toMatchObject({ status: 200, body: 'english' });
  expect(await get('/en/', based)).toMatchObject({ status: 404, body: 'nothing here' });
  expect(await get('/docs/%2F..%2F..%2Fen', based)).toMatchObject({ status: 404 });
});

test('HEAD has no body, and a method that changes something is refused', async () => {
  expect(await get('/large.bin', server, 'HEAD')).toMatchObject({ status: 200, body: '' });
  expect(await get('/en/', server, 'POST')).toMatchObject({ status: 405 });
  expect((await get('/large.bin')).body.length).toBe(LARGE.length);
});

test('text is compressed for who takes gzip, and nothing else is', async () => {
  const zipped = await answerTo('/en/', server.url, 'GET', { 'accept-encoding': 'br, gzip' });
  expect(zipped.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
  expect(gunzipSync(await buffer(zipped)).toString()).toBe('english');
  for (const [path, accepted] of [
    ['/en/', 'identity'],
    ['/large.bin', 'gzip'],
  ] as const) {
    const plain = await answerTo(path, server.url, 'HEAD', { 'accept-encoding': accepted });
    expect(plain.headers['content-encoding']).toBeUndefined();
  }
});

test('a browser keeps what has a hash in its name, and asks again for all else', async () => {
  const kept = async (path: string) => (await answerTo(path, server.url, 'HEAD')).headers['cache-control'];
  expect(await kept('/_astro/style.abc.css')).toContain('immutable');
  expect(await kept('/en/')).toBe('no-cache');
});

test('downloads that are aborted leave no file open', skipIf(noFile('/proc/self/fd')), async () => {
  const isOpen = () => readdirSync('/proc/self/fd').length;
  const before = isOpen();
  for (let turn = 0; turn < 30; turn++) (await answerTo('/large.bin', server.url, 'GET')).destroy();
  for (let waited = 0; isOpen() > before && waited < 50; waited++) await setTimeout(100);
  expect(isOpen()).toBeLessThanOrEqual(before);
  expect(await get('/')).toMatchObject({ status: 200 });
});

test.each(['many', '-1', '65536'])('--port %s is refused with a message', (port) => {
  const script = path.join(import.meta.dirname, '../serve.ts');
  const { status, stderr } = spawnSync(process.execPath, [script, `--port=${port}`], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([2, `error: --port must be a number from 0 to 65535, not ${port}\n`]);
});

test('bytes that are no request are refused, and the server goes on', async () => {
  const { port } = new URL(server.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write('\0\x01 GET / HTTP/9\r\n\r\n');
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /u);
  expect(await get('/')).toMatchObject({ status: 200 });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { serveSite } from '../../site/serve.ts';
import type { Target } from './target.ts';

// biome-ignore format: a list of words
const PIECES = [
  '/', '//', '..', '.', '/en', '/en/', 'en', 'docs', '/docs/', 'index.html', '404.html', 'large.bin', '%', '%2', '%2F', '%2f..', '%00', '%ff', '%C0%AF', '%5C', '\\',
  '?', '#', '?a=b', 'http://evil.com/', '//evil.com', '@', ':80', '%0d%0a', '%E2%80%AE', 'a'.repeat(300), '/a'.repeat(200), ';', '*', '%252e', '~', '+',
];

interface Request {
  readonly kind: 'whole' | 'aborted' | 'raw';
  readonly method: string;
  readonly path: string;
}

/** Requests to the server of a built site. None may end it, lead to another host, or get a file outside. */
export async function requests(): Promise<Target<Request>> {
  const home = mkdtempSync(join(tmpdir(), 'requests-'));
  const folder = join(home, 'site');
  mkdirSync(join(folder, 'en'), { recursive: true });
  writeFileSync(join(home, 'secret'), 'SECRET');
  for (const name of ['index.html', '404.html', 'en/index.html', 'large.bin']) {
    writeFileSync(join(folder, name), name === 'large.bin' ? 'x'.repeat(1_000_000) : 'page');
  }
  const server = await serveSite({ folder, base: '/docs/' });
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const { port } = new URL(server.url);
  return {
    inputs: fc.record({
      kind: fc.oneof(
        { weight: 18, arbitrary: fc.constant('whole' as const) },
        { weight: 1, arbitrary: fc.constant('aborted' as const) },
        { weight: 1, arbitrary: fc.constant('raw' as const) },
      ),
      method: fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS'),
      path: fc
        .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 3 })), { maxLength: 8 })
        .map((pieces) => `/${pieces.join('')}`),
    }),
    check: async (input) => {
      const status = input.kind === 'raw' ? await raw(input, Number(port)) : await sent(input, Number(port), agent);
      if (![200, 301, 400, 404, 405, 431, 0].includes(status)) throw new RangeError(`answered with ${status}`);
    },
    end: async () => {
      agent.destroy();
      await server[Symbol.asyncDispose]();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** @returns the status; 0 if the request was aborted */
function sent({ kind, method, path }: Request, port: number, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    // Node refuses to send other characters. `raw` sends them.
    const sendable = path.replace(/[^\x21-\x7e]/gu, encodeURIComponent);
    const call = request({ host: '127.0.0.1', port, method, path: sendable, agent }, (response) => {
      const { statusCode = 0, headers } = response;
      if (kind === 'aborted') {
        response.destroy();
        resolve(0);
        return;
      }
      if (statusCode === 301 && !/^\/(?!\/|\\)/u.test(headers.location ?? '')) {
        reject(new TypeError(`redirected to ${headers.location}`));
      }
      let length = 0;
      response.on('error', reject);
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (chunk.includes('SECRET')) reject(new TypeError('it got a file outside of the site'));
      });
      response.on('end', () =>
        method === 'HEAD' && length > 0 ? reject(new TypeError('a body')) : resolve(statusCode),
      );
    });
    call.on('error', reject).end();
  });
}

/** Sends the path without any encoding, on a connection of its own. */
function raw({ method, path }: Request, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.end(`${method} ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
    );
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text = (text + chunk).slice(0, 100);
    });
    socket.on('error', reject).on('close', () => resolve(Number(/^HTTP\/1\.1 (\d+)/u.exec(text)?.[1] ?? 0)));
  });
}

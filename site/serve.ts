/**
 * Serves the built site as a static host does: under its base path, with index.html for folders. A path that does not
 * exist gets the nearest 404.html in the folders above. For tests, and to look at the build. Prints only its URL.
 *
 *   node site/serve.ts [--port 4321] [--folder dist]     BASE_PATH as for the build; Ctrl-C ends it
 */
import { createReadStream, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pipeline } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { createGzip } from 'node:zlib';
import { normaliseBase } from './urls.ts';

export interface ServeOptions {
  /** Folder of the built site. */
  readonly folder: string;
  /** Base path of the build; default `/`. */
  readonly base?: string | undefined;
  /** Default: 0, any free port. */
  readonly port?: number | undefined;
  /** Default: 127.0.0.1, reachable from this machine only. */
  readonly host?: string | undefined;
}

export interface ServedSite extends AsyncDisposable {
  /** URL of the site's root, with the base path and a slash at the end. */
  readonly url: string;
}

const PORTS_TRIED = 20;
const LAST_PORT = 65_535;
/** The names of these files contain a hash of what is in them. */
const FOR_A_YEAR = 'public, max-age=31536000, immutable';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.sh': 'text/x-shellscript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.xml': 'application/xml; charset=utf-8',
};

/** @throws the error of `listen`, such as EADDRINUSE */
export async function serveSite({ folder, base, port = 0, host = '127.0.0.1' }: ServeOptions): Promise<ServedSite> {
  const root = path.resolve(folder);
  const prefix = normaliseBase(base);
  const server = createServer((request, response) => answer(request, root, prefix, response));
  await listen(server, port, host);
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host}:${address.port}${prefix}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

function answer(request: IncomingMessage, root: string, base: string, response: ServerResponse): void {
  const { url = '/', method } = request;
  if (method !== 'GET' && method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  const found = lookUp(url, root, base);
  if ('redirect' in found) response.writeHead(301, { location: found.redirect }).end();
  else send(found, request, response);
}

type Found = { readonly redirect: string } | { readonly status: number; readonly file: string };

function lookUp(requested: string, root: string, base: string): Found {
  const { pathname, search } = decoded(requested);
  if (`${pathname}/` === base) return { redirect: base + search };
  const inside = pathname?.startsWith(base) ? path.join(root, pathname.slice(base.length)) : undefined;
  if (inside === undefined || !isWithin(inside, root)) return { status: 404, file: path.join(root, '404.html') };
  const kind = kindOf(inside);
  if (kind === 'folder' && !pathname?.endsWith('/')) return { redirect: urlOf(inside, root, base) + search };
  const file = kind === 'folder' ? path.join(inside, 'index.html') : inside;
  if (kindOf(file) === 'file') return { status: 200, file };
  return { status: 404, file: nearestNotFound(inside, root) };
}

/** The path is undefined if it is invalid, such as `/%`, or no name of a file, such as `/%00`. */
function decoded(requested: string): { readonly pathname: string | undefined; readonly search: string } {
  try {
    const { pathname, search } = new URL(requested, 'http://site');
    const text = decodeURIComponent(pathname);
    return { pathname: text.includes('\0') ? undefined : text, search };
  } catch {
    return { pathname: undefined, search: '' };
  }
}

/** Made from the folder, not from the requested path: a browser takes `//name` at its start for another host. */
function urlOf(folder: string, root: string, base: string): string {
  return `${base + path.relative(root, folder).split(path.sep).map(encodeURIComponent).join('/')}/`;
}

function isWithin(file: string, root: string): boolean {
  return file === root || file.startsWith(root + path.sep);
}

/** Returns undefined if nothing is there, also if nothing can have this name: it may be too long. */
function kindOf(file: string): 'folder' | 'file' | undefined {
  try {
    const status = statSync(file);
    if (status.isDirectory()) return 'folder';
    return status.isFile() ? 'file' : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the 404.html of the locale, if the path is in one. */
function nearestNotFound(file: string, root: string): string {
  for (let folder = path.dirname(file); isWithin(folder, root) && folder !== root; folder = path.dirname(folder)) {
    const page = path.join(folder, '404.html');
    if (kindOf(page) === 'file') return page;
  }
  return path.join(root, '404.html');
}

type FoundFile = Extract<Found, { status: number }>;

/** Compresses text, as static hosts do, so that what is measured here is what readers of a host load. */
function send({ status, file }: FoundFile, { method, headers }: IncomingMessage, response: ServerResponse): void {
  if (kindOf(file) !== 'file') {
    response.writeHead(status, { 'content-type': 'text/plain' }).end();
    return;
  }
  const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
  const isText = /^text|json|xml|javascript/u.test(type);
  const isZipped = isText && /\bgzip\b/u.test(String(headers['accept-encoding']));
  response.writeHead(status, {
    'content-type': type,
    'cache-control': file.includes(`${path.sep}_astro${path.sep}`) ? FOR_A_YEAR : 'no-cache',
    ...(isText && { vary: 'accept-encoding' }),
    ...(isZipped && { 'content-encoding': 'gzip' }),
  });
  if (method === 'HEAD') response.end();
  // Closes the file, too, if the other side aborts the download. A file that cannot be read ends only this answer.
  else if (isZipped) pipeline(createReadStream(file), createGzip(), response, () => undefined);
  else pipeline(createReadStream(file), response, () => undefined);
}

/** Serves on the given port, or on the next free one. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '4321' }, folder: { type: 'string', default: 'dist' } },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > LAST_PORT) {
    process.stderr.write(`error: --port must be a number from 0 to ${LAST_PORT}, not ${values.port}\n`);
    process.exitCode = 2;
    return;
  }
  const { url } = await serveOnFreePort({ folder: values.folder, base: process.env.BASE_PATH }, port);
  process.stdout.write(`${url}\n`);
}

async function serveOnFreePort(options: ServeOptions, port: number): Promise<ServedSite> {
  for (let tried = port; tried < Math.min(port + PORTS_TRIED, LAST_PORT + 1); tried += 1) {
    try {
      return await serveSite({ ...options, port: tried });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
  return serveSite(options);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();

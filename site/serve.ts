/**
 * Serves the built site as a static host does: under its base path, with index.html for folders. A path that does not
 * exist gets the nearest 404.html in the folders above. For tests, and to look at the build. Prints only its URL.
 *
 *   node site/serve.ts [--port 4321] [--folder dist]     BASE_PATH as for the build; Ctrl-C ends it
 */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
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

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.xml': 'application/xml; charset=utf-8',
};

/** @throws the error of `listen`, such as EADDRINUSE */
export async function serveSite({ folder, base, port = 0, host = '127.0.0.1' }: ServeOptions): Promise<ServedSite> {
  const root = path.resolve(folder);
  const prefix = normaliseBase(base);
  const server = createServer((request, response) => answer(request.url ?? '/', root, prefix, response));
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

function answer(requested: string, root: string, base: string, response: ServerResponse): void {
  const found = lookUp(decodePath(requested), root, base);
  if ('redirect' in found) redirect(found.redirect, response);
  else send(found.status, found.file, response);
}

type Found = { readonly redirect: string } | { readonly status: number; readonly file: string };

function lookUp(pathname: string | undefined, root: string, base: string): Found {
  if (`${pathname}/` === base) return { redirect: base };
  const inside = pathname?.startsWith(base) ? path.join(root, pathname.slice(base.length)) : undefined;
  if (inside === undefined || !isWithin(inside, root)) return { status: 404, file: path.join(root, '404.html') };
  if (isFolder(inside) && !pathname?.endsWith('/')) return { redirect: `${pathname}/` };
  const file = isFolder(inside) ? path.join(inside, 'index.html') : inside;
  if (existsSync(file) && !isFolder(file)) return { status: 200, file };
  return { status: 404, file: nearestNotFound(inside, root) };
}

/** Returns undefined for an invalid path, such as `/%`. */
function decodePath(requested: string): string | undefined {
  try {
    return decodeURIComponent(new URL(requested, 'http://site').pathname);
  } catch {
    return undefined;
  }
}

function isWithin(file: string, root: string): boolean {
  return file === root || file.startsWith(root + path.sep);
}

function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Returns the 404.html of the locale, if the path is in one. */
function nearestNotFound(file: string, root: string): string {
  for (let folder = path.dirname(file); isWithin(folder, root) && folder !== root; folder = path.dirname(folder)) {
    const page = path.join(folder, '404.html');
    if (existsSync(page)) return page;
  }
  return path.join(root, '404.html');
}

function redirect(to: string, response: ServerResponse): void {
  response.writeHead(301, { location: encodeURI(to) }).end();
}

function send(status: number, file: string, response: ServerResponse): void {
  if (!existsSync(file)) {
    response.writeHead(status, { 'content-type': 'text/plain' }).end();
    return;
  }
  response.writeHead(status, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
}

/** Serves on the given port, or on the next free one. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '4321' }, folder: { type: 'string', default: 'dist' } },
  });
  const { url } = await serveOnFreePort({ folder: values.folder, base: process.env.BASE_PATH }, Number(values.port));
  process.stdout.write(`${url}\n`);
}

async function serveOnFreePort(options: ServeOptions, port: number): Promise<ServedSite> {
  for (let tried = port; tried < port + PORTS_TRIED; tried += 1) {
    try {
      return await serveSite({ ...options, port: tried });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
  return serveSite(options);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();

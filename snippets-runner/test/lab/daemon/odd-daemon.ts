/** A server on a unix socket that may or may not answer as a Docker daemon. */
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { dirname } from 'node:path';
import type { Duplex } from 'node:stream';

export interface OddDaemon extends AsyncDisposable {
  readonly host: string;
  /** The requested paths. */
  readonly asked: readonly string[];
}

export const SILENT = Symbol('silent');

/** @param stream the output of a hijacked connection before it ends; SILENT: it prints nothing, and does not end */
export async function oddDaemon(
  socket: string,
  answer: RequestListener,
  stream: string | typeof SILENT = '',
): Promise<OddDaemon> {
  mkdirSync(dirname(socket), { recursive: true });
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  const hijacked = new Set<Duplex>();
  server.on('upgrade', (_request, connection) => {
    hijacked.add(connection);
    connection.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n');
    if (typeof stream === 'string') connection.end(stream);
  });
  server.listen(socket);
  await once(server, 'listening');
  return {
    host: `unix://${socket}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      for (const connection of hijacked) connection.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

export function json(value: unknown, status = 200): RequestListener {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
}

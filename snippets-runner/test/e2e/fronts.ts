/** Servers that forward connections to a daemon's socket. A test can cut them off at any time. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer } from 'node:tls';
import ssh2 from 'ssh2';
import type { Certificates } from './certificates.ts';

export interface Front extends AsyncDisposable {
  /** 0 if it is a unix socket. */
  readonly port: number;
  /** Ends all connections, and accepts no new ones. */
  cut(): void;
}

/** Returns the path in `unix://PATH`. */
export function socketOf(host: string): string {
  return host.slice('unix://'.length);
}

export function socketFront(target: string, socketPath: string): Promise<Front> {
  return front((ends) => createServer({ allowHalfOpen: true }, (near) => relay(near, target, ends)), socketPath);
}

/** Starts a front that asks clients for certificates, like `dockerd --tlsverify`. */
export function tlsFront(target: string, { server: folder }: Certificates): Promise<Front> {
  const [ca, cert, key] = ['ca.pem', 'cert.pem', 'key.pem'].map((name) => readFileSync(join(folder, name)));
  const options = { ca, cert, key, requestCert: true, rejectUnauthorized: true, allowHalfOpen: true };
  return front((ends) => createTlsServer(options, (near) => relay(near, target, ends)));
}

export interface SshServer {
  /** Private key of the machine. */
  readonly hostKey: string;
  /** Public key of the user who may log in. */
  readonly allowed: string;
}

const DIAL_STDIO = /^docker --host=unix:\/\/(\S+) system dial-stdio$/u;

/** Starts an ssh server that does only what `docker system dial-stdio` does, so it needs no docker command. */
export function sshFront({ hostKey, allowed }: SshServer): Promise<Front> {
  return front((ends) => {
    const server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => {
      client.on('error', () => undefined);
      client.on('authentication', (context) => {
        if (context.method === 'publickey' && isAllowed(context, allowed)) context.accept();
        else context.reject(['publickey']);
      });
      client.on('session', (accept) => {
        accept().on('exec', (acceptExec, reject, { command }) => {
          const [, socketPath] = DIAL_STDIO.exec(command) ?? [];
          if (socketPath === undefined) reject();
          else dialStdio(acceptExec(), socketPath);
        });
      });
    });
    // The server of ssh2 does not give access to its connections.
    return createServer((connection) => {
      ends.add(connection.on('error', () => undefined));
      server.injectSocket(connection);
    });
  });
}

function isAllowed({ key, blob, signature, hashAlgo }: ssh2.PublicKeyAuthContext, allowed: string): boolean {
  const known = ssh2.utils.parseKey(allowed);
  if (known instanceof Error || !known.getPublicSSH().equals(key.data)) return false;
  return signature === undefined || (blob !== undefined && known.verify(blob, signature, hashAlgo) === true);
}

function dialStdio(channel: ssh2.ServerChannel, socketPath: string): void {
  const far = connect({ path: socketPath, allowHalfOpen: true });
  channel.pipe(far).pipe(channel, { end: false });
  const end = (exit: number) => {
    channel.exit(exit);
    channel.end();
  };
  far.on('error', () => {
    channel.stderr.write(`failed to open the raw stream connection: dial unix ${socketPath}: connect: …\n`);
    end(1);
  });
  far.on('end', () => end(0));
  channel.on('close', () => far.destroy());
}

function relay(near: Socket, target: string, ends: Set<Duplex>): void {
  const far = connect({ path: target, allowHalfOpen: true });
  for (const [from, to] of [
    [near, far],
    [far, near],
  ] as const) {
    ends.add(from.on('error', () => to.destroy()));
    from.pipe(to);
  }
}

async function front(serve: (ends: Set<Duplex>) => Server, socketPath?: string): Promise<Front> {
  const ends = new Set<Duplex>();
  const server = serve(ends);
  if (socketPath === undefined) server.listen(0, '127.0.0.1');
  else server.listen(socketPath);
  await once(server, 'listening');
  const cut = () => {
    server.close();
    for (const end of ends) end.destroy();
  };
  const port = socketPath === undefined ? (server.address() as AddressInfo).port : 0;
  return { port, cut, [Symbol.asyncDispose]: async () => cut() };
}

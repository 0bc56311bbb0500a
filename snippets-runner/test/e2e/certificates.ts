/** Certificates for a daemon with TLS and its clients, made by openssl. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Folders with `ca.pem`, `cert.pem` and `key.pem`, as docker wants them.
 * https://docs.docker.com/engine/security/protect-access/#use-tls-https-to-protect-the-docker-daemon-socket
 */
export interface Certificates {
  readonly server: string;
  readonly client: string;
  /** A folder with certificates of another authority. */
  readonly stranger: string;
}

export function makeCertificates(folder: string): Certificates {
  const [ours, theirs] = [authority(join(folder, 'ours')), authority(join(folder, 'theirs'))];
  return {
    server: certificate(join(folder, 'server'), ours, 'subjectAltName=IP:127.0.0.1'),
    client: certificate(join(folder, 'client'), ours, 'extendedKeyUsage=clientAuth'),
    stranger: certificate(join(folder, 'stranger'), theirs, 'extendedKeyUsage=clientAuth'),
  };
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

function authority(folder: string): string {
  mkdirSync(folder, { recursive: true });
  openssl(folder, 'req', '-x509', ...NEW_KEY, '-keyout', 'ca-key.pem', '-out', 'ca.pem', '-subj', '/CN=authority');
  return folder;
}

function certificate(folder: string, by: string, extension: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'extension'), extension);
  writeFileSync(join(folder, 'ca.pem'), readFileSync(join(by, 'ca.pem')));
  openssl(folder, 'req', ...NEW_KEY, '-keyout', 'key.pem', '-out', 'request.pem', '-subj', '/CN=test');
  const signer = ['-CA', join(by, 'ca.pem'), '-CAkey', join(by, 'ca-key.pem'), '-CAcreateserial'];
  openssl(folder, 'x509', '-req', '-in', 'request.pem', ...signer, '-extfile', 'extension', '-out', 'cert.pem');
  return folder;
}

function openssl(cwd: string, ...args: readonly string[]): void {
  execFileSync('openssl', args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
}

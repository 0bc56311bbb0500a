/** A registry on an engine, which gives out one image: nginx, with the files that `docker save` writes. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Docker from 'dockerode';
import type { ReadyImage } from '../../../lab/images/images.ts';

export interface Registry extends AsyncDisposable {
  /** Name and tag of the image that it has. */
  readonly reference: string;
  /** Of that image. */
  readonly id: string;
  /** Of its manifest. */
  readonly digest: string;
}

/**
 * @param server nginx
 * @param image what it gives out
 */
export async function startRegistry(docker: Docker, server: ReadyImage, image: ReadyImage): Promise<Registry> {
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const folder = mkdtempSync(join(tmpdir(), 'registry-'));
  try {
    const { files, digest } = answersOf(await image.archive(), folder, port);
    const container = await docker.createContainer({
      Image: server.facts.id,
      Entrypoint: ['nginx', '-g', 'daemon off;', '-c', '/registry/nginx.conf'],
      Cmd: [],
      HostConfig: { NetworkMode: 'host' },
    });
    await container.putArchive(files, { path: '/' });
    await container.start();
    return {
      reference: `127.0.0.1:${port}/tests/small:1.2`,
      id: image.facts.id,
      digest,
      [Symbol.asyncDispose]: () => container.remove({ force: true, v: true }),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Returns an archive of what the registry answers, and of its configuration, and the digest of the manifest.
 * @param saved as `docker save` writes it
 */
function answersOf(saved: string, folder: string, port: number): { readonly files: Buffer; readonly digest: string } {
  const root = join(folder, 'registry');
  const answers = join(root, 'v2/tests/small');
  for (const name of ['manifests', 'blobs']) mkdirSync(join(answers, name), { recursive: true });
  mkdirSync(join(folder, 'saved'));
  execFileSync('tar', ['-xf', saved, '-C', join(folder, 'saved')]);
  const blob = (digest: string) => join(folder, 'saved/blobs', digest.replace(':', '/'));
  const index = JSON.parse(readFileSync(join(folder, 'saved/index.json'), 'utf8'));
  const [{ digest, mediaType }] = index.manifests;
  const manifest = JSON.parse(readFileSync(blob(digest), 'utf8'));
  for (const name of [digest, '1.2']) writeFileSync(join(answers, 'manifests', name), readFileSync(blob(digest)));
  for (const { digest: each } of [manifest.config, ...manifest.layers]) {
    writeFileSync(join(answers, 'blobs', each), readFileSync(blob(each)));
  }
  writeFileSync(join(root, 'nginx.conf'), configuration(port, mediaType));
  return { files: execFileSync('tar', ['-c', '-C', folder, 'registry'], { maxBuffer: 1e9 }), digest };
}

function configuration(port: number, mediaType: string): string {
  return `user root; pid /tmp/registry.pid; error_log /dev/stderr; events {}
http {
  access_log off;
  server {
    listen 127.0.0.1:${port};
    root /registry;
    location = /v2/ { default_type application/json; return 200 '{}'; }
    location /v2/tests/small/manifests/ { default_type ${mediaType}; }
  }
}
`;
}

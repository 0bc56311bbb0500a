import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectTo } from '../../../lab/daemon/connect.ts';
import { daemonIdentity, machineIdentity } from '../../../lab/engines/identity.ts';
import { readRecipe, tagOf } from '../../../lab/images/image-recipes.ts';
import { HOME } from '../../e2e/snippets.ts';
import { json, oddDaemon } from '../daemon/odd-daemon.ts';

let home: string;
let images: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'identity-'));
  images = join(home, 'images');
  cpSync(join(HOME, 'content/images'), images, { recursive: true });
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('a daemon', () => {
  const identityOf = async (version: object, id = 'sha256:1') => {
    const RepoTags = [tagOf(readRecipe(images, 'alpine'), 'stand-in')];
    await using daemon = await oddDaemon(join(home, 'daemon.sock'), (request, response) => {
      const url = request.url ?? '';
      if (url.includes('/version')) json({ Version: '28.5.2', ...version })(request, response);
      else json(url.includes('/images') ? [{ Id: id, RepoTags }] : { ID: 'A' })(request, response);
    });
    return await daemonIdentity(await connectTo(daemon.host, { env: {}, home }), images);
  };

  test('is the same while nothing changes', async () => {
    expect(await identityOf({})).toEqual(await identityOf({}));
  });

  test.each([{ KernelVersion: '6.13' }, { Components: [{ Name: 'runc', Version: '1.3' }] }, { Arch: 'arm64' }])(
    'is another with %o',
    async (version) => {
      expect((await identityOf(version)).engine).not.toBe((await identityOf({})).engine);
    },
  );

  test('has the ids of images whose recipe is that of now', async () => {
    expect((await identityOf({}, 'sha256:2')).images).toEqual(new Map([['alpine', 'sha256:2']]));
    const old = tagOf(readRecipe(images, 'alpine'), 'registry');
    writeFileSync(join(images, 'alpine/Dockerfile'), '# changed');
    expect(tagOf(readRecipe(images, 'alpine'), 'registry')).not.toBe(old);
  });
});

describe('the virtual machine', () => {
  const at = (path: string) => join(home, path);
  beforeEach(() => {
    mkdirSync(at('.cache/engine-vm'), { recursive: true });
    cpSync(join(HOME, 'scripts'), at('scripts'), { recursive: true });
    for (const name of ['made', 'machine', 'disk.img']) writeFileSync(at(`.cache/engine-vm/${name}`), name);
  });

  test('is known from its files, with the images on its disk', () => {
    const identity = machineIdentity(home, images);
    expect(identity).toEqual(machineIdentity(home, images));
    expect([...(identity?.images.keys() ?? [])].sort()).toEqual(['alpine', 'busybox', 'nginx', 'node']);
  });

  test('is not known before it is made', () => {
    rmSync(at('.cache/engine-vm/made'));
    expect(machineIdentity(home, images)).toBeUndefined();
  });

  test.each<[string, () => void]>([
    ['disk', () => utimesSync(at('.cache/engine-vm/disk.img'), 1, 1)],
    ['recipe', () => writeFileSync(at('scripts/engines/vm-init'), '# changed')],
    ['list of packages', () => writeFileSync(at('scripts/debian.lock'), '# changed')],
    ['kind', () => writeFileSync(at('.cache/engine-vm/machine'), 'qemu KVM works')],
  ])('is another with another %s', (_what, change) => {
    const before = machineIdentity(home, images)?.engine;
    change();
    expect(machineIdentity(home, images)?.engine).not.toBe(before);
  });

  test('has other images with another recipe of an image', () => {
    const before = machineIdentity(home, images)?.images;
    writeFileSync(join(images, 'nginx/default.conf'), '# changed');
    const after = machineIdentity(home, images)?.images;
    expect([after?.get('alpine') === before?.get('alpine'), after?.get('nginx') === before?.get('nginx')]).toEqual([
      true,
      false,
    ]);
  });
});

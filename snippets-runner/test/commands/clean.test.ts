/** Which engines and folders `clean` looks at, and what it says. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { thisMachine } from '../../base/process-identity.ts';
import { clean } from '../../commands/clean.ts';
import { json, oddDaemon } from '../lab/daemon/odd-daemon.ts';
import { contentFolder, contextFor, type Said } from './content-folder.ts';

test('the engines that are named are cleaned, and no other', async () => {
  using folder = contentFolder();
  const lab = { Id: 'one', Labels: { 'snippets.lab.id': 'left', 'snippets.lab.owner': 'another-machine/1/2' } };
  await using empty = await oddDaemon(join(folder.home, 'empty.sock'), (request, response) =>
    json(request.url?.includes('/volumes') ? { Volumes: [] } : [])(request, response),
  );
  await using used = await oddDaemon(join(folder.home, 'used.sock'), (request, response) => {
    const url = request.url ?? '';
    if (url.includes('/version')) json({ Version: '28.5.2' })(request, response);
    else if (url.includes('/containers')) json([lab])(request, response);
    else json(url.includes('/volumes') ? { Volumes: [] } : [])(request, response);
  });
  const said: Said = { printed: [], told: [] };
  const context = { ...contextFor(folder, said), env: { DOCKER_HOST: empty.host }, engines: [used.host] };
  expect(await clean(context)).toBe(0);
  expect(said.printed).toEqual(['left lab left of ?: made from another machine', 'nothing to remove']);
  expect(empty.asked).toEqual([]);
});

test('half-written files are removed wherever a run writes: in the content folder, and in the cache', async () => {
  using folder = contentFolder({ 'captures/bridge/.a.yaml.1.partial': '' });
  const names = ['.passed-pages.json.1.partial', 'images/.alpine.tar.2.partial', 'watched/.attach.json.3.partial'];
  for (const name of [...names, 'engine/data/.of-a-container.4.partial']) {
    const file = join(folder.home, '.cache', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
  }
  await using daemon = await oddDaemon(join(folder.home, 'empty.sock'), (request, response) => {
    const url = request.url ?? '';
    if (url.includes('/version')) json({ Version: '28.5.2' })(request, response);
    else json(url.includes('/volumes') ? { Volumes: [] } : [])(request, response);
  });
  const said: Said = { printed: [], told: [] };
  expect(await clean({ ...contextFor(folder, said), engines: [daemon.host] })).toBe(0);
  expect(said.printed).toEqual(['removed 4 half-written files', 'clean']);
  const left = readdirSync(folder.home, { recursive: true, encoding: 'utf8' });
  expect(left.filter((name) => name.endsWith('.partial'))).toEqual(['.cache/engine/data/.of-a-container.4.partial']);
});

test('a lab that cannot be removed is not passed over', async () => {
  using folder = contentFolder();
  const owner = `${thisMachine()}/${spawnSync(process.execPath, ['--version']).pid}/1`;
  const lab = { Id: 'one', Labels: { 'snippets.lab.id': 'left', 'snippets.lab.owner': owner } };
  await using daemon = await oddDaemon(join(folder.home, 'used.sock'), (request, response) => {
    const url = request.url ?? '';
    if (url.includes('/version')) json({ Version: '28.5.2' })(request, response);
    else if (request.method === 'DELETE') response.writeHead(500).end('{"message":"it is stuck"}');
    else if (url.includes('/containers')) json([lab])(request, response);
    else json(url.includes('/volumes') ? { Volumes: [] } : [])(request, response);
  });
  const said: Said = { printed: [], told: [] };
  expect(await clean({ ...contextFor(folder, said), engines: [daemon.host] })).toBe(2);
  expect(said.printed).toEqual([
    expect.stringMatching(/^left lab left of \?: .*it is stuck/u),
    '1 lab could not be removed',
  ]);
});

/** Which engines `clean` looks at. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
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

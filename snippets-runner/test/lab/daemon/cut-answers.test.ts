import { mkdtempSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { connectTo } from '../../../lab/daemon/connect.ts';
import { onDaemon } from '../../../lab/daemon/failures.ts';
import { json, oddDaemon } from './odd-daemon.ts';

const home = mkdtempSync(join(tmpdir(), 'cut-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Sends the headers of an answer, as Docker does for `wait`, and is gone before the rest. */
const cut: RequestListener = (request, response) => {
  if (request.url?.includes('/version')) return json({ Version: '28.5.2' })(request, response);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"Status');
  setTimeout(() => request.socket.destroy(), 50);
};

test.each([
  ['wait', (docker: Awaited<ReturnType<typeof connectTo>>['docker']) => docker.getContainer('x').wait()],
  ['info', (docker: Awaited<ReturnType<typeof connectTo>>['docker']) => docker.info()],
])('an answer to %s that is cut is an error, not an endless wait', async (name, ask) => {
  await using daemon = await oddDaemon(join(home, `${name}.sock`), cut);
  const { docker } = await connectTo(daemon.host, { env: {}, home });
  const answer = onDaemon('asking', () => ask(docker)).catch((error: unknown) => error);
  expect(await Promise.race([answer, delay(60_000, 'still waiting')])).toMatchObject({ code: 'engine-lost' });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { connectTo } from '../../lab/daemon/connect.ts';
import { createLabNetwork } from '../../lab/network.ts';
import { json, oddDaemon } from './daemon/odd-daemon.ts';

const folder = mkdtempSync(join(tmpdir(), 'network-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let daemons = 0;

/** Starts a daemon that answers requests for a network. They are counted from 0. */
async function daemon(answer: (nth: number) => { readonly status: number; readonly value: unknown }) {
  let asked = 0;
  return oddDaemon(join(folder, `${++daemons}.sock`), (request, response) => {
    if (request.url?.includes('/networks/create')) {
      const { status, value } = answer(asked++);
      return json(value, status)(request, response);
    }
    return json({ ApiVersion: '1.51', Version: '28.5.2' })(request, response);
  });
}

async function create(host: string) {
  const { docker } = await connectTo(host, { env: {}, home: folder });
  return createLabNetwork(docker, 'abc', {} as Parameters<typeof createLabNetwork>[2]);
}

const TAKEN = { status: 403, value: { message: 'Pool overlaps with other one on this address space' } };

describe("a lab's network", () => {
  test('is the first whose subnet is free', async () => {
    await using engine = await daemon((nth) => (nth < 2 ? TAKEN : { status: 201, value: { Id: 'net' } }));
    const { name, address } = await create(engine.host);
    expect([name, address(0), address(2)]).toEqual(['snippets-abc', '10.213.2.10', '10.213.2.12']);
  });

  test('fails if all subnets are in use, and says how to free them', async () => {
    await using engine = await daemon(() => TAKEN);
    await expect(create(engine.host)).rejects.toMatchObject({
      code: 'docker-refused',
      message: 'all 256 subnets for labs are in use on this engine',
      hint: expect.stringContaining('snippets clean'),
    });
    expect(engine.asked.filter((url) => url.includes('/networks/create'))).toHaveLength(256);
  });

  test('that is refused for another reason is not tried again', async () => {
    await using engine = await daemon(() => ({ status: 500, value: { message: 'no space left on device' } }));
    await expect(create(engine.host)).rejects.toMatchObject({
      code: 'docker-refused',
      hint: expect.stringContaining('disk is full'),
    });
    expect(engine.asked.filter((url) => url.includes('/networks/create'))).toHaveLength(1);
  });
});

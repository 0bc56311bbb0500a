/** The options that a page gives to the daemons of its lab, on a real daemon. */

import { beforeAll, expect, test } from 'vitest';
import { connect } from '../../../lab/daemon/connect.ts';
import { openEngine } from '../../../lab/engines/open.ts';
import type { DockerNode } from '../../../lab/node/docker-node.ts';
import type { Engine } from '../../../model/lab.ts';
import type { LabSpec } from '../../../tutorial/page.ts';
import { ENGINE_OPTIONS } from '../../engine-options.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine(await connect(ENGINE_OPTIONS), ENGINE_OPTIONS);
});

const makeLab = (daemon: LabSpec['daemon']) =>
  engine.createLab({
    page: 'daemon-options',
    spec: { nodes: ['host'], images: [], needs: [], outside: false, leaves: [], ...(daemon && { daemon }) },
    signal: new AbortController().signal,
  });

async function subnets(daemon: LabSpec['daemon']): Promise<string> {
  await using lab = await makeLab(daemon);
  const { output } = await (lab.nodes.get('host') as DockerNode).run([
    'bash',
    '-c',
    'docker network create one >/dev/null; docker network inspect bridge one --format "{{(index .IPAM.Config 0).Subnet}}"',
  ]);
  return output.trim();
}

test.each([
  ['none', undefined, '172.17.0.0/16\n172.18.0.0/16'],
  ['address pools', { 'default-address-pools': [{ base: '10.9.0.0/16', size: 24 }] }, '172.17.0.0/16\n10.9.0.0/24'],
  ['the address of the default bridge', { bip: '10.8.0.1/24' }, '10.8.0.0/24\n172.18.0.0/16'],
])('%s', async (_what, daemon, expected) => {
  expect(await subnets(daemon)).toBe(expected);
});

test('a value that the daemon refuses is reported with its reason', async () => {
  await expect(makeLab({ bip: 'nonsense' })).rejects.toMatchObject({
    code: 'node-not-ready',
    message: expect.stringContaining('nonsense'),
  });
});

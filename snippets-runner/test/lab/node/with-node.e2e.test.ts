import { beforeAll, expect, test } from 'vitest';
import { connect } from '../../../lab/daemon/connect.ts';
import type { Connection } from '../../../lab/daemon/connection.ts';
import { imagesOf } from '../../../lab/engines/open.ts';
import { withNode } from '../../../lab/node/with-node.ts';
import { ENGINE_OPTIONS } from '../../engine-options.ts';

const LABEL = '(with-node)';
let docker: Connection['docker'];
let image: string;

beforeAll(async () => {
  const connection = await connect(ENGINE_OPTIONS);
  docker = connection.docker;
  image = await (await imagesOf(connection, ENGINE_OPTIONS)).node();
});

const nodes = () => docker.listContainers({ all: true, filters: { label: [`snippets.lab.page=${LABEL}`] } });

test('an interruption ends the work on a node, and removes the node', async () => {
  const interruption = new AbortController();
  const { signal } = interruption;
  let hasBegun = false;
  const working = withNode(docker, { image, label: LABEL, imageStore: undefined, signal }, async (node) => {
    hasBegun = true;
    setTimeout(() => interruption.abort(), 300);
    await node.run(['sleep', '1000']);
  });
  await expect(working).rejects.toMatchObject({ name: 'AbortError' });
  expect(hasBegun).toBe(true);
  expect(await nodes()).toEqual([]);
});

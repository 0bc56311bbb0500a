import { join } from 'node:path';
import type Docker from 'dockerode';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../../lab/daemon/connect.ts';
import { DockerEngine } from '../../../lab/docker-engine.ts';
import { labelsOf } from '../../../lab/engines/open.ts';
import { imageId } from '../../../lab/images/image-api.ts';
import { Images } from '../../../lab/images/images.ts';
import { pulledTag } from '../../../lab/images/pull-image.ts';
import { shellOn } from '../../e2e/lab.ts';
import { HOME } from '../../e2e/snippets.ts';
import { type Registry, startRegistry } from './registry.ts';

let docker: Docker;
let registry: Registry;
const said: string[] = [];

function imagesThat(tries: 'try' | 'never'): Images {
  return new Images({
    docker,
    cacheFolder: join(HOME, '.cache/images'),
    imagesFolder: join(HOME, 'content/images'),
    registry: tries,
    onProgress: (message) => said.push(message),
  });
}

beforeAll(async () => {
  ({ docker } = await connect({ env: process.env, home: HOME }));
  const images = imagesThat('never');
  registry = await startRegistry(docker, await images.ready('nginx'), await images.ready('alpine'));
});

afterAll(async () => {
  await docker
    .getImage(pulledTag(registry.reference))
    .remove({ noprune: true })
    .catch(() => undefined);
  await registry?.[Symbol.asyncDispose]();
});

test('a lab has the images that a document names, under their names and tags', async () => {
  const { reference } = registry;
  const missing = reference.replace('small', 'other');
  const engine = new DockerEngine(docker, imagesThat('try'), (await labelsOf(docker)).get('snippets.node-cgroup'));
  const spec = {
    nodes: ['host'],
    images: ['alpine'],
    references: [reference, missing],
    needs: [],
    outside: false,
    leaves: [],
  };
  await using lab = await engine.createLab({ page: 'pulled', spec, signal: new AbortController().signal });
  await using shell = await shellOn(lab);
  const command = `docker run --rm ${reference} echo ran; docker image ls --format '{{.Repository}}:{{.Tag}}' | sort`;
  const ran = await shell.run(command, { kind: 'shell' }, performance.now() + 60_000 * lab.slowdown);
  expect(ran).toMatchObject({ output: ['ran', reference, 'alpine:latest'].join('\n') });
  expect(lab.images.get(reference)).toEqual({ reference, id: registry.id, origin: 'registry' });
  expect(said.filter((text) => text.startsWith(missing))).toHaveLength(1);
  // The engine's own list of images stays as it was.
  expect(await imageId(docker, reference)).toBeUndefined();
});

test('an image that was pulled once is not asked for again', async () => {
  await imagesThat('try').pulled(registry.reference);
  said.length = 0;
  expect(await imagesThat('never').pulled(registry.reference)).toMatchObject({ facts: { id: registry.id } });
  expect(await imagesThat('never').pulled('127.0.0.1:9/tests/none')).toBeUndefined();
  expect(said).toEqual([]);
});

test('an image that a document names by its digest is left to the nodes', async () => {
  const { reference, digest } = registry;
  const pinned = `${reference}@${digest}`;
  const engine = new DockerEngine(docker, imagesThat('try'), (await labelsOf(docker)).get('snippets.node-cgroup'));
  const spec = { nodes: ['host'], images: [], references: [pinned], needs: [], outside: false, leaves: [] };
  await using lab = await engine.createLab({ page: 'pinned', spec, signal: new AbortController().signal });
  expect(lab.images).toEqual(new Map());
});

import { describe, expect, test } from 'vitest';
import { hasPassed, type PageOutcome } from '../../model/outcome.ts';
import { FakeEngine } from '../fake-lab/fake-lab.ts';
import { prints } from '../fake-lab/fake-programs.ts';
import { pageOf } from './pages.ts';
import { runOn } from './run.ts';

const CONTAINERS = '/containers/json?all=true';
const BOX_ID = 'b0'.repeat(32);
const BOX = [
  {
    Id: BOX_ID,
    Names: ['/box'],
    Image: 'alpine',
    State: 'running',
    Ports: [],
    HostConfig: {},
    NetworkSettings: { Networks: {} },
  },
];
const DETAILS = { State: { Status: 'running' }, HostConfig: { AutoRemove: false }, NetworkSettings: { Networks: {} } };
/** Requests for the topology, before the snippet and after it. */
const ASKED_BEFORE = 2;

/**
 * Runs a page of one command on two nodes.
 * @param containers returns the containers on the second node, by the number of the request for leftovers
 */
async function run(containers: (question: number) => unknown, front = ''): Promise<PageOutcome> {
  let questions = 0;
  const engine = new FakeEngine({
    programs: { 'docker run': prints('') },
    answers: (node, path) => {
      if (path.includes(BOX_ID)) return DETAILS;
      return node === 'two' && path === CONTAINERS ? containers(++questions - ASKED_BEFORE) : undefined;
    },
  });
  const body = '```console snippet=one timeout=1s\n$ docker run\n```\n';
  const page = pageOf(body, { lab: `nodes: [one, two]${front}` });
  const { pages } = await runOn(engine, [page]);
  expect(engine.labs).toEqual(new Set());
  return pages[0] as PageOutcome;
}

describe('a page that leaves a container on a node', () => {
  test('fails', async () => {
    const outcome = await run(() => BOX);
    expect(outcome).toMatchObject({ leaks: [{ node: 'two', kind: 'containers', names: ['box'] }] });
    expect(hasPassed(outcome)).toBe(false);
  });

  test('passes if it declares it, and the run does not wait', async () => {
    const asked: number[] = [];
    const outcome = await run((question) => {
      asked.push(question);
      return BOX;
    }, '\nleaves: [containers]');
    expect(outcome).toMatchObject({ leaks: [], recording: { left: [{ names: ['box'] }] } });
    expect(hasPassed(outcome)).toBe(true);
    expect(asked.filter((question) => question > 0)).toEqual([1]);
  });

  test('fails if it declares something else', async () => {
    const outcome = await run(() => BOX, '\nleaves: [networks]');
    expect(outcome).toMatchObject({ leaks: [{ kind: 'containers' }] });
  });

  test('passes if the container is removed by itself', async () => {
    const outcome = await run((question) => (question < 3 ? BOX : []));
    expect(outcome).toMatchObject({ leaks: [], recording: { left: [] } });
    expect(hasPassed(outcome)).toBe(true);
  });
});

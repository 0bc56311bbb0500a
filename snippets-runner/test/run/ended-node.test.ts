import { describe, expect, test } from 'vitest';
import { SnippetsError } from '../../model/error.ts';
import type { NodeCondition } from '../../model/lab.ts';
import { FakeEngine } from '../fake-lab/fake-lab.ts';
import { prints } from '../fake-lab/fake-programs.ts';
import { pageOf } from './pages.ts';
import { runOn } from './run.ts';

const LOST = new SnippetsError('engine-lost', 'socket hang up', 'start it');
const ANSWERS: Readonly<Record<string, unknown>> = {
  '/containers/json?all=true': [],
  '/info': { Swarm: { LocalNodeState: 'inactive', ControlAvailable: false } },
  '/networks': [],
  '/volumes': { Volumes: null },
};
const PAGE = pageOf(
  ['```console snippet=look\n$ docker ps\n```\n', '```console snippet=end\n$ kill\n```\n'].join('\n'),
);

/**
 * Runs a page whose node no longer answers after `kill`.
 * @param stillAnswers requests that it answers after it
 */
async function run(condition: NodeCondition, stillAnswers = 0) {
  let left = Number.POSITIVE_INFINITY;
  const engine = new FakeEngine({
    programs: {
      'docker ps': prints(''),
      kill: (run) => {
        left = stillAnswers;
        return prints('')(run);
      },
    },
    answers: (_node, path) => {
      if (left-- <= 0) throw LOST;
      return ANSWERS[path];
    },
    condition: () => (left <= 0 ? condition : { kind: 'running' }),
  });
  const { pages } = await runOn(engine, [PAGE]);
  expect(engine.labs).toEqual(new Set());
  return pages[0];
}

describe('if a daemon no longer answers', () => {
  test.each<[NodeCondition, string]>([
    [{ kind: 'ended', exit: 2 }, 'node host has ended with exit code 2, as it does if its Docker daemon ends'],
    [{ kind: 'out-of-memory', isRunning: false }, 'node host has run out of memory'],
  ])('because its node is %j, the snippet is stuck for that', async (condition, reason) => {
    const outcome = await run(condition);
    const { snippets } = outcome?.kind === 'ran' ? outcome.recording : { snippets: [] };
    expect(snippets.at(-1)?.ending).toMatchObject({ kind: 'stuck', reason });
  });

  test.each([
    ['after a snippet', 0],
    ['when what is left is read', 3],
  ])('%s, because its node has ended, the snippet is stuck', async (_when, stillAnswers) => {
    const outcome = await run({ kind: 'ended', exit: 2 }, stillAnswers);
    expect(outcome).toMatchObject({ kind: 'ran', recording: { snippets: [{ id: 'look' }, { id: 'end' }] } });
    const { snippets } = outcome?.kind === 'ran' ? outcome.recording : { snippets: [] };
    expect(snippets.map(({ ending }) => ending)).toEqual([
      { kind: 'completed' },
      {
        kind: 'stuck',
        step: expect.objectContaining({ text: 'kill' }),
        reason: 'node host has ended with exit code 2, as it does if its Docker daemon ends',
      },
    ]);
  });

  test.each<NodeCondition>([{ kind: 'running' }, { kind: 'out-of-memory', isRunning: true }, { kind: 'gone' }])(
    'although its node is $kind, the page could not run',
    async (condition) => {
      expect(await run(condition)).toMatchObject({ kind: 'broken', error: LOST });
    },
  );
});

import { describe, expect, test } from 'vitest';
import type { PageOutcome } from '../../model/outcome.ts';
import type { Capture } from '../../tutorial/capture/capture.ts';
import { FakeEngine } from '../fake-lab/fake-lab.ts';
import { prints } from '../fake-lab/fake-programs.ts';
import { answersOf, BRIDGE, type FakeContainer } from '../topology/answers.ts';
import { captureOf } from '../tutorial/capture/sample.ts';
import { pageOf } from './pages.ts';
import { runOn } from './run.ts';

const PAGE = pageOf(
  ['```console snippet=look\n$ docker ps\n```\n', '```console snippet=start\n$ docker run\n```\n'].join('\n'),
  { lab: 'nodes: [host]\nleaves: [containers, networks]' },
);

/** Runs a page in a lab where `docker run` starts these containers, and prints nothing. */
async function run(containers: readonly FakeContainer[], capture?: Capture, exit = 0) {
  let isStarted = false;
  const engine = new FakeEngine({
    programs: {
      'docker ps': prints(''),
      'docker run': (run) => {
        isStarted = true;
        return prints('', exit)(run);
      },
    },
    answers: (_node, path) => answersOf(isStarted ? containers : [], [BRIDGE, { name: 'pair' }])[path],
  });
  const { pages } = await runOn(engine, [PAGE], {
    captures: new Map(capture && [['page', capture]]),
    tolerated: new Set(capture ? [] : ['no-capture']),
  });
  const [outcome] = pages as [PageOutcome];
  if (outcome.kind !== 'ran') throw new TypeError(`it was ${outcome.kind}`);
  return outcome;
}

const BOX: FakeContainer = { name: 'box', networks: { pair: '172.18.0.2/16' } };

describe('a page', () => {
  test('is recorded with its changes of the lab', async () => {
    const { recording } = await run([BOX]);
    expect(recording.before).toMatchObject({ networks: [{ name: 'bridge' }, { name: 'pair' }], containers: [] });
    expect(recording.snippets.map(({ topology }) => topology?.containers.map(({ name }) => name))).toEqual([
      undefined,
      ['box'],
    ]);
  });

  test.each<[string, readonly FakeContainer[]]>([
    ['is on another network', [{ ...BOX, networks: { bridge: '172.17.0.2/16' } }]],
    ['is not alone', [BOX, { name: 'left', state: 'exited' }]],
    ['does not run', [{ ...BOX, state: 'exited' }]],
  ])('fails if its container %s, although its output is the same', async (_what, containers) => {
    const { recording } = await run([BOX]);
    const capture = captureOf(PAGE, recording);
    expect((await run([BOX], capture)).snippets.map(({ faults }) => faults)).toEqual([[], []]);
    const outcome = await run(containers, capture);
    expect(outcome.snippets.map(({ faults }) => faults.map(({ kind }) => kind))).toEqual([[], ['other-topology']]);
    expect(outcome.stale).toEqual(new Set(['start']));
  });
});

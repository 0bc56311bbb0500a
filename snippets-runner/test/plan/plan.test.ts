import { describe, expect, test } from 'vitest';
import type { Until } from '../../model/plan.ts';
import { planPage, planPages } from '../../plan/plan.ts';
import { pageOf } from '../pipeline/pages.ts';

/** What each step of a page waits for: the prompt itself, or the kind of end. */
function untils(body: string, nodes = '[host]'): string[] {
  const { snippets } = planPage(pageOf(body, { lab: `nodes: ${nodes}` }));
  return snippets.flatMap(({ steps }) => steps.map(({ until }) => said(until)));
}

function said(until: Until): string {
  return until.kind === 'prompt' ? until.prompt : until.kind;
}

const snippet = (id: string, ...lines: string[]) => ['```console snippet='.concat(id), ...lines, '```', ''].join('\n');

describe('a step waits for', () => {
  test('the shell before a command, and at the end', () => {
    expect(untils(snippet('one', '$ docker ps', '$ docker network ls'))).toEqual(['shell', 'shell']);
  });

  test('the prompt that the next step is typed at', () => {
    expect(untils(snippet('one', '$ docker attach box', '/ # ls', '/ # exit'))).toEqual(['/ # ', '/ # ', 'shell']);
  });

  test('quiet where the next step has no prompt', () => {
    expect(untils(snippet('one', '$ docker attach box', '<Ctrl-C>'))).toEqual(['quiet', 'shell']);
  });

  test('the first step of the next snippet', () => {
    const body = snippet('one', '$ docker attach box', '/ # ls') + snippet('two', '/ # exit', '$ docker ps');
    expect(untils(body)).toEqual(['/ # ', '/ # ', 'shell', 'shell']);
  });

  test('the next step on its own node', () => {
    const body =
      snippet('one node=host-a', '$ docker attach box') +
      snippet('two node=host-b', '$ docker ps') +
      snippet('three node=host-a', '/ # exit');
    expect(untils(body, '[host-a, host-b]')).toEqual(['/ # ', 'shell', 'shell']);
  });
});

describe('a page', () => {
  const body = snippet('one', '$ docker ps');

  test('is a session', () => {
    expect(planPages([pageOf(body)], new Set())).toMatchObject([{ kind: 'session', snippets: [{}] }]);
  });

  test('is skipped where the engine lacks what it needs', () => {
    const page = pageOf(body, { lab: 'needs: [ipvs, ipvlan]' });
    expect(planPages([page], new Set(['ipvs', 'ipvlan', 'other']))).toEqual([
      { kind: 'skipped', page, reason: "the engine's kernel lacks ipvs, ipvlan" },
    ]);
    expect(planPages([page], new Set(['other']))).toMatchObject([{ kind: 'session' }]);
  });

  test('is skipped where it says that it cannot be captured', () => {
    const page = pageOf(body, { front: 'notCapturable: It needs two data centres.' });
    expect(planPages([page], new Set())).toEqual([{ kind: 'skipped', page, reason: 'It needs two data centres.' }]);
  });
});

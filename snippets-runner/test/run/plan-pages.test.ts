import { describe, expect, test } from 'vitest';
import type { Until } from '../../model/plan.ts';
import { planPage, planPages } from '../../run/plan-pages.ts';
import { snippet } from '../commands/content-folder.ts';
import { pageOf } from './pages.ts';

/** Returns how the end of each step is recognised: its prompt, or the kind of end. */
function untils(body: string, nodes = '[host]'): string[] {
  const { snippets } = planPage(pageOf(body, { lab: `nodes: ${nodes}` }), []);
  return snippets.flatMap(({ steps }) => steps.map(({ until }) => said(until)));
}

function said(until: Until): string {
  return until.kind === 'prompt' ? until.prompt : until.kind;
}

const NATIVE = { name: 'native', features: new Set(['macvlan'] as const), isLastResort: false };
const OTHER = { name: 'other', features: new Set(['ipvs'] as const), isLastResort: false };
const MACHINE = { name: 'vm', features: new Set(['ipvs', 'macvlan'] as const), isLastResort: true };

describe('a step waits for', () => {
  test('the shell before a command, and at the end', () => {
    expect(untils(snippet('one', '$ docker ps', '$ docker network ls'))).toEqual(['shell', 'shell']);
  });

  test('the prompt that the next step is typed at', () => {
    expect(untils(snippet('one', '$ docker attach box', '/ # ls', '/ # exit'))).toEqual(['/ # ', '/ # ', 'shell']);
  });

  test('quiet, or a busy program, if the next step is a key without a prompt', () => {
    expect(untils(snippet('one', '$ docker attach box', '<Ctrl-C>'))).toEqual(['quiet-or-busy', 'shell']);
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
    expect(planPages([pageOf(body)], [NATIVE])).toMatchObject([{ kind: 'run', engines: ['native'], snippets: [{}] }]);
  });

  test('is skipped if the engine lacks a feature that it needs', () => {
    const page = pageOf(body, { lab: 'needs: [ipvs, macvlan, ipvlan]' });
    expect(planPages([page], [NATIVE])).toEqual([
      { kind: 'skipped', page, reason: 'the kernel of engine native lacks ipvs, ipvlan' },
    ]);
    expect(planPages([page], [NATIVE, { ...OTHER, features: new Set(['ipvs']) }], ['engine vm needs root'])).toEqual([
      {
        kind: 'skipped',
        page,
        reason:
          'the kernel of engine native lacks ipvs, ipvlan; the kernel of engine other lacks macvlan, ipvlan; engine vm needs root',
      },
    ]);
  });

  test('may run on every engine that can run it', () => {
    const engines = (lab: string) =>
      planPages([pageOf(body, { lab })], [NATIVE, OTHER, MACHINE]).map((page) => page.kind === 'run' && page.engines);
    expect(engines('nodes: [host]')).toEqual([['native', 'other']]);
    expect(engines('needs: [macvlan]')).toEqual([['native']]);
    expect(engines('needs: [ipvs]')).toEqual([['other']]);
  });

  test('may run on the last resort only if no other can run it', () => {
    const page = pageOf(body, { lab: 'needs: [ipvs, macvlan]' });
    expect(planPages([page], [NATIVE, OTHER, MACHINE])).toMatchObject([{ kind: 'run', engines: ['vm'] }]);
    expect(planPages([page], [MACHINE])).toMatchObject([{ engines: ['vm'] }]);
  });
});

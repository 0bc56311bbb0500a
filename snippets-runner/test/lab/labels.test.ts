import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { LAB_ID, labelsFor, originOf } from '../../lab/labels.ts';

const OWNER = 'snippets.lab.owner';

/** Returns the labels that another process would set. */
function labelsOfProcess(pid: number, startTime: string | undefined): Record<string, string> {
  const labels = labelsFor('abcd', 'bridge/sample');
  const [machine] = (labels[OWNER] ?? '').split('/');
  return { ...labels, [OWNER]: `${machine}/${pid}/${startTime}` };
}

describe('labels of a lab', () => {
  test('name the owner, and this process as alive', () => {
    const before = new Date().toISOString();
    const origin = originOf(labelsFor('abcd', 'bridge/sample'));
    expect(origin).toEqual({
      labId: 'abcd',
      page: 'bridge/sample',
      started: expect.stringMatching(/^\d{4}-.*Z$/),
      ownerState: 'alive',
    });
    expect((origin?.started ?? '') >= before).toBe(true);
  });

  test('recognise a process that has ended', () => {
    const { pid } = spawnSync('true');
    expect(originOf(labelsOfProcess(pid, '1'))?.ownerState).toBe('gone');
  });

  test('recognise a process that reuses the id of one that has ended', async () => {
    const other = spawn('sleep', ['60']);
    await once(other, 'spawn');
    try {
      expect(originOf(labelsOfProcess(other.pid ?? 0, '1'))?.ownerState).toBe('gone');
    } finally {
      other.kill();
    }
  });

  test.each([
    ['another machine', 'other-host:1234abcd:42/1/1'],
    ['another boot, or a container', 'x/1/1'],
  ])('of %s: whether the owner lives is unknown', (_where, owner) => {
    expect(originOf({ ...labelsFor('abcd', 'page'), [OWNER]: owner })?.ownerState).toBe('elsewhere');
  });

  test('of something else are not labels of a lab', () => {
    expect(originOf(undefined)).toBeUndefined();
    expect(originOf({ maintainer: 'somebody' })).toBeUndefined();
  });

  test('that are incomplete are still read', () => {
    expect(originOf({ [LAB_ID]: 'abcd' })).toEqual({ labId: 'abcd', page: '?', started: '?', ownerState: 'elsewhere' });
  });
});

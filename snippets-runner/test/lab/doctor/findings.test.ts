import { describe, expect, test } from 'vitest';
import { diskFindings, isolationFindings, registryFindings } from '../../../lab/doctor/findings.ts';

const GIB = 2 ** 30;

describe('space on the disk', () => {
  test.each([
    [20, []],
    [1.5, [['note', 'its disk has 1.5 GiB left']]],
    [0.1, [['blocking', 'its disk has 0.1 GiB left']]],
  ])('of %d GiB', (free, expected) => {
    const findings = diskFindings({ bytes: 40 * GIB, freeBytes: free * GIB });
    expect(findings.map(({ severity, message }) => [severity, message])).toEqual(expected);
  });

  test('that was not measured is no finding', () => {
    expect(diskFindings(undefined)).toEqual([]);
  });
});

describe('a registry', () => {
  const made = { name: 'node', state: 'stand-in' as const };
  const unreachable = { kind: 'unreachable' as const, reason: 'no route to host' };

  test.each([{ kind: 'reachable' as const }, { kind: 'none-by-design' as const }])(
    'that is $kind is no finding',
    (state) => {
      expect(registryFindings(state, [])).toEqual([]);
    },
  );

  test('that cannot be reached has a hint about missing images', () => {
    const missing = { name: 'nginx', state: 'not made yet' as const };
    const [finding] = registryFindings(unreachable, [made, missing]);
    expect(finding).toMatchObject({ severity: 'note', message: 'it reaches no registry: no route to host' });
    expect(finding?.hint).toMatch(/^nginx will be stand-ins/u);
    expect(registryFindings(unreachable, [made])[0]?.hint).toContain('no registry is needed now');
  });
});

describe('isolation', () => {
  const good = { MemoryLimit: true, PidsLimit: true, CgroupVersion: '2', address: 'unix:///a.sock', hasTls: false };
  const messages = (odd: Partial<Parameters<typeof isolationFindings>[0]>) =>
    isolationFindings({ ...good, ...odd }).map(({ message }) => message);

  test('that is complete has no finding', () => {
    expect(messages({})).toEqual([]);
    expect(messages({ address: 'tcp://10.0.0.1:2376', hasTls: true })).toEqual([]);
    expect(messages({ address: 'ssh://someone@machine' })).toEqual([]);
  });

  test.each([
    [{ MemoryLimit: false }, 'it cannot limit the memory of labs'],
    [{ MemoryLimit: false, PidsLimit: false }, 'it cannot limit the memory and the processes of labs'],
    [{ CgroupVersion: '1' }, 'it has cgroup v1, where `docker run --privileged` fails in a lab'],
    [
      { address: 'tcp://10.0.0.1:2375' },
      'its API needs no certificate, so everything that reaches tcp://10.0.0.1:2375 controls its machine, pages too',
    ],
  ])('with %o', (odd, message) => expect(messages(odd)).toEqual([message]));
});

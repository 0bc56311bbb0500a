import { describe, expect, test } from 'vitest';
import { diskFindings, registryFindings } from '../../../lab/doctor/findings.ts';

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

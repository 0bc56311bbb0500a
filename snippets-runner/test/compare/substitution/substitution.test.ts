import { describe, expect, test } from 'vitest';
import { bindAddress } from '../../../compare/substitution/bind-address.ts';
import { describeClash, Substitution } from '../../../compare/substitution/substitution.ts';

describe('pairs', () => {
  test('are one to one, kind by kind', () => {
    const substitution = new Substitution();
    expect(substitution.bind('id', 'a', 'x')).toBeUndefined();
    expect(substitution.bind('id', 'a', 'x')).toBeUndefined();
    expect(substitution.bind('id', 'a', 'y')).toEqual({ kind: 'other-image', of: 'id', captured: 'a', before: 'x' });
    expect(substitution.bind('id', 'b', 'x')).toEqual({ kind: 'other-origin', of: 'id', printed: 'x', before: 'a' });
    expect(substitution.bind('uuid', 'a', 'y')).toBeUndefined();
    expect([substitution.printedFor('id', 'a'), substitution.capturedFor('id', 'x')]).toEqual(['x', 'a']);
  });

  test('of an output are forgotten with the next', () => {
    const substitution = new Substitution();
    substitution.bindInOutput('index', '2', '3');
    expect(substitution.bindInOutput('index', '2', '4')).toBeDefined();
    substitution.beginOutput();
    expect(substitution.bindInOutput('index', '2', '4')).toBeUndefined();
  });
});

describe('an attempt', () => {
  test('that fails binds nothing, whatever attempts are within it', () => {
    const substitution = new Substitution();
    substitution.bind('id', 'kept', 'kept');
    substitution.attempt(() => {
      substitution.bind('id', 'a', 'x');
      substitution.note('seen', 'a', 'x');
      substitution.bindInOutput('index', '2', '3');
      return substitution.attempt(() => substitution.bind('id', 'b', 'y') === undefined) && false;
    });
    expect([...substitution.pairs('id')]).toEqual([['kept', 'kept']]);
    expect(substitution.noted('seen').forward.get('a')?.size ?? 0).toBe(0);
    expect(substitution.bind('id', 'c', 'y')).toBeUndefined();
    expect(substitution.bindInOutput('index', '2', '4')).toBeUndefined();
  });

  test('that succeeds within one that fails is undone with it', () => {
    const substitution = new Substitution();
    const inner = substitution.attempt(() => {
      expect(substitution.attempt(() => bindAddress('10.0.1.2/24', '10.0.2.2/24', substitution) === undefined)).toBe(
        true,
      );
      return false;
    });
    expect(inner).toBe(false);
    expect(bindAddress('10.0.1.2/24', '10.0.3.2/24', substitution)).toBeUndefined();
  });
});

describe('addresses', () => {
  type Pair = readonly [captured: string, printed: string];

  /** Binds pairs, and returns the explanation for the last one. All others must match. */
  function lastOf(...pairs: readonly Pair[]): string | undefined {
    const substitution = new Substitution();
    const clashes = pairs.map(([captured, printed]) => bindAddress(captured, printed, substitution));
    expect(clashes.slice(0, -1)).toEqual(pairs.slice(1).map(() => undefined));
    const last = clashes.at(-1);
    return last && describeClash(last);
  }

  const subnet: Pair = ['172.18.0.0/16', '172.19.0.0/16'];

  test('are in a subnet if and only if their counterparts are, in either order', () => {
    expect(lastOf(subnet, ['172.18.0.2', '172.19.0.5'])).toBeUndefined();
    expect(lastOf(subnet, ['172.18.0.2', '172.18.0.2'])).toBe('172.18.0.2 is outside 172.19.0.0/16');
    expect(lastOf(subnet, ['10.0.0.1', '172.19.0.2'])).toBe('172.19.0.2 is inside 172.19.0.0/16');
    expect(lastOf(['172.18.0.2', '172.18.0.2'], subnet)).toBe('172.18.0.2 is outside 172.19.0.0/16');
    expect(lastOf(['10.0.0.1', '172.19.0.2'], subnet)).toBe('172.19.0.2 is inside 172.19.0.0/16');
  });

  test('tell their subnet by their prefix length', () => {
    expect(lastOf(['172.18.0.2/16', '172.19.0.5/16'], ['172.18.0.3', '172.20.0.3'])).toMatch('outside');
    expect(lastOf(['172.18.0.2/16', '172.19.0.5/16'], ['172.18.0.0/16', '172.19.0.0/16'])).toBeUndefined();
    expect(lastOf(['172.18.0.0/16', '172.19.0.4/16'])).toMatch(
      'zero host part of 172.18.0.0 must be the same in every run',
    );
    expect(lastOf(['172.18.0.0/16', '172.19.0.0/24'])).toMatch('prefix length');
  });

  test('keep subnets within subnets', () => {
    const pool: Pair = ['10.0.0.0/8', '10.0.0.0/8'];
    expect(lastOf(pool, ['10.0.1.0/24', '10.0.7.0/24'])).toBeUndefined();
    expect(lastOf(['10.5.0.0/16', '10.6.0.0/16'], ['10.5.1.0/24', '10.7.1.0/24'])).toMatch('outside');
    expect(lastOf(['10.5.1.0/24', '10.7.1.0/24'], ['10.5.0.0/16', '10.6.0.0/16'])).toMatch('outside');
  });

  test('of IPv6 the same', () => {
    expect(lastOf(['fd00:1::/64', 'fd00:2::/64'], ['fd00:1::5', 'fd00:2::9'])).toBeUndefined();
    expect(lastOf(['fd00:1::/64', 'fd00:2::/64'], ['fd00:1::5', 'fd00:1::5'])).toBe('fd00:1::5 is outside fd00:2::/64');
    expect(lastOf(['fe80::42/64', 'fe80::43/64'])).toBeUndefined();
    expect(lastOf(['::1', 'fd00::1'])).toMatch('::1 must be the same in every run');
  });

  test('may match themselves', () => {
    expect(lastOf(['172.17.0.0/16', '172.17.0.0/16'], ['172.17.0.2', '172.17.0.2'])).toBeUndefined();
  });
});

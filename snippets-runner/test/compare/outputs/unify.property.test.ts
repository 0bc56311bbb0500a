import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { type Unification, unifyOutputs } from '../../../compare/outputs/unify.ts';
import { Substitution } from '../../../compare/substitution/substitution.ts';
import { createComparison } from '../../../compare/tokens/match.ts';
import { createRun, networkInspect, networkLs, type Run, table } from '../runs.ts';

/** For a longer search than in CI: FUZZ_RUNS=100000. */
if (process.env.FUZZ_RUNS) vi.setConfig({ testTimeout: 3_600_000 });
fc.configureGlobal({ numRuns: Number(process.env.FUZZ_RUNS ?? 100) });

type Fragment =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'long' | 'short' | 'swarm' | 'mac' | 'address'; readonly thing: number }
  | { readonly kind: 'age' | 'ping' };
type Layout = readonly (readonly Fragment[])[];

const PLAIN = 'bridge host overlay ttl=64 80/tcp alpine1 "ash" 0% Exited (0) -> Ready: eth0 /etc/hosts'.split(' ');
const plain = fc.constantFrom(...PLAIN).map((text): Fragment => ({ kind: 'plain', text }));
const thing = fc.integer({ min: 2, max: 9 });
const identity = fc
  .tuple(fc.constantFrom('long', 'short', 'swarm', 'mac', 'address'), thing)
  .map(([kind, thing]): Fragment => ({ kind, thing }) as Fragment);
const measure = fc.constantFrom<Fragment>({ kind: 'age' }, { kind: 'ping' });
const fragment = fc.oneof({ weight: 4, arbitrary: plain }, identity, measure);
const layout: fc.Arbitrary<Layout> = fc.array(fc.array(fragment, { minLength: 1, maxLength: 6 }), { maxLength: 8 });

function textOf(fragment: Fragment, run: Run): string {
  switch (fragment.kind) {
    case 'plain':
      return fragment.text;
    case 'age':
      return `${run.age} ago`;
    case 'ping':
      return `time=${run.ms[0].toFixed(3)} ms`;
    case 'long':
      return run.id(String(fragment.thing));
    case 'short':
      return run.short(String(fragment.thing));
    case 'swarm':
      return run.swarmId(String(fragment.thing));
    case 'mac':
      return run.mac(String(fragment.thing));
    case 'address':
      return `${run.address(fragment.thing)}/16`;
  }
}

function asLines(layout: Layout, run: Run): string {
  return layout.map((line) => line.map((fragment) => textOf(fragment, run)).join(' ')).join('\n');
}

function asTable(layout: Layout, run: Run): string {
  const columns = ['ONE', 'TWO', 'THREE', 'FOUR', 'FIVE', 'SIX'];
  const cells = layout.map((line) => columns.map((_, index) => (line[index] ? textOf(line[index], run) : '')));
  return table([columns, ...cells.filter((row) => row.some((cell) => cell !== ''))]);
}

function asJson(layout: Layout, run: Run): string {
  const members = layout.map((line, index) => [
    line.length % 2 === 0 ? `member ${index}` : run.id(`key ${index}`),
    line.map((fragment) => textOf(fragment, run)),
  ]);
  return JSON.stringify(Object.fromEntries(members), null, 4);
}

const shape = fc.constantFrom(asLines, asTable, asJson);
const runs = fc
  .tuple(fc.string(), fc.string())
  .map(([before, now]) => [createRun(`a ${before}`), createRun(`b ${now}`, '10.7')] as const);

const unify = (captured: string, printed: string, substitution = new Substitution()): Unification =>
  unifyOutputs(captured, printed, createComparison(substitution));
const matches = (captured: string, printed: string) => unify(captured, printed).matches;

/** Parts of texts that the tokeniser knows. Joined at random, they are complete, broken or nested. */
const PIECES =
  ': :: . / @ = - _ if 12 12: 00 0.5 ms s 3 seconds ago|Up |About a minute|172.18.0.3 172.18.0.0/16 /24 fd00:: ::1 fe80::42 ' +
  '02:42:ac:11:00:02 32768 :32768 ->80/tcp br- veth0a1b2c3 0a1b2c3d4e5f abcdefghijkl 2026-11-24T04:12:00Z 04:12:00 [ ] { } " ' +
  'sha256: NAME DRIVER eth0: <UP> RX packets bytes pid= 1#1: 10.0.0.0/8 255.255.0.0 SWMTKN-1- 0001-01-01T00:00:00Z';
const pieces = fc
  .array(fc.constantFrom(...PIECES.split(/[ |]/u), ' ', '   ', '\n', '0a1b2c3d'.repeat(8), '3 seconds', ' ago'), {
    maxLength: 14,
  })
  .map((parts) => parts.join(''));

test('an output is the same as itself', () => {
  fc.assert(fc.property(pieces, (output) => matches(output, output)));
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (output) => matches(output, output)));
  fc.assert(
    fc.property(layout, shape, runs, (layout, shape, [run]) => matches(shape(layout, run), shape(layout, run))),
  );
});

test('an output is the same in another run', () => {
  fc.assert(
    fc.property(layout, shape, runs, (layout, shape, [before, now]) =>
      matches(shape(layout, before), shape(layout, now)),
    ),
  );
});

test('exchanging the sides does not change the result', () => {
  fc.assert(
    fc.property(pieces, pieces, fc.boolean(), (one, other, joined) => {
      const [captured, printed] = joined ? [`${one}\n${other}`, `${one}\n${one}`] : [one, other];
      expect(matches(captured, printed)).toBe(matches(printed, captured));
    }),
  );
  const text = fc.array(
    fc.oneof(
      fragment.map((f) => textOf(f, createRun('x'))),
      fc.string(),
    ),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(text, text, (one, other) => {
      expect(matches(one.join(' '), other.join(' '))).toBe(matches(other.join(' '), one.join(' ')));
    }),
  );
  fc.assert(
    fc.property(layout, layout, shape, runs, (one, other, shape, [before, now]) => {
      const [captured, printed] = [shape(one, before), shape(other, now)];
      expect(matches(captured, printed)).toBe(matches(printed, captured));
    }),
  );
});

test('a change of a fixed token is found and shown', () => {
  const changed = fc.tuple(layout, fc.nat(), fc.nat(), fc.constantFrom('macvlan', 'ttl=63', '81/tcp', 'alpine9'));
  fc.assert(
    fc.property(changed, shape, runs, ([layout, line, place, text], shape, [before, now]) => {
      const at = layout[line % (layout.length || 1)];
      const index = place % (at?.length ?? 1);
      fc.pre(at?.[index]?.kind === 'plain');
      const other = layout.map((fragments) =>
        fragments === at ? fragments.with(index, { kind: 'plain', text }) : fragments,
      );
      const { matches, lines } = unify(shape(layout, before), shape(other, now));
      expect(matches).toBe(false);
      expect(lines.some((line) => line.kind === 'printed' && line.text.includes(text) && line.spans.length > 0)).toBe(
        true,
      );
    }),
  );
});

test('a missing or additional line is found', () => {
  fc.assert(
    fc.property(layout, shape, runs, fc.nat(), (layout, shape, [before, now], at) => {
      fc.pre(layout.length > 0);
      const fewer = layout.toSpliced(at % layout.length, 1);
      fc.pre(shape(fewer, now) !== shape(layout, now));
      expect(matches(shape(layout, before), shape(fewer, now))).toBe(false);
      expect(matches(shape(fewer, before), shape(layout, now))).toBe(false);
    }),
  );
});

test('two things that become one are found', () => {
  const kind = fc.constantFrom('long', 'short', 'swarm', 'mac', 'address');
  fc.assert(
    fc.property(layout, kind, thing, thing, runs, (layout, kind, one, other, [before, now]) => {
      fc.pre(one !== other);
      const show = (first: number, second: number): Layout => [
        ...layout,
        [{ kind, thing: first } as Fragment],
        [{ kind, thing: second } as Fragment],
      ];
      expect(matches(asLines(show(one, other), before), asLines(show(one, one), now))).toBe(false);
      expect(matches(asLines(show(one, one), before), asLines(show(one, other), now))).toBe(false);
    }),
  );
});

test('an output that does not match does not affect later outputs', () => {
  fc.assert(
    fc.property(layout, runs, fc.string(), (layout, [before, now], noise) => {
      const substitution = new Substitution();
      unify(asLines(layout, before), `${noise}\n${noise}`, substitution);
      expect([...substitution.pairs('address').values()].every((printed) => noise.includes(printed))).toBe(true);
      const networks = [
        ['n', 'bridge'],
        ['bridge', 'bridge'],
      ] as const;
      expect(unify(networkLs(before, networks), networkLs(now, networks), substitution).matches).toBe(true);
      expect(unify(networkInspect(before, 'n', ['a']), networkInspect(now, 'n', ['a']), substitution).matches).toBe(
        true,
      );
    }),
  );
});

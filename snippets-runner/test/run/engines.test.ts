/** A run on more than one engine. */
import { describe, expect, test } from 'vitest';
import type { EngineOffer } from '../../model/engine-offer.ts';
import { SnippetsError } from '../../model/error.ts';
import type { RunEvent } from '../../model/event.ts';
import type { PageOutcome } from '../../model/outcome.ts';
import type { Page } from '../../tutorial/page.ts';
import { FakeEngine, offerOf } from '../fake-lab/fake-lab.ts';
import { losesTerminalAfter, prints } from '../fake-lab/fake-programs.ts';
import { pageOf } from './pages.ts';
import { runOn, runOnOffers } from './run.ts';

const LOST = new SnippetsError('engine-lost', 'the Docker daemon went away', 'start it');
const programs = { docker: prints('') };

const simple = (slug: string, lab?: string) =>
  pageOf('```console snippet=one\n$ docker ps\n```\n', { slug, ...(lab && { lab }) });

async function run(pages: readonly Page[], offers: readonly EngineOffer[], events: RunEvent[] = []) {
  const outcome = await runOnOffers(offers, pages, { emit: (event) => events.push(event) });
  return outcome.pages.map((page): [string, PageOutcome['kind'], string] => [
    page.page.slug,
    page.kind,
    page.kind === 'skipped' ? page.reason : 'engine' in page ? page.engine : '',
  ]);
}

describe('pages', () => {
  test('are spread over the engines', async () => {
    const engines = [new FakeEngine({ programs }), new FakeEngine({ programs })];
    const offers = engines.map((engine, index) => offerOf(engine, { name: `engine-${index}` }));
    const pages = ['a', 'b', 'c', 'd', 'e', 'f'].map((slug) => simple(slug));
    const ran = await run(pages, offers);
    expect(ran.map(([slug, kind]) => [slug, kind])).toEqual(pages.map(({ slug }) => [slug, 'ran']));
    for (const { asked } of engines) expect(asked.length).toBeGreaterThan(1);
    expect(engines.flatMap(({ asked }) => asked).sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  test('go to an engine with the features they need; the slow engine is not opened for others', async () => {
    const [native, machine] = [new FakeEngine({ programs }), new FakeEngine({ programs })];
    let opened = 0;
    const open = async () => {
      opened++;
      return machine;
    };
    const offers = [
      offerOf(native, { name: 'native' }),
      offerOf(machine, { name: 'vm', features: new Set(['ipvs']), isLastResort: true, open }),
    ];
    expect(await run([simple('a'), simple('b')], offers)).toEqual([
      ['a', 'ran', 'native'],
      ['b', 'ran', 'native'],
    ]);
    expect(opened).toBe(0);
    expect(await run([simple('a'), simple('b', 'needs: [ipvs]'), simple('c', 'needs: [ipvlan]')], offers)).toEqual([
      ['a', 'ran', 'native'],
      ['b', 'ran', 'vm'],
      ['c', 'skipped', 'the kernel of engine native lacks ipvlan; the kernel of engine vm lacks ipvlan'],
    ]);
    expect(opened).toBe(1);
  });
});

describe('an engine', () => {
  test('that is lost leaves its pages to the others, and the loss is reported', async () => {
    const lost = { ...programs, 'docker ps': losesTerminalAfter('half', LOST) };
    const [bad, good] = [new FakeEngine({ programs: lost }), new FakeEngine({ programs })];
    const offers = [offerOf(bad, { name: 'bad' }), offerOf(good, { name: 'good' })];
    const events: RunEvent[] = [];
    expect(
      await run(
        ['a', 'b', 'c', 'd'].map((slug) => simple(slug)),
        offers,
        events,
      ),
    ).toEqual(['a', 'b', 'c', 'd'].map((slug) => [slug, 'ran', 'good']));
    const told = events.filter(({ kind }) => kind === 'engine-lost');
    expect(told[0]).toMatchObject({ engine: 'bad', error: LOST });
    expect([...bad.labs, ...good.labs]).toEqual([]);
  });

  test('that cannot be opened leaves its pages to the others', async () => {
    const good = new FakeEngine({ programs });
    const unreachable = new SnippetsError('engine-unreachable', 'no Docker daemon answers', 'start it');
    const offers = [
      offerOf(good, { name: 'bad', open: () => Promise.reject(unreachable) }),
      offerOf(good, { name: 'good' }),
    ];
    expect(await run([simple('a'), simple('b')], offers)).toEqual([
      ['a', 'ran', 'good'],
      ['b', 'ran', 'good'],
    ]);
  });

  test('does not get a page again with which all engines were lost', async () => {
    const lost = { ...programs, 'docker ps': losesTerminalAfter('half', LOST) };
    const engines = [new FakeEngine({ programs: lost }), new FakeEngine({ programs: lost })];
    const offers = engines.map((engine, index) => offerOf(engine, { name: `engine-${index}` }));
    expect((await run([simple('a'), simple('b')], offers)).map(([slug, kind]) => [slug, kind])).toEqual([
      ['a', 'broken'],
      ['b', 'broken'],
    ]);
    expect(engines.flatMap(({ labs }) => [...labs])).toEqual([]);
  });
});

test('a slow machine gets more time', async () => {
  const slow = { 'docker ps': prints('done\n', 0) };
  const body = '```console snippet=one timeout=100ms retry-until="never"\n$ docker ps\n```\n';
  const engine = new FakeEngine({ programs: slow, slowdown: 3 });
  const { pages } = await runOn(engine, [pageOf(body)]);
  expect(pages).toMatchObject([{ recording: { snippets: [{ ending: { kind: 'timed-out', timeoutMs: 300 } }] } }]);
});

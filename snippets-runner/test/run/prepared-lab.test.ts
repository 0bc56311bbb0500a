import { expect, test } from 'vitest';
import { SnippetsError } from '../../model/error.ts';
import type { RunEvent } from '../../model/event.ts';
import type { PagePlan } from '../../model/plan.ts';
import { planPage } from '../../run/plan-pages.ts';
import { prepareLab } from '../../run/prepared-lab.ts';
import { FakeEngine, type FakeEngineOptions } from '../fake-lab/fake-lab.ts';
import { pageOf } from './pages.ts';

const plan: PagePlan = planPage(pageOf('```console snippet=one\n$ docker ps\n```\n'), ['fake']);
const REFUSED = new SnippetsError('docker-refused', 'the daemon refuses', 'ask it why');

function set(engine: FakeEngine, signal = new AbortController().signal, emit: (event: RunEvent) => void = () => {}) {
  return prepareLab(plan, engine, { signal, emit });
}

test('has the terminal open and the daemons asked before the page begins', async () => {
  const events: RunEvent['kind'][] = [];
  const engine = new FakeEngine({ answers: (_node, path) => (path === '/networks' ? [BRIDGE] : undefined) });
  const prepared = await set(engine, undefined, ({ kind }) => events.push(kind));
  const [node] = prepared.lab.nodes.values();
  if (node) node.openPty = () => Promise.reject(REFUSED);
  expect(prepared.before.networks.map(({ name }) => name)).toEqual(['bridge']);
  await expect(prepared.player.shell('host')).resolves.toBeDefined();
  expect(events).toEqual(['lab-booting', 'lab-ready']);
  await prepared[Symbol.asyncDispose]();
  expect(engine.labs).toEqual(new Set());
});

const BRIDGE = {
  ...{ Id: 'b1', Name: 'bridge', Driver: 'bridge', Scope: 'local', Internal: false, Attachable: false },
  ...{ Ingress: false, IPAM: { Config: [] }, Options: {}, Containers: {} },
};

test.each<[string, FakeEngineOptions]>([
  ['no terminal can be opened', { faults: { page: { openPty: REFUSED } } }],
  ['a daemon does not list its networks', { answers: (_node, path) => refuse(path === '/networks') }],
  [
    'its lab cannot be removed, either',
    { faults: { page: { openPty: REFUSED, dispose: new SnippetsError('engine-lost', 'gone', '') } } },
  ],
])('that cannot be prepared because %s leaves no lab, and says why', async (_why, options) => {
  const engine = new FakeEngine(options);
  await expect(set(engine)).rejects.toBe(REFUSED);
  expect(engine.labs).toEqual(new Set());
});

function refuse(isRefused: boolean): undefined {
  if (isRefused) throw REFUSED;
}

test('that is aborted while its terminal is being opened leaves no lab', async () => {
  const interruption = new AbortController();
  const engine = new FakeEngine({ answers: () => void interruption.abort() });
  await expect(set(engine, interruption.signal)).rejects.toMatchObject({ code: 'interrupted' });
  expect(engine.labs).toEqual(new Set());
});

import { describe, expect, test } from 'vitest';
import type { LabNode } from '../../model/lab.ts';
import { leftoversOn } from '../../topology/leftovers.ts';
import { FakeEngine } from '../fake-lab/fake-lab.ts';

const INACTIVE = { Swarm: { LocalNodeState: 'inactive', ControlAvailable: false } };
const OWN = [
  { Name: 'bridge', Ingress: false },
  { Name: 'host', Ingress: false },
  { Name: 'none', Ingress: false },
];

async function nodeWith(answers: Readonly<Record<string, unknown>>): Promise<LabNode> {
  const engine = new FakeEngine({ answers: (_node, path) => answers[path] });
  const spec = { nodes: ['host'], images: [], needs: [], outside: false, leaves: [] };
  const lab = await engine.createLab({ page: 'page', spec, signal: new AbortController().signal });
  return lab.nodes.get('host') as LabNode;
}

describe('the leftovers on a node', () => {
  test('do not include the networks that Docker itself makes', async () => {
    const gateway = { Name: 'docker_gwbridge', Ingress: false };
    expect(await leftoversOn(await nodeWith({ '/info': INACTIVE, '/networks': [...OWN, gateway] }))).toEqual([]);
  });

  test('are of every kind, by name', async () => {
    const answers = {
      '/info': INACTIVE,
      '/networks': [...OWN, { Name: 'pair', Ingress: false }],
      '/containers/json?all=true': [{ Names: ['/web/db', '/two'] }, { Names: ['/one'] }],
      '/volumes': { Volumes: [{ Name: 'data' }] },
    };
    expect(await leftoversOn(await nodeWith(answers))).toEqual([
      { node: 'host', kind: 'containers', names: ['one', 'two'] },
      { node: 'host', kind: 'networks', names: ['pair'] },
      { node: 'host', kind: 'volumes', names: ['data'] },
    ]);
  });

  test('of a swarm are services and membership, but not its own networks', async () => {
    const answers = {
      '/info': { Swarm: { LocalNodeState: 'active', ControlAvailable: true } },
      '/networks': [...OWN, { Name: 'ingress', Ingress: true }, { Name: 'docker_gwbridge', Ingress: false }],
      '/services': [{ Spec: { Name: 'web' } }],
    };
    expect(await leftoversOn(await nodeWith(answers))).toEqual([
      { node: 'host', kind: 'services', names: ['web'] },
      { node: 'host', kind: 'swarm', names: ['manager'] },
    ]);
  });

  test('include membership even if no manager can be reached', async () => {
    const answers = { '/info': { Swarm: { LocalNodeState: 'pending', ControlAvailable: false } } };
    expect(await leftoversOn(await nodeWith(answers))).toEqual([{ node: 'host', kind: 'swarm', names: ['worker'] }]);
  });
});

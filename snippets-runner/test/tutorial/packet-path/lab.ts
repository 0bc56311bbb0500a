/** A lab of two nodes with a bridge and an overlay, and snippets of it. */
import type { CapturedSnippet } from '../../../tutorial/capture/capture.ts';
import type { Topology } from '../../../tutorial/capture/topology.ts';

export const TOPOLOGY: Topology = {
  hosts: [
    { name: 'one', ipv4: '10.213.0.10' },
    { name: 'two', ipv4: '10.213.0.11' },
  ],
  outside: '10.213.0.12',
  networks: [
    {
      name: 'docker_gwbridge',
      id: 'd0c000000000',
      driver: 'bridge',
      scope: 'local',
      nodes: ['one'],
      subnets: [{ subnet: '172.18.0.0/16' }],
    },
    {
      name: 'ingress',
      id: 'i',
      driver: 'overlay',
      scope: 'swarm',
      nodes: ['one', 'two'],
      subnets: [{ subnet: '10.0.0.0/24' }],
      ingress: true,
    },
    {
      name: 'app',
      id: 'abc000000000',
      driver: 'bridge',
      scope: 'local',
      nodes: ['one'],
      subnets: [{ subnet: '10.98.0.0/24' }],
    },
    {
      name: 'over',
      id: 'o',
      driver: 'overlay',
      scope: 'swarm',
      nodes: ['one', 'two'],
      subnets: [{ subnet: '10.0.1.0/24' }],
    },
  ],
  containers: [
    { name: 'web', id: 'w', node: 'one', image: 'alpine', state: 'running' },
    { name: 'both', id: 'b', node: 'one', image: 'alpine', state: 'running' },
    {
      name: 'site.1.aaaaaaaaaaaaaaaaaaaaaaaaa',
      id: 's',
      node: 'two',
      image: 'nginx',
      state: 'running',
      service: 'site',
    },
  ],
  endpoints: [
    { container: 'web', node: 'one', network: 'app', ipv4: '10.98.0.2/24' },
    { container: 'both', node: 'one', network: 'app', ipv4: '10.98.0.3/24' },
    { container: 'both', node: 'one', network: 'over', ipv4: '10.0.1.3/24' },
    { container: 'site.1.aaaaaaaaaaaaaaaaaaaaaaaaa', node: 'two', network: 'ingress', ipv4: '10.0.0.9/24' },
    { container: 'site.1.aaaaaaaaaaaaaaaaaaaaaaaaa', node: 'two', network: 'over', ipv4: '10.0.1.9/24' },
  ],
};

/** @param commands one that begins with `false` has failed @param output of the last one */
export function snippetOf(id: string, commands: readonly string[], output = '', node = 'one'): CapturedSnippet {
  return {
    id,
    node,
    hash: '',
    captured: '2026-11-27T03:04:51.000Z',
    exit: 0,
    output: 'show',
    hidden: false,
    steps: commands.map((text, index) => ({
      prompt: '$ ',
      text: text.replace(/^false /u, ''),
      output: index === commands.length - 1 ? output : '',
      exit: text.startsWith('false ') ? 1 : 0,
      duration: 1,
    })),
    topology: TOPOLOGY,
  };
}

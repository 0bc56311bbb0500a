/** A lab of two nodes, and captures of commands in it. */
import type { Capture, CapturedStep } from '../../../tutorial/capture/capture.ts';
import type { Topology, TopologyContainer } from '../../../tutorial/capture/topology.ts';

const container = (name: string, more: Partial<TopologyContainer> = {}): TopologyContainer => ({
  name,
  id: `${name}000000000000`.slice(0, 12),
  node: 'one',
  image: 'alpine',
  state: 'running',
  ...more,
});

export const LAB: Topology = {
  hosts: [
    {
      name: 'one',
      ipv4: '10.213.0.10',
      interfaces: [{ name: 'shim', driver: 'macvlan', parent: 'eth0', ipv4: ['10.213.0.223/32'] }],
    },
    { name: 'two', ipv4: '10.213.0.11' },
  ],
  outside: '10.213.0.12',
  networks: [
    {
      name: 'bridge',
      id: 'b',
      driver: 'bridge',
      scope: 'local',
      nodes: ['one'],
      subnets: [{ subnet: '172.17.0.0/16', gateway: '172.17.0.1' }],
    },
    { name: 'over', id: 'o', driver: 'overlay', scope: 'swarm', nodes: ['one', 'two'] },
  ],
  containers: [
    container('box'),
    container('box', { node: 'two', id: 'boxontwo0000' }),
    container('fox'),
    container('idle', { state: 'exited' }),
    container('web.1.x', { service: 'web' }),
    container('web.2.y', { service: 'web' }),
    container('far', { node: 'two' }),
    container('db.1.z', { node: 'two', service: 'db' }),
  ],
  endpoints: [
    { container: 'box', node: 'one', network: 'bridge', ipv4: '172.17.0.2/16' },
    { container: 'box', node: 'two', network: 'bridge', ipv4: '172.17.0.2/16' },
    { container: 'fox', node: 'one', network: 'bridge', ipv4: '172.17.0.3/16', ipv6: 'fd00::3/64' },
    { container: 'fox', node: 'one', network: 'over', ipv4: '10.0.1.3/24', aliases: ['api', 'both'] },
    { container: 'box', node: 'one', network: 'over', ipv4: '10.0.1.4/24', aliases: ['both'] },
    { container: 'far', node: 'two', network: 'over', ipv4: '10.0.1.5/24' },
    { container: 'web.1.x', node: 'one', network: 'over', ipv4: '10.0.1.6/24' },
  ],
  services: [
    {
      name: 'web',
      id: 'w',
      image: 'nginx',
      mode: 'replicated',
      endpoint: 'vip',
      addresses: [{ network: 'over', ipv4: '10.0.1.2/24' }],
      tasks: { one: 2 },
    },
    { name: 'db', id: 'd', image: 'nginx', mode: 'replicated', endpoint: 'dnsrr', tasks: { two: 1 } },
  ],
};

export interface Ran {
  readonly command: string;
  readonly exit?: number | null;
  readonly output?: string;
  readonly prompt?: string;
}

export type Commands = readonly (Ran | string)[];

/** Returns a capture with one snippet for each list of commands. The snippets are `a`, `b` and so on. */
export function captureWith(...snippets: Commands[]): Pick<Capture, 'snippets'> {
  return {
    snippets: snippets.map((commands, index) => ({
      id: String.fromCharCode(97 + index),
      node: 'one',
      hash: '',
      captured: '2026-11-26T00:00:00Z',
      exit: 0,
      output: 'show',
      hidden: false,
      values: { OUTSIDE_IP: '10.213.0.12' },
      steps: commands.map(stepOf),
      ...(index === 0 && { topology: LAB }),
    })),
  };
}

function stepOf(ran: Ran | string): CapturedStep {
  const { command, exit = 0, output = '', prompt = '$ ' } = typeof ran === 'string' ? { command: ran } : ran;
  return { prompt, text: command, output, exit, duration: 1 };
}

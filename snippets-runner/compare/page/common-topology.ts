/**
 * What every release of Docker tells of a network. Where a capture and a run are of different releases, only that is
 * compared. Since 29, a daemon also tells the gateways that it has chosen itself, and no longer tells what a container
 * had where it failed to start.
 */
import type { Recording } from '../../model/recording.ts';
import type { Capture } from '../../tutorial/capture/capture.ts';
import type { Topology, TopologyContainer, TopologyNetwork } from '../../tutorial/capture/topology.ts';
import { parseAddress } from '../substitution/addresses.ts';
import { isOtherRelease } from './drift.ts';
import { containerKey } from './topology.ts';

/** Returns both as they are, if they are of the same release. */
export function inCommonTerms(
  capture: Capture | undefined,
  recording: Recording,
): readonly [capture: Capture | undefined, recording: Recording] {
  if (!capture || !isOtherRelease(capture, recording)) return [capture, recording];
  const { begins } = capture;
  return [
    {
      ...capture,
      ...(begins && { begins: { ...begins, topology: commonTopology(begins.topology) } }),
      snippets: capture.snippets.map(inCommon),
    },
    { ...recording, before: commonTopology(recording.before), snippets: recording.snippets.map(inCommon) },
  ];
}

function inCommon<Snippet extends { readonly topology?: Topology | undefined }>(snippet: Snippet): Snippet {
  return snippet.topology ? { ...snippet, topology: commonTopology(snippet.topology) } : snippet;
}

function commonTopology(topology: Topology): Topology {
  const { networks, containers, endpoints } = topology;
  const stopped = new Set(containers.filter(hasStopped).map(containerKey));
  return {
    ...topology,
    networks: networks.map(withoutChosenGateways),
    endpoints: endpoints.filter(({ container, node }) => !stopped.has(containerKey({ name: container, node }))),
  };
}

function hasStopped({ state }: TopologyContainer): boolean {
  return state === 'created' || state === 'exited';
}

function withoutChosenGateways(network: TopologyNetwork): TopologyNetwork {
  const { subnets } = network;
  return subnets
    ? { ...network, subnets: subnets.map((subnet) => (isChosen(subnet) ? without(subnet) : subnet)) }
    : network;
}

type Subnet = NonNullable<TopologyNetwork['subnets']>[number];

function without({ gateway: _, ...subnet }: Subnet): Subnet {
  return subnet;
}

/** Docker chooses the first address of the range, or of the subnet, that is not the network's own. */
function isChosen({ subnet, range, gateway }: Subnet): boolean {
  if (gateway === undefined) return false;
  const { bits } = parseAddress(gateway);
  const first = parseAddress(range ?? subnet).bits;
  return bits === first || bits === first + 1n;
}

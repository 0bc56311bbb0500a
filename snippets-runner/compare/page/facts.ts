/** Collects what a whole capture and a whole recording say of their ids and addresses. */
import type { Recording } from '../../model/recording.ts';
import type { Capture } from '../../tutorial/capture/capture.ts';
import { readTable } from '../../tutorial/capture/table.ts';
import type { Topology, TopologyEndpoint } from '../../tutorial/capture/topology.ts';
import { type BothFacts, NOTHING_KNOWN, type RunFacts } from '../tokens/run-facts.ts';
import { roleOfColumn } from '../tokens/text-roles.ts';
import { createTokeniser, isVolatile } from '../tokens/tokens.ts';

/** Returns the facts of both. Of a run that ended early, the captured snippets that it did not complete are left out. */
export function factsOfBoth(capture: Capture | undefined, { snippets, before, begun }: Recording): BothFacts {
  if (!capture) return NOTHING_KNOWN;
  const completed = new Set(snippets.flatMap(({ id, ending }) => (ending.kind === 'completed' ? [id] : [])));
  const captured = capture.snippets.filter(({ id }) => completed.has(id));
  const outputsOf = (all: readonly { readonly steps: readonly { readonly output: string }[] }[]) =>
    all.flatMap(({ steps }) => steps.map(({ output }) => output));
  const topologiesOf = (all: readonly { readonly topology?: Topology | undefined }[]) =>
    all.flatMap(({ topology }) => topology ?? []);
  return {
    captured: factsOf(outputsOf(captured), [
      ...(capture.begins ? [capture.begins.topology] : []),
      ...topologiesOf(captured),
    ]),
    printed: factsOf(outputsOf(snippets), [...(begun ? [before] : []), ...topologiesOf(snippets)]),
  };
}

export function factsOf(outputs: readonly string[], topologies: readonly Topology[]): RunFacts {
  return {
    ids: new Set([...outputs.flatMap(longIds), ...outputs.flatMap(listedIds), ...topologies.flatMap(idsOf)]),
    owners: ownersOf(topologies),
  };
}

const LONG_ID = /(?<![A-Za-z0-9])(?:[0-9a-f]{64}|[0-9a-z]{25})(?![A-Za-z0-9])/gu;
/** The id of a task, as `docker service logs` prints it. */
const LOGGED_ID = /(?<=[\w-]\.\d+\.)[0-9a-z]{12}(?=@)/gu;

function longIds(output: string): string[] {
  return [...(output.match(LONG_ID) ?? []), ...(output.match(LOGGED_ID) ?? [])].map((id) => id.slice(0, 12));
}

/** Returns the short ids in the ID columns of tables. */
function listedIds(output: string): string[] {
  if (!/\bID\b/u.test(output)) return [];
  const lines = output.split('\n');
  return lines.flatMap((line, at) => {
    const table = /\bID\b/u.test(line) ? readTable(lines, at) : undefined;
    const titles = table?.columns.map(({ title }) => title) ?? [];
    return (table?.rows ?? []).flatMap(({ cells }) =>
      cells.filter((cell, index) => roleOfColumn(titles[index] ?? '', titles) === 'id' && /^[0-9a-z]{12}$/u.test(cell)),
    );
  });
}

function idsOf({ networks, containers, services = [] }: Topology): string[] {
  return [...networks, ...containers, ...services].map(({ id }) => id.slice(0, 12));
}

function ownersOf(topologies: readonly Topology[]): Map<string, Set<string>> {
  const owners = new Map<string, Set<string>>();
  const note = (address: string | undefined, owner: string) => {
    const [text = ''] = address?.split('/') ?? [];
    if (text === '') return;
    const known = owners.get(text);
    if (known) known.add(owner);
    else owners.set(text, new Set([owner]));
  };
  for (const topology of topologies) {
    note(topology.outside, 'the host outside of the nodes');
    for (const { name, ipv4, interfaces = [] } of topology.hosts) {
      note(ipv4, `node ${name}`);
      for (const own of interfaces) for (const address of own.ipv4) note(address, `${own.name} of node ${name}`);
    }
    for (const { name, subnets = [] } of topology.networks) {
      for (const { subnet, gateway, range } of subnets) {
        note(subnet, `the subnet of ${name}`);
        note(gateway, `the gateway of ${name}`);
        note(range, `the range of ${name}`);
      }
    }
    for (const endpoint of topology.endpoints) {
      const owner = ownerOf(endpoint, topology);
      note(endpoint.ipv4, owner);
      note(endpoint.ipv6, owner);
    }
    for (const { name, addresses = [] } of topology.services ?? []) {
      for (const { network, ipv4 } of addresses) note(ipv4, `the service ${name} in ${network}`);
    }
  }
  return owners;
}

/** Names that differ from run to run are left out. A scheduler chooses the nodes and the numbers of tasks. */
function ownerOf({ container, node, network }: TopologyEndpoint, { containers }: Topology): string {
  const service = containers.find((each) => each.node === node && each.name === container)?.service;
  if (service !== undefined) return `a task of ${service} in ${network}`;
  return `${isGenerated(container) ? 'a container' : container} on ${node} in ${network}`;
}

const tokenise = createTokeniser(new Map());

function isGenerated(name: string): boolean {
  return tokenise(name, 'name').tokens.some(isVolatile);
}

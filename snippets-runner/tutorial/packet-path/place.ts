/** Finds which part of the network a packet was seen at, by the names that are printed and the addresses of the packet. */
import {
  type Topology,
  type TopologyContainer,
  type TopologyEndpoint,
  type TopologyNetwork,
  withoutPrefix,
} from '../capture/topology.ts';
import { type Made, otherEnd, type Recording } from './made.ts';
import { type Sighting, withoutPort } from './sighting.ts';
import { isIn } from './subnet.ts';

/**
 * `container`: an interface of a container or of a namespace. `cable`: the host's end of the cable of that interface.
 * `network`: a bridge. `tunnel`: the end of the tunnel that an overlay goes through. `card`: an interface of the host.
 */
export type Place =
  | {
      readonly kind: 'container' | 'cable';
      readonly node: string;
      readonly container: string;
      readonly network: string;
      /** Its address on the network. */
      readonly ipv4: string;
    }
  | { readonly kind: 'network' | 'tunnel'; readonly node: string; readonly network: string }
  | { readonly kind: 'card'; readonly node: string; readonly name: string }
  | { readonly kind: 'outside' };

export type FoundPlace = { readonly place: Place } | { readonly fault: string };

/** Where the host passes on what the routing mesh has taken in. Docker makes it; no topology has it. */
const MESH = 'ingress-sbox';
const GATEWAY = 'docker_gwbridge';

/**
 * @param node on which the packet was seen, if the place names no other
 * @param topology with what the page has made by itself
 */
export function placeOf(sighting: Sighting, node: string, topology: Topology, made: Made): FoundPlace {
  return new Search(sighting, node, topology, made).found();
}

type Owner =
  | { readonly kind: 'container'; readonly name: string }
  | { readonly kind: 'network'; readonly name: string }
  /** One of which it is not known what it belongs to. */
  | { readonly kind: 'namespace'; readonly name: string }
  | { readonly kind: 'outside' };

class Search {
  readonly #sighting: Sighting;
  readonly #topology: Topology;
  readonly #made: Made;
  #node: string;
  #owner: Owner | undefined;
  #interface: string | undefined;

  constructor(sighting: Sighting, node: string, topology: Topology, made: Made) {
    this.#sighting = sighting;
    this.#node = node;
    this.#topology = topology;
    this.#made = made;
  }

  found(): FoundPlace {
    const { label, words } = this.#sighting;
    if (words.length === 0) return { fault: 'says no place. tcpdump -i any prints the interface' };
    const { hosts } = this.#topology;
    const recording = this.#recording(words[0] ?? '');
    const host = words.find((word) => hosts.some(({ name }) => name === word));
    this.#node = recording?.node ?? host ?? this.#node;
    if (recording && recording.namespace !== '') {
      this.#owner = this.#ownerOf(recording.namespace) ?? { kind: 'namespace', name: recording.namespace };
    }
    for (const word of recording ? words.slice(1) : words.filter((each) => each !== host)) {
      const owner = this.#owner === undefined ? this.#ownerOf(word) : undefined;
      if (owner) this.#owner = owner;
      else if (this.#interface === undefined) this.#interface = word;
      else return { fault: `"${label}": the lab has no container, network or host "${this.#interface}"` };
    }
    const place = this.#place();
    if (place) return { place };
    const [from, to] = this.#addresses();
    return {
      fault: `"${label}" is in no part of the drawing of "${this.#node}", for a packet from ${from} to ${to}`,
    };
  }

  /** Returns the `tcpdump` that has written the file of a name. Two nodes may have written files of the same name. */
  #recording(file: string): Recording | undefined {
    const named = this.#made.recordings.filter((each) => each.file === file);
    return named.findLast(({ node }) => node === this.#node) ?? named.at(-1);
  }

  #ownerOf(word: string): Owner | undefined {
    const name = this.#made.owners.get(`${this.#node} ${word}`);
    return (name === undefined ? undefined : this.#ownerNamed(name)) ?? this.#ownerNamed(word);
  }

  #ownerNamed(word: string): Owner | undefined {
    const { containers, networks } = this.#topology;
    if (word === 'outside') return { kind: 'outside' };
    if (/^ingress[_-]sbox$/u.test(word)) return { kind: 'container', name: MESH };
    const own = containers.filter(({ node }) => node === this.#node);
    const isTask = ({ service, name }: TopologyContainer) => service === word || name.startsWith(`${word}.`);
    const tasks = own.filter(isTask);
    const named = own.find(({ name }) => name === word) ?? this.#addressed(tasks) ?? tasks[0];
    if (named) return { kind: 'container', name: named.name };
    const network = networks.find(({ name, nodes }) => name === word && nodes.includes(this.#node));
    // The bridge of a network may have its name.
    return network && this.#sighting.words.at(-1) !== word ? { kind: 'network', name: word } : undefined;
  }

  #addressed(containers: readonly TopologyContainer[]): TopologyContainer | undefined {
    const endpoint = this.#endpoint();
    return containers.find(({ name }) => name === endpoint?.container);
  }

  #place(): Place | undefined {
    const owner = this.#owner;
    const name = this.#interface;
    switch (owner?.kind) {
      case 'outside':
        return { kind: 'outside' };
      case 'container':
        return this.#inContainer(owner.name);
      case 'network':
        return this.#inNetwork(owner.name, name ?? '');
      case 'namespace':
        return this.#dockerAt(name ?? '');
      case undefined:
        return name === undefined ? this.#card('') : (this.#madeAt(name) ?? this.#dockerAt(name) ?? this.#hostAt(name));
    }
  }

  #inContainer(container: string): Place | undefined {
    const own = this.#endpoint(container);
    if (own) return this.#at('container', own);
    const node = this.#node;
    const unknown = this.#networks().filter((each) => !this.#isKnownOn(container, each));
    const network = unknown.find((each) => this.#sees(each, true)) ?? unknown.find((each) => this.#sees(each));
    const ipv4 = network && this.#addresses().find((address) => isIn(address, network.subnets?.[0]?.subnet));
    if (network && ipv4) return { kind: 'container', node, container, network: network.name, ipv4 };
    const [only, ...others] = this.#topology.endpoints.filter(
      (each) => each.container === container && each.node === node,
    );
    return only && others.length === 0 ? this.#at('container', only) : undefined;
  }

  /** Networks of which no topology has every member. */
  #isKnownOn(container: string, { name }: TopologyNetwork): boolean {
    return name !== GATEWAY && !(container === MESH && name === 'ingress');
  }

  #inNetwork(network: string, name: string): Place | undefined {
    const node = this.#node;
    if (/^vxlan/u.test(name)) return { kind: 'tunnel', node, network };
    const endpoint = /^veth/u.test(name) ? this.#endpoint() : undefined;
    return endpoint ? this.#at('cable', endpoint) : { kind: 'network', node, network };
  }

  /** An interface that the page has made. */
  #madeAt(name: string): Place | undefined {
    const named = this.#made.interfaces.filter((each) => each.node === this.#node && each.name === name);
    const own = named.find(({ namespace }) => namespace === '') ?? (named.length === 1 ? named[0] : undefined);
    if (!own) return undefined;
    if (own.namespace !== '') return this.#madeEndpoint('container', own.namespace);
    if (own.kind === 'bridge') return { kind: 'network', node: own.node, network: own.name };
    const other = otherEnd(own, this.#made);
    if (other && other.namespace !== '') return this.#madeEndpoint('cable', other.namespace);
    const network = own.master === undefined ? undefined : this.#bridge(own.master);
    return own.kind === 'vxlan' && network !== undefined ? { kind: 'tunnel', node: own.node, network } : undefined;
  }

  #madeEndpoint(kind: 'container' | 'cable', container: string): Place | undefined {
    const endpoint = this.#topology.endpoints.find((each) => each.container === container && each.node === this.#node);
    return endpoint && this.#at(kind, endpoint);
  }

  /** An interface that Docker has made on the host. */
  #dockerAt(name: string): Place | undefined {
    const node = this.#node;
    const network = this.#bridge(name);
    if (network !== undefined) return { kind: 'network', node, network };
    if (/^(?:veth|vxlan|br0$)/u.test(name)) {
      const endpoint = /^veth/u.test(name) ? this.#endpoint() : undefined;
      if (endpoint) return this.#at('cable', endpoint);
      const overlay = this.#overlay(name);
      return overlay === undefined ? undefined : this.#inNetwork(overlay, name.replace(/^veth.*/u, 'br0'));
    }
    return undefined;
  }

  #hostAt(name: string): Place | undefined {
    return /^(?:eth|en|wl)[a-z0-9.]+$/u.test(name) ? this.#card(name) : undefined;
  }

  #card(name: string): Place {
    return { kind: 'card', node: this.#node, name };
  }

  /** Returns the network whose bridge an interface is. */
  #bridge(name: string): string | undefined {
    const chosen = this.#made.bridgeNames.get(`${this.#node} ${name}`);
    const isIts = (network: TopologyNetwork) =>
      network.driver === 'bridge' &&
      (network.name === (name === 'docker0' ? 'bridge' : (chosen ?? name)) || name === `br-${network.id}`);
    return this.#networks().find(isIts)?.name;
  }

  /** Returns the overlay that the packet is in. */
  #overlay(name: string): string | undefined {
    const overlays = this.#networks().filter(({ driver }) => driver === 'overlay');
    const only = overlays.length === 1 && !name.startsWith('veth') ? overlays[0] : undefined;
    return (overlays.find((each) => this.#sees(each)) ?? only)?.name;
  }

  #networks(): readonly TopologyNetwork[] {
    return this.#topology.networks.filter(({ nodes }) => nodes.includes(this.#node));
  }

  /** Returns whether an end of the packet is in a network. */
  #sees({ subnets = [] }: TopologyNetwork, isOwn = false): boolean {
    const addresses = isOwn ? this.#addresses().slice(0, 1) : this.#addresses();
    return subnets.some(({ subnet }) => addresses.some((address) => isIn(address, subnet)));
  }

  /** Returns the endpoint that has an address of the packet: at a container, the one at its own end. */
  #endpoint(container?: string): TopologyEndpoint | undefined {
    const own = this.#topology.endpoints.filter(
      (each) => each.node === this.#node && (container === undefined || each.container === container),
    );
    for (const address of this.#addresses()) {
      const found = own.find(({ ipv4, ipv6 }) => [ipv4, ipv6].some((each) => each && withoutPrefix(each) === address));
      if (found) return found;
    }
    return undefined;
  }

  /** The address first that is on this side of the place: in a container, one that goes out has its own source. */
  #addresses(): readonly [string, string] {
    const { ends, way } = this.#sighting;
    const [from, to] = [withoutPort(ends.from), withoutPort(ends.to)];
    return way === 'in' ? [to, from] : [from, to];
  }

  #at(kind: 'container' | 'cable', { node, container, network, ipv4 = '' }: TopologyEndpoint): Place {
    return { kind, node, container, network, ipv4: withoutPrefix(ipv4) };
  }
}

/**
 * The schema of a topology: the network of a lab at one moment, with the networks, containers and services of all
 * nodes, and the endpoints that connect them. The site draws it as a graph: networks and containers are its
 * vertices, endpoints are its edges. Names are Docker's. A reference is a name and a node, because two nodes may
 * use the same name.
 *
 * Lists are sorted by the lab's order of nodes, then by name. Left out are:
 * - the networks `host` and `none` if no container uses them, because every node has them;
 * - what Docker connects for itself: `ingress-sbox`, `lb-…`, and a container's endpoint on `docker_gwbridge`;
 * - what is about to be removed, such as a container with `--rm` that has exited, or a container whose task is
 *   being shut down.
 */
import * as z from 'zod';
import { recordOf } from './record.ts';

/** The first 12 digits of an id, as `docker ps` and `docker network ls` show it. */
const shortId = z.string();
/** Port and protocol of a container, such as `80/tcp`. */
const target = z.string();
/** An address with its prefix length, such as `172.18.0.2/16`. */
const address = z.string();

const host = z.strictObject({
  /** Of the node. */
  name: z.string(),
  /** On the network of the lab, without prefix length. */
  ipv4: z.string(),
  /**
   * Interfaces of macvlan or ipvlan that the page has made on the node itself, to reach the containers of such a network.
   * The interfaces of containers are in networks of their own.
   */
  interfaces: z
    .array(
      z.strictObject({
        name: z.string(),
        driver: z.enum(['macvlan', 'ipvlan']),
        parent: z.string(),
        ipv4: z.array(address),
      }),
    )
    .optional(),
});

const network = z.strictObject({
  name: z.string(),
  id: shortId,
  /** Such as `bridge` or `overlay`. The networks `host` and `none` have the drivers `host` and `null`. */
  driver: z.string(),
  /** A network of scope `swarm` is one network, even if several nodes have it. */
  scope: z.enum(['local', 'swarm', 'global']),
  /** Nodes that have the network. A network of scope `local` has one. */
  nodes: z.array(z.string()).min(1),
  subnets: z
    .array(z.strictObject({ subnet: address, gateway: z.string().optional(), range: address.optional() }))
    .optional(),
  /** This and the next three are left out if they are false. */
  internal: z.literal(true).optional(),
  attachable: z.literal(true).optional(),
  ingress: z.literal(true).optional(),
  encrypted: z.literal(true).optional(),
  /** The host's interface that a macvlan or ipvlan network uses. */
  parent: z.string().optional(),
  /** Mode of a macvlan or ipvlan network, such as `bridge` or `l3`. */
  mode: z.string().optional(),
});

const container = z.strictObject({
  name: z.string(),
  id: shortId,
  node: z.string(),
  image: z.string(),
  state: z.enum(['created', 'running', 'paused', 'restarting', 'exited']),
  /** The service, if the container is a task of one. */
  service: z.string().optional(),
  /** The container whose network it uses: `--network container:NAME`. */
  shares: z.string().optional(),
  /** Ports published on the node. */
  ports: z.array(z.strictObject({ address: z.string(), published: z.int(), target })).optional(),
});

/** One container on one network. It has no addresses on `host` and `none`, and while the container does not run. */
const endpoint = z.strictObject({
  container: z.string(),
  node: z.string(),
  network: z.string(),
  ipv4: address.optional(),
  ipv6: address.optional(),
  mac: z.string().optional(),
  /** Its DNS names on the network, besides its name and its id. */
  aliases: z.array(z.string()).optional(),
});

const service = z.strictObject({
  name: z.string(),
  id: shortId,
  image: z.string(),
  mode: z.enum(['replicated', 'global', 'replicated-job', 'global-job']),
  /** Desired number of tasks. Left out if the service does not set it. */
  replicas: z.int().optional(),
  /** How DNS answers its name: with its virtual address, or with the addresses of its tasks in turn. */
  endpoint: z.enum(['vip', 'dnsrr']),
  /** One virtual address for each network. */
  addresses: z.array(z.strictObject({ network: z.string(), ipv4: address })).optional(),
  /** `ingress`: every node of the swarm publishes the port. `host`: only the nodes that have a task do. */
  ports: z.array(z.strictObject({ published: z.int(), target, mode: z.enum(['ingress', 'host']) })).optional(),
  /** Number of running tasks, by node. */
  tasks: recordOf(z.int()),
});

export const topologySchema = z.strictObject({
  /** In the lab's order of nodes. */
  hosts: z.array(host),
  /** IPv4 address of the host outside of the nodes. Left out if the lab has none. */
  outside: z.string().optional(),
  /** Role of each node that is in a swarm. */
  swarm: recordOf(z.enum(['manager', 'worker'])).optional(),
  networks: z.array(network),
  containers: z.array(container),
  endpoints: z.array(endpoint),
  /** From a manager. Left out if no node is a manager, or if none answers. */
  services: z.array(service).optional(),
});

export type Topology = z.infer<typeof topologySchema>;
export type TopologyHost = z.infer<typeof host>;
export type TopologyNetwork = z.infer<typeof network>;
export type TopologyContainer = z.infer<typeof container>;
export type TopologyEndpoint = z.infer<typeof endpoint>;
export type TopologyService = z.infer<typeof service>;

/** Returns an address without its prefix length: `172.17.0.2` for `172.17.0.2/16`. */
export function withoutPrefix(address: string): string {
  return address.replace(/\/\d+$/u, '');
}

/**
 * The network of a lab at one moment: what there is on every node, and what is connected to what. Made to
 * be drawn: networks and containers are the places, endpoints the lines between them. Everything is named
 * as Docker names it; a reference is a name together with a node, since each node has names of its own.
 *
 * Lists are sorted, by the lab's order of nodes and then by name. Left out are: the networks `host` and `none`
 * where no container uses them, for they are on every node; what Docker connects for its own ends, such as
 * `ingress-sbox`, `lb-…`, and a container's way out through `docker_gwbridge`; what is about to go, such as a
 * container with `--rm` that has ended, or one whose task is being shut down.
 */
import * as z from 'zod';

/** The first 12 digits, as `docker ps` and `docker network ls` show it. */
const shortId = z.string();
/** Port and protocol of a container, such as `80/tcp`. */
const target = z.string();
/** With prefix length, such as `172.18.0.2/16`. */
const address = z.string();

const network = z.strictObject({
  name: z.string(),
  id: shortId,
  /** Such as `bridge`, `overlay`; `host` and `null` for the networks that are none. */
  driver: z.string(),
  /** `swarm`: one network, whatever the number of nodes that have it. */
  scope: z.enum(['local', 'swarm', 'global']),
  /** Those that have it; one for a network of scope `local`. */
  nodes: z.array(z.string()).min(1),
  subnets: z
    .array(z.strictObject({ subnet: address, gateway: z.string().optional(), range: address.optional() }))
    .optional(),
  /** Given only where they are so. */
  internal: z.literal(true).optional(),
  attachable: z.literal(true).optional(),
  ingress: z.literal(true).optional(),
  encrypted: z.literal(true).optional(),
  /** The host's interface below a network of macvlan or ipvlan. */
  parent: z.string().optional(),
  /** Of macvlan or ipvlan, such as `bridge`, `l3`. */
  mode: z.string().optional(),
});

const container = z.strictObject({
  name: z.string(),
  id: shortId,
  node: z.string(),
  image: z.string(),
  state: z.enum(['created', 'running', 'paused', 'restarting', 'exited']),
  /** The service whose task it is. */
  service: z.string().optional(),
  /** The container whose network it uses: `--network container:NAME`. */
  shares: z.string().optional(),
  /** Published on the node. */
  ports: z.array(z.strictObject({ address: z.string(), published: z.int(), target })).optional(),
});

/** One container on one network; without addresses while the container does not run, and on `host` and `none`. */
const endpoint = z.strictObject({
  container: z.string(),
  node: z.string(),
  network: z.string(),
  ipv4: address.optional(),
  ipv6: address.optional(),
  mac: z.string().optional(),
  /** Names by which others on the network find it, besides its own and its id. */
  aliases: z.array(z.string()).optional(),
});

const service = z.strictObject({
  name: z.string(),
  id: shortId,
  image: z.string(),
  mode: z.enum(['replicated', 'global', 'replicated-job', 'global-job']),
  /** How many tasks there should be, where that is said. */
  replicas: z.int().optional(),
  /** How its name is answered. */
  endpoint: z.enum(['vip', 'dnsrr']),
  /** One a network. */
  addresses: z.array(z.strictObject({ network: z.string(), ipv4: address })).optional(),
  /** `ingress`: by every node of the swarm; `host`: by the nodes that have a task. */
  ports: z.array(z.strictObject({ published: z.int(), target, mode: z.enum(['ingress', 'host']) })).optional(),
  /** How many run, by node. */
  tasks: z.record(z.string(), z.int()),
});

export const topologySchema = z.strictObject({
  /** The nodes that are in a swarm. */
  swarm: z.record(z.string(), z.enum(['manager', 'worker'])).optional(),
  networks: z.array(network),
  containers: z.array(container),
  endpoints: z.array(endpoint),
  /** As a manager tells them; left out where none of the nodes is one, or none answers. */
  services: z.array(service).optional(),
});

export type Topology = z.infer<typeof topologySchema>;
export type TopologyNetwork = z.infer<typeof network>;
export type TopologyContainer = z.infer<typeof container>;
export type TopologyEndpoint = z.infer<typeof endpoint>;
export type TopologyService = z.infer<typeof service>;

/**
 * The parts of Docker's Engine API that a topology is made from, as of versions 1.51 and 1.52:
 * https://docs.docker.com/reference/api/engine/version/v1.52/. Go writes an empty list or map as null.
 */
import * as z from 'zod';

const listOf = <T extends z.ZodType>(element: T) =>
  z
    .array(element)
    .nullish()
    .transform((list) => list ?? []);

const port = z.object({
  IP: z.string().optional(),
  PrivatePort: z.int(),
  /** Only if the port is published. */
  PublicPort: z.int().optional(),
  Type: z.string(),
});

/** EndpointSettings. The addresses of a container that is not running are empty. */
const endpointSettings = z.object({
  EndpointID: z.string(),
  MacAddress: z.string(),
  IPAddress: z.string(),
  IPPrefixLen: z.int(),
  GlobalIPv6Address: z.string(),
  GlobalIPv6PrefixLen: z.int(),
  Aliases: listOf(z.string()),
  /** Since 1.44. Before that, `Aliases` has the short id, too. */
  DNSNames: z.array(z.string()).nullish(),
});

const networkSettings = z.object({
  Networks: z
    .record(z.string(), endpointSettings)
    .nullish()
    .transform((networks) => networks ?? {}),
});

/** `GET /containers/json`: ContainerSummary. It has no DNS names of endpoints. */
export const containerSummaries = z.array(
  z.object({
    Id: z.string(),
    /** Each begins with a slash. Names from links have a second slash. */
    Names: listOf(z.string()),
    Image: z.string(),
    State: z.string(),
    Ports: listOf(port),
    Labels: z.record(z.string(), z.string()).nullish(),
    HostConfig: z.object({ NetworkMode: z.string().optional() }),
    NetworkSettings: networkSettings,
  }),
);
export type ContainerSummary = z.infer<typeof containerSummaries>[number];

/** Returns the name of a container: of its names, the one without a second slash. Undefined if it has none. */
export function nameIn(names: readonly string[]): string | undefined {
  return (names.find((name) => name.lastIndexOf('/') === 0) ?? names[0])?.slice(1);
}

/** `GET /containers/ID/json`: ContainerInspectResponse. */
export const containerDetails = z.object({
  /** The current state. The state in the list may be slightly older. */
  State: z.object({ Status: z.string() }),
  HostConfig: z.object({ AutoRemove: z.boolean() }),
  NetworkSettings: networkSettings,
});
export type ContainerDetails = z.infer<typeof containerDetails>;

/** `GET /networks`: Network, without its endpoints. */
export const networks = z.array(
  z.object({
    Id: z.string(),
    Name: z.string(),
    /** Empty for a swarm network without a subnet: it does not have one yet, or its subnet is already in use. */
    Driver: z.string(),
    Scope: z.enum(['local', 'swarm', 'global']),
    Internal: z.boolean(),
    Attachable: z.boolean(),
    Ingress: z.boolean(),
    IPAM: z.object({
      Config: listOf(
        z.object({ Subnet: z.string().optional(), Gateway: z.string().optional(), IPRange: z.string().optional() }),
      ),
    }),
    Options: z
      .record(z.string(), z.string())
      .nullish()
      .transform((options) => options ?? {}),
    /**
     * Always empty. Null if a manager lists a network that the swarm has, but its own node has not. Missing since
     * version 1.52.
     */
    Containers: z.record(z.string(), z.unknown()).nullish(),
    /** The nodes that have this overlay network, this node among them. Missing if this node has not. */
    Peers: z.array(z.unknown()).nullish(),
  }),
);
export type Network = z.infer<typeof networks>[number];

/** `GET /nodes`: Node. */
export const swarmNodes = z.array(
  z.object({
    ID: z.string(),
    Spec: z.object({ Role: z.enum(['manager', 'worker']) }),
    /** A node describes itself when its agent first reports. Until then, it has no name. */
    Description: z.object({ Hostname: z.string().optional() }),
    Status: z.object({ State: z.string() }),
  }),
);
export type SwarmNode = z.infer<typeof swarmNodes>[number];

const portConfig = z.object({
  Protocol: z.string(),
  TargetPort: z.int(),
  PublishedPort: z.int().optional(),
  PublishMode: z.enum(['ingress', 'host']),
});

/** `GET /services`: Service. `Spec.Mode` has one member, named after the mode. */
export const services = z.array(
  z.object({
    ID: z.string(),
    Spec: z.object({
      Name: z.string(),
      /** The default mode is `vip`. */
      EndpointSpec: z.looseObject({ Mode: z.enum(['vip', 'dnsrr']).optional() }).optional(),
      TaskTemplate: z.looseObject({ ContainerSpec: z.looseObject({ Image: z.string() }).optional() }),
      Mode: z.object({
        Replicated: z.object({ Replicas: z.int() }).optional(),
        Global: z.object({}).optional(),
        ReplicatedJob: z.object({ TotalCompletions: z.int().optional() }).optional(),
        GlobalJob: z.object({}).optional(),
      }),
    }),
    Endpoint: z.object({
      Ports: listOf(portConfig),
      VirtualIPs: listOf(z.object({ NetworkID: z.string(), Addr: z.string().optional() })),
    }),
    /** Before the last update. There is none before the first. */
    PreviousSpec: z
      .object({
        EndpointSpec: z.looseObject({}).optional(),
        TaskTemplate: z.looseObject({}),
      })
      .optional(),
    /** None after an update, until the swarm begins to replace tasks. */
    UpdateStatus: z.object({ State: z.string().optional() }).optional(),
  }),
);
export type Service = z.infer<typeof services>[number];

/** `GET /tasks`: Task. A task without a service is for a container that was attached to a swarm network. */
export const tasks = z.array(
  z.object({
    ID: z.string(),
    ServiceID: z.string().optional(),
    NodeID: z.string().optional(),
    DesiredState: z.string(),
    Spec: z.object({ Networks: listOf(z.object({ Target: z.string() })) }).optional(),
    /** `Err` of a pending task: the reason why no node can run it. */
    Status: z.object({ State: z.string(), Err: z.string().optional() }),
  }),
);
export type Task = z.infer<typeof tasks>[number];

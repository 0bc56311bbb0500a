/**
 * The parts of Docker's Engine API that a topology is read from, as version 1.51 has them:
 * https://docs.docker.com/reference/api/engine/version/v1.51/. Go writes an empty list or map as null.
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
  /** Only where it is published. */
  PublicPort: z.int().optional(),
  Type: z.string(),
});

/** EndpointSettings; of a container that does not run, addresses are empty. */
const endpointSettings = z.object({
  EndpointID: z.string(),
  MacAddress: z.string(),
  IPAddress: z.string(),
  IPPrefixLen: z.int(),
  GlobalIPv6Address: z.string(),
  GlobalIPv6PrefixLen: z.int(),
  Aliases: listOf(z.string()),
  /** Since 1.44; before, aliases have the short id, too. */
  DNSNames: z.array(z.string()).nullish(),
});

const networkSettings = z.object({
  Networks: z
    .record(z.string(), endpointSettings)
    .nullish()
    .transform((networks) => networks ?? {}),
});

/** `GET /containers/json`: ContainerSummary. It has no names of endpoints. */
export const containerSummaries = z.array(
  z.object({
    Id: z.string(),
    /** With a slash in front; names that links have given it have a second one. */
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

/** `GET /containers/ID/json`: ContainerInspectResponse. */
export const containerDetails = z.object({
  /** Of this very moment; the list may be a little behind. */
  State: z.object({ Status: z.string() }),
  HostConfig: z.object({ AutoRemove: z.boolean() }),
  NetworkSettings: networkSettings,
});
export type ContainerDetails = z.infer<typeof containerDetails>;

/** `GET /networks`: Network, which has nothing of its endpoints there. */
export const networks = z.array(
  z.object({
    Id: z.string(),
    Name: z.string(),
    /** Empty in a network of a swarm that has not got its subnet yet, or never will since the subnet is taken. */
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
    /** Always empty; null, where a manager lists what the swarm has, and not what its own node has of it. */
    Containers: z.record(z.string(), z.unknown()).nullish(),
  }),
);
export type Network = z.infer<typeof networks>[number];

/** `GET /nodes`: Node. */
export const swarmNodes = z.array(
  z.object({
    ID: z.string(),
    Spec: z.object({ Role: z.enum(['manager', 'worker']) }),
    Description: z.object({ Hostname: z.string() }),
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

/** `GET /services`: Service. Its mode is the one member that `Spec.Mode` has. */
export const services = z.array(
  z.object({
    ID: z.string(),
    Spec: z.object({
      Name: z.string(),
      TaskTemplate: z.object({ ContainerSpec: z.object({ Image: z.string() }).optional() }),
      Mode: z.object({
        Replicated: z.object({ Replicas: z.int() }).optional(),
        Global: z.object({}).optional(),
        ReplicatedJob: z.object({ TotalCompletions: z.int().optional() }).optional(),
        GlobalJob: z.object({}).optional(),
      }),
    }),
    Endpoint: z.object({
      Spec: z.object({ Mode: z.enum(['vip', 'dnsrr']).optional() }).optional(),
      Ports: listOf(portConfig),
      VirtualIPs: listOf(z.object({ NetworkID: z.string(), Addr: z.string().optional() })),
    }),
    UpdateStatus: z.object({ State: z.string().optional() }).optional(),
  }),
);
export type Service = z.infer<typeof services>[number];

/** `GET /tasks`: Task. Those without a service are for containers that were attached to a network of the swarm. */
export const tasks = z.array(
  z.object({
    ID: z.string(),
    ServiceID: z.string().optional(),
    NodeID: z.string().optional(),
    DesiredState: z.string(),
    /** `Err` of a pending task: why no node can take it. */
    Status: z.object({ State: z.string(), Err: z.string().optional() }),
  }),
);
export type Task = z.infer<typeof tasks>[number];

/** Leftovers: objects that a page has created on its nodes and not removed. */
import * as z from 'zod';
import type { LabNode } from '../model/lab.ts';
import type { Leftover } from '../model/recording.ts';
import type { LeftoverKind } from '../tutorial/page.ts';
import { nameIn } from './engine-api.ts';

/** Docker's own networks, on every node. A node has `docker_gwbridge` since its first swarm, and keeps it after. */
const PREDEFINED = new Set(['bridge', 'host', 'none', 'docker_gwbridge']);

const containers = z.array(z.object({ Names: z.array(z.string()) }));
const networks = z.array(z.object({ Name: z.string(), Ingress: z.boolean() }));
const volumes = z.object({ Volumes: z.array(z.object({ Name: z.string() })).nullable() });
const services = z.array(z.object({ Spec: z.object({ Name: z.string() }) }));
const info = z.object({ Swarm: z.object({ LocalNodeState: z.string(), ControlAvailable: z.boolean() }) });

/** Returns the leftovers by kind, with their names sorted. @throws SnippetsError `engine-lost`, `docker-refused` */
export async function leftoversOn(node: LabNode): Promise<readonly Leftover[]> {
  const { Swarm: swarm } = info.parse(await node.ask('/info'));
  const left: Readonly<Record<LeftoverKind, readonly string[]>> = {
    containers: containers.parse(await node.ask('/containers/json?all=true')).map(({ Names }) => nameIn(Names) ?? ''),
    networks: networks
      .parse(await node.ask('/networks'))
      .flatMap(({ Name, Ingress }) => (Ingress || PREDEFINED.has(Name) ? [] : [Name])),
    volumes: (volumes.parse(await node.ask('/volumes')).Volumes ?? []).map(({ Name }) => Name),
    services: swarm.ControlAvailable ? services.parse(await node.ask('/services')).map(({ Spec }) => Spec.Name) : [],
    swarm: swarm.LocalNodeState === 'inactive' ? [] : [swarm.ControlAvailable ? 'manager' : 'worker'],
  };
  return Object.entries(left).flatMap(([kind, names]) =>
    names.length > 0 ? [{ node: node.name, kind: kind as LeftoverKind, names: [...names].sort() }] : [],
  );
}

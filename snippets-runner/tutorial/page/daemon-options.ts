/**
 * Options of `dockerd` that a lab may give to the daemons of its nodes: those about networks and registries. Names and
 * values are those of `daemon.json`, see https://docs.docker.com/reference/cli/dockerd/. The daemon itself refuses
 * values that make no sense to it, with the reason.
 */
import * as z from 'zod';

const text = z.string().min(1);
const texts = z.array(text);
const pool = z.strictObject({ base: text, size: z.int().min(1).max(128) });

export const daemonSchema = z.strictObject({
  'allow-direct-routing': z.boolean().optional(),
  bip: text.optional(),
  bip6: text.optional(),
  'default-address-pools': z.array(pool).min(1).optional(),
  'default-gateway': text.optional(),
  'default-gateway-v6': text.optional(),
  'default-network-opts': z.record(text, z.record(text, text)).optional(),
  dns: texts.optional(),
  'dns-opts': texts.optional(),
  'dns-search': texts.optional(),
  'firewall-backend': z.enum(['iptables', 'nftables']).optional(),
  'fixed-cidr': text.optional(),
  'fixed-cidr-v6': text.optional(),
  'host-gateway-ips': texts.optional(),
  icc: z.boolean().optional(),
  'insecure-registries': texts.optional(),
  ip: text.optional(),
  ip6tables: z.boolean().optional(),
  'ip-forward': z.boolean().optional(),
  'ip-forward-no-drop': z.boolean().optional(),
  'ip-masq': z.boolean().optional(),
  iptables: z.boolean().optional(),
  ipv6: z.boolean().optional(),
  mtu: z.int().min(68).optional(),
  proxies: z.record(text, text).optional(),
  'registry-mirrors': texts.optional(),
  'userland-proxy': z.boolean().optional(),
});

export type DaemonOptions = z.infer<typeof daemonSchema>;
export const DAEMON_OPTIONS: readonly string[] = Object.keys(daemonSchema.shape);

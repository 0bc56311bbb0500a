/** Outputs of Docker 28 in two runs of one page. They differ only in ids, addresses and times. */
import { createHash } from 'node:crypto';

export interface Run {
  /** Returns 64 hex digits, different for each name. */
  id(name: string): string;
  short(name: string): string;
  /** Returns 25 digits and letters. */
  swarmId(name: string): string;
  mac(name: string): string;
  /** Returns an address in the containers' network of the run, by its host part. */
  address(host: number): string;
  readonly subnet: string;
  readonly age: string;
  readonly createdAt: string;
  readonly ms: readonly [number, number];
}

export function createRun(seed: string, network = '172.18'): Run {
  const digest = (name: string) => createHash('sha256').update(`${seed} ${name}`).digest('hex');
  const number = Number.parseInt(digest('times').slice(0, 4), 16);
  return {
    id: digest,
    short: (name) => digest(name).slice(0, 12),
    swarmId: (name) =>
      BigInt(`0x${digest(name)}`)
        .toString(36)
        .slice(0, 25),
    mac: (name) => `02:${(digest(name).slice(0, 10).match(/../gu) ?? []).join(':')}`,
    address: (host) => `${network}.0.${host}`,
    subnet: `${network}.0.0/16`,
    age: `${2 + (number % 50)} seconds`,
    createdAt: `2026-11-24T04:12:${10 + (number % 50)}.${number}Z`,
    ms: [number / 1e6, number / 5e5],
  };
}

/** Formats a table as Docker does, with Go's text/tabwriter. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row.map((cell, column) => cell.padEnd(column < row.length - 1 ? (widths[column] ?? 0) + 3 : 0)).join(''),
    )
    .join('\n');
}

export function networkLs(run: Run, rows: readonly (readonly [name: string, driver: string])[]): string {
  return table([
    ['NETWORK ID', 'NAME', 'DRIVER', 'SCOPE'],
    ...rows.map(([name, driver]) => [run.short(name), name, driver, 'local']),
  ]);
}

export function ps(run: Run, names: readonly string[], status = `Up ${run.age}`): string {
  return table([
    ['CONTAINER ID', 'IMAGE', 'COMMAND', 'CREATED', 'STATUS', 'PORTS', 'NAMES'],
    ...names.map((name) => [run.short(name), 'alpine', '"ash"', `${run.age} ago`, status, '', name]),
  ]);
}

export function networkInspect(
  run: Run,
  name: string,
  containers: readonly string[],
  { driver = 'bridge' }: { readonly driver?: string } = {},
): string {
  const members = containers
    .map((container, index) => ({ container, address: run.address(index + 2) }))
    .toSorted((one, other) => (run.id(one.container) < run.id(other.container) ? -1 : 1));
  const network = {
    Name: name,
    Id: run.id(name),
    Created: run.createdAt,
    Scope: 'local',
    Driver: driver,
    EnableIPv4: true,
    EnableIPv6: false,
    IPAM: { Driver: 'default', Options: {}, Config: [{ Subnet: run.subnet, Gateway: run.address(1) }] },
    Internal: false,
    Containers: Object.fromEntries(
      members.map(({ container, address }) => [
        run.id(container),
        {
          Name: container,
          EndpointID: run.id(`${container} endpoint`),
          MacAddress: run.mac(container),
          IPv4Address: `${address}/16`,
          IPv6Address: '',
        },
      ]),
    ),
    Options: {},
    Labels: {},
  };
  return JSON.stringify([network], null, 4);
}

export function ping(run: Run, name: string, host: number): string {
  const [fast, slow] = run.ms.map((ms) => ms.toFixed(3));
  return [
    `PING ${name} (${run.address(host)}): 56 data bytes`,
    `64 bytes from ${run.address(host)}: seq=0 ttl=64 time=${fast} ms`,
    `64 bytes from ${run.address(host)}: seq=1 ttl=64 time=${slow} ms`,
    '',
    `--- ${name} ping statistics ---`,
    '2 packets transmitted, 2 packets received, 0% packet loss',
    `round-trip min/avg/max = ${fast}/${slow}/${slow} ms`,
  ].join('\n');
}

export function ipAddr(run: Run, name: string, host: number, index: number): string {
  return [
    '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN qlen 1000',
    '    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00',
    '    inet 127.0.0.1/8 scope host lo',
    '       valid_lft forever preferred_lft forever',
    `${index}: eth0@if${index + 1}: <BROADCAST,MULTICAST,UP,LOWER_UP,M-DOWN> mtu 1500 qdisc noqueue state UP `,
    `    link/ether ${run.mac(name)} brd ff:ff:ff:ff:ff:ff`,
    `    inet ${run.address(host)}/16 brd ${run.subnet.replace('.0.0/16', '.255.255')} scope global eth0`,
    '       valid_lft forever preferred_lft forever',
  ].join('\n');
}

export function nodeLs(run: Run): string {
  const row = (name: string, own: string, manager: string) => [
    `${run.swarmId(name)}${own}`,
    name,
    'Ready',
    'Active',
    manager,
    '28.5.2+dfsg4',
  ];
  return table([
    ['ID', 'HOSTNAME', 'STATUS', 'AVAILABILITY', 'MANAGER STATUS', 'ENGINE VERSION'],
    row('manager', ' *', 'Leader'),
    row('worker-1', '', ''),
    row('worker-2', '', ''),
  ]);
}

export function servicePs(run: Run, nodes: readonly string[]): string {
  return table([
    ['ID', 'NAME', 'IMAGE', 'NODE', 'DESIRED STATE', 'CURRENT STATE', 'ERROR', 'PORTS'],
    ...nodes.map((node, index) => [
      run.swarmId(`task ${index}`).slice(0, 12),
      `web.${index + 1}`,
      'nginx:alpine',
      node,
      'Running',
      `Running ${run.age} ago`,
      '',
      '',
    ]),
  ]);
}

export function nginxLogs(run: Run, pid: number): string {
  return [
    '/docker-entrypoint.sh: Configuration complete; ready for start up',
    `2026/11/24 04:12:${run.age.slice(0, 2).trim().padStart(2, '0')} [notice] 1#1: nginx/1.28.0`,
    `2026/11/24 04:12:00 [notice] 1#1: start worker process ${pid}`,
    `${run.address(1)} - - [24/Nov/2026:04:12:07 +0000] "GET / HTTP/1.1" 200 615 "-" "Wget" "-"`,
  ].join('\n');
}

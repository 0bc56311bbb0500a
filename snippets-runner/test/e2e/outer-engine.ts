/** Tries to reach the daemon of a lab from inside of the lab. */
import { setTimeout as delay } from 'node:timers/promises';
import type Docker from 'dockerode';
import type { Connection } from '../../lab/daemon/connection.ts';
import type { DockerNode } from '../../lab/node/docker-node.ts';

/** The usual ports of a Docker daemon. */
const PORTS = ['2375', '2376'];

/** A web server listens on it meanwhile, to show that the tries work. */
const CONTROL = '2399';

/**
 * Tries every address of the engine's machine and every gateway: from a node, with a forged source address too, and from
 * a container in it. It tries the usual ports. On an embedded engine, it also tries all ports on which the machine
 * listens; elsewhere, other servers have some of them.
 * @param node of a lab with the image alpine
 * @returns what answered, as `FROM ADDRESS PORT`
 */
export async function reachedDaemons({ docker, isEmbedded }: Connection, node: DockerNode): Promise<readonly string[]> {
  const [image] = await docker.listImages({ filters: { reference: ['snippets/node'] } });
  const listener = await docker.createContainer({
    Image: image?.Id ?? '',
    Cmd: ['bash', '-c', `${LIST}; echo END; exec busybox httpd -f -p ${CONTROL}`],
    Tty: true,
    HostConfig: { NetworkMode: 'host' },
  });
  try {
    await listener.start();
    const { addresses, ports } = await listed(listener);
    const answered = await tried({ addresses, ports: isEmbedded ? ports : [] }, node);
    const isControl = (line: string) => line.endsWith(` ${CONTROL}`);
    const controls = new Set(answered.filter(isControl).map((line) => line.split(' ')[0]));
    // Elsewhere, a firewall may keep all containers from their machine.
    if (isEmbedded && controls.size < 2) throw new TypeError(`the tries do not work: ${answered.join(', ')}`);
    return answered.filter((line) => !isControl(line));
  } finally {
    await listener.remove({ force: true });
  }
}

interface Machine {
  readonly addresses: readonly string[];
  readonly ports: readonly string[];
}

async function tried(outer: Machine, node: DockerNode): Promise<readonly string[]> {
  const gateways = (await run(node, "ip route | sed -n 's/.*via \\([0-9.]*\\).*/\\1/p'")).split('\n');
  const addresses = [...new Set([...outer.addresses, ...gateways])].filter(
    (address) => address !== '' && !/^(?:127\.|::1$|172\.17\.)/u.test(address),
  );
  const ports = [...new Set([...PORTS, ...outer.ports, CONTROL])];
  if (addresses.length === 0) throw new TypeError('the test found no address of the engine');
  const tries = addresses.flatMap((address) => ports.map((port) => `${address} ${port}`)).join('\n');
  const inNode = `
    while read -r address port; do
      (timeout 2 bash -c "</dev/tcp/$address/$port") 2>/dev/null && echo "node $address $port"
    done; true`;
  const inContainer = `
    while read -r address port; do
      timeout 2 nc -w 1 $address $port </dev/null >/dev/null 2>&1 && echo "container $address $port"
    done; true`;
  // The node takes the address of the machine from which the engine is controlled, and sends from it.
  const forged = `
    ip address add 10.0.2.2/32 dev eth0
    ip route add 10.0.2.15/32 via $(ip route | sed -n 's/^default via \\([0-9.]*\\).*/\\1/p') src 10.0.2.2
    (timeout 2 bash -c '</dev/tcp/10.0.2.15/2375') 2>/dev/null && echo "forged 10.0.2.15 2375"
    ip route del 10.0.2.15/32; ip address del 10.0.2.2/32 dev eth0; true`;
  const heard = [
    await run(node, `{ ${inNode}; } <<'END'\n${tries}\nEND`),
    await run(node, `docker run --rm -i alpine sh -c '${inContainer}' <<'END'\n${tries}\nEND`),
    await run(node, forged),
  ];
  return heard.flatMap((lines) => lines.split('\n')).filter((line) => line !== '');
}

/** Prints the addresses of the machine, an empty line, and the TCP ports on which it listens. */
const LIST = `ip -o address | sed 's/.*inet6\\? \\([^/ ]*\\).*/\\1/'; echo; netstat -tln | sed -n 's/.*:\\([0-9]*\\) .*/\\1/p'`;

/** Reads what a container in the network namespace of the daemon has printed. */
async function listed(listener: Docker.Container): Promise<Machine> {
  for (;;) {
    const log = (await listener.logs({ stdout: true })).toString().replaceAll('\r', '');
    const [addresses = '', ports = ''] = log.split('\nEND\n')[0]?.split('\n\n') ?? [];
    if (log.includes('END')) {
      return {
        addresses: addresses.split('\n').filter((text) => !text.startsWith('fe80')),
        ports: ports.split('\n').filter(Boolean),
      };
    }
    await delay(50);
  }
}

async function run(node: DockerNode, script: string): Promise<string> {
  return (await node.run(['bash', '-c', script])).output.trim();
}

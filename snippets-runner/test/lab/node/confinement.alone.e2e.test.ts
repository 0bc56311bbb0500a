/** Tests what a page can do to the machine from a node, and to the engine of its lab. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../../lab/daemon/connect.ts';
import type { Connection } from '../../../lab/daemon/connection.ts';
import { labelsOf, openEngine } from '../../../lab/engines/open.ts';
import { USUAL_LIMITS } from '../../../lab/node/confinement.ts';
import type { DockerNode } from '../../../lab/node/docker-node.ts';
import type { Engine, Lab } from '../../../model/lab.ts';
import type { LabLimits } from '../../../tutorial/page.ts';
import { reachedDaemons } from '../../e2e/outer-engine.ts';
import { ENGINE_OPTIONS } from '../../engine-options.ts';
import { skipNow } from '../../skip.ts';

describe('a node', () => {
  let connection: Connection;
  let engine: Engine;
  let lab: Lab;
  const makeLab = (limits: LabLimits = {}) =>
    engine.createLab({
      page: 'confinement',
      spec: { nodes: ['host'], images: ['alpine'], needs: [], outside: false, leaves: [], limits },
      signal: new AbortController().signal,
    });
  const sh = (script: string, on = lab) => (on.nodes.get('host') as DockerNode).run(['bash', '-c', script]);

  beforeAll(async () => {
    connection = await connect(ENGINE_OPTIONS);
    engine = await openEngine(connection, ENGINE_OPTIONS);
    lab = await makeLab();
  });
  afterAll(() => lab?.[Symbol.asyncDispose]());

  // Each writes the value that is there, so the machine stays as it is, even if the write succeeds.
  test.each([
    '/proc/sys/kernel/panic',
    '/proc/sys/vm/max_map_count',
    '/proc/irq/default_smp_affinity',
    '/sys/block/$(ls /sys/block | head -n 1)/queue/read_ahead_kb',
  ])('cannot change a setting of the machine: %s', async (file) => {
    const { exit, errors } = await sh(`value=$(cat ${file}) && echo "$value" >${file}`);
    expect([exit, errors]).toEqual([1, expect.stringContaining('Read-only file system')]);
  });

  test('can change the settings of its own network', async () => {
    const script = 'sysctl -qw net.ipv4.ip_default_ttl=65 && cat /proc/sys/net/ipv4/ip_default_ttl';
    expect(await sh(script)).toMatchObject({ exit: 0, output: '65\n' });
  });

  /** Prints `opened NAME` for every disk of the machine, and some devices that every machine has, that a node can use. */
  const USE_DEVICES = `
    echo 'a *:* rwm' 2>/dev/null >/sys/fs/cgroup/devices/devices.allow
    {
      tail -n +3 /proc/partitions | while read -r major minor _ name; do echo "b $major $minor $name"; done
      printf '%s\n' 'c 10 237 loop-control' 'c 10 229 fuse' 'c 4 0 tty0'
    } | while read -r kind major minor name; do
      mknod /tmp/$name $kind $major $minor
      (: </tmp/$name) 2>/dev/null && echo "opened $name"
      mkdir -p /mnt/$name; busybox mount -o ro /tmp/$name /mnt/$name 2>/dev/null && echo "mounted $name"
    done; true`;

  test('has no device of the machine, such as its disk, and cannot get one', async (context) => {
    const { CgroupVersion }: { readonly CgroupVersion?: string } = await connection.docker.info();
    const isOpen = CgroupVersion !== '2' && !(await labelsOf(connection.docker)).has('snippets.node-cgroup');
    skipNow(context, isOpen ? 'it needs cgroup v2, or an engine of scripts/engine' : undefined);
    expect((await sh('find /dev -type b; ls /dev/mem /dev/kmsg /dev/kvm /dev/fuse')).output).toBe('');
    expect((await sh(USE_DEVICES)).output).toBe('');
  });

  test('has the devices of the machine if its page asks for them, and privileged containers', async () => {
    await using own = await makeLab({ devices: 'all' });
    expect((await sh(USE_DEVICES, own)).output).toMatch(/^opened /mu);
    const privileged = 'docker run --rm --privileged --network none alpine echo fine';
    expect(await sh(privileged, own)).toMatchObject({ output: 'fine\n' });
  });

  test('lacks the capabilities that reach beyond it', async () => {
    const { output } = await sh("sed -n 's/CapBnd:\\s*//p' /proc/self/status");
    const has = (bit: number) => (BigInt(`0x${output.trim()}`) >> BigInt(bit)) & 1n;
    // From linux/capability.h: DAC_READ_SEARCH, SYS_MODULE, SYS_RAWIO, SYS_BOOT, SYS_TIME; NET_ADMIN and SYS_ADMIN.
    expect([2, 16, 17, 22, 25].map(has)).toEqual([0n, 0n, 0n, 0n, 0n]);
    expect([12, 21].map(has)).toEqual([1n, 1n]);
  });

  test('sees no cgroup but its own', async () => {
    const { output } = await sh('cut -d: -f3 /proc/self/cgroup | sort -u');
    expect(output.trim()).toMatch(/^\/(?:init)?$/u);
  });

  test('has the usual limits', async () => {
    expect(await limitsOf(lab)).toEqual([USUAL_LIMITS.processes, USUAL_LIMITS.memory, USUAL_LIMITS.file]);
  });

  test('has the limits of its page', async () => {
    const limits = { processes: 3_000, memory: 2 ** 30, file: 2 ** 29 };
    await using own = await makeLab(limits);
    expect(await limitsOf(own)).toEqual(Object.values(limits));
    // Containers have the limit of files as well.
    const { output } = await sh("docker run --rm --network none alpine sh -c 'ulimit -f'", own);
    expect(Number(output) * 512).toBe(limits.file);
  });

  test('reaches the daemon of its lab neither itself nor from a container', async () => {
    expect(await reachedDaemons(connection, lab.nodes.get('host') as DockerNode)).toEqual([]);
  });

  async function limitsOf(on: Lab): Promise<readonly number[]> {
    const { output } = await sh(
      `cat /sys/fs/cgroup/pids/pids.max /sys/fs/cgroup/pids.max 2>/dev/null
       cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max 2>/dev/null
       echo $(($(ulimit -f) * 1024))`,
      on,
    );
    return output.trim().split('\n').map(Number);
  }
});

/** Tests which engines a run has, and that it releases every embedded one. A script replaces `scripts/engine`. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { embeddedSocket, machinesFor, machineText, obstacleTo } from '../../../lab/engines/embedded.ts';
import { openPool, type PoolOptions } from '../../../lab/engines/pool.ts';
import { skipIf } from '../../skip.ts';
import { json, oddDaemon } from '../daemon/odd-daemon.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'pool-'));
  mkdirSync(join(home, 'scripts'));
  writeScript('');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Writes a script that notes its arguments. @param start the commands that it runs for `start` */
function writeScript(start: string): void {
  const script = `#!/bin/sh\necho "$@" >>'${home}/calls'\n[ "$1" = start ] || exit 0\n${start}\n`;
  writeFileSync(join(home, 'scripts/engine'), script, { mode: 0o755 });
}

function calls(): readonly string[] {
  const lines = readFileSync(join(home, 'calls'), 'utf8').trimEnd().split('\n');
  return lines.map((line) => line.replace(` --for ${process.pid}`, ''));
}

const VERSION = {
  Version: '28.5.2',
  KernelVersion: '6.12.48',
  Os: 'linux',
  Components: [{ Name: 'containerd', Version: '2.1.4' }],
};

/** Answers as a daemon without containers and networks. */
const daemon: RequestListener = (request, response) => {
  const url = request.url ?? '';
  if (url.includes('/version')) json(VERSION)(request, response);
  else if (url.includes('/info'))
    json({ Labels: [], ID: 'ENGINE-1', Driver: 'overlay2', CgroupVersion: '2' })(request, response);
  else json(url.includes('/volumes') ? { Volumes: [] } : [])(request, response);
};

function open(choices: readonly string[], more: Partial<PoolOptions> = {}) {
  return openPool({
    env: { DOCKER_CONFIG: join(home, 'docker') },
    home,
    imagesFolder: join(home, 'images'),
    choices,
    machines: ['vm'],
    jobs: 2,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...more,
  });
}

describe('engines that were chosen', () => {
  test('are offered by their names, which make the identity of the run', async () => {
    await using one = await oddDaemon(join(home, 'one.sock'), daemon);
    await using other = await oddDaemon(join(home, 'other.sock'), daemon);
    await using pool = await open([one.host, join(home, 'other.sock')]);
    const { chosen, engines } = await pool.identify();
    expect(chosen).toEqual([one.host, join(home, 'other.sock')]);
    const facts = '28.5.2 6.12.48 linux containerd 2.1.4 ENGINE-1 overlay2 2';
    expect([...engines].map(([name, { engine }]) => [name, engine.replaceAll(/ +/gu, ' ')])).toEqual([
      [one.host, `${one.host} ${facts}`],
      [join(home, 'other.sock'), `${other.host} ${facts}`],
    ]);
    const { offers, missing } = await pool.offersFor(new Set());
    expect(missing).toEqual([]);
    expect(offers).toMatchObject([
      { name: one.host, isLastResort: false, jobs: 2 },
      { name: join(home, 'other.sock'), isLastResort: false, jobs: 2 },
    ]);
    expect(await offers[0]?.open()).toBe(await offers[0]?.open());
  });

  test('may not be given twice', async () => {
    await using one = await oddDaemon(join(home, 'one.sock'), daemon);
    await expect(open([one.host, one.host])).rejects.toMatchObject({
      code: 'option-invalid',
      message: `engine ${one.host} is given twice`,
    });
  });
});

describe('an embedded engine', skipIf(obstacleTo('native')), () => {
  test('is started, used and released', async () => {
    await using native = await oddDaemon(embeddedSocket(home, 'native'), daemon);
    const pool = await open(['native']);
    expect((await pool.identify()).engines.get('native')?.engine).toContain(`${native.host} 28.5.2 `);
    expect(calls()).toEqual(['start']);
    await pool[Symbol.asyncDispose]();
    expect(calls()).toEqual(['start', 'stop']);
  });

  test('whose start fails is released, and the error is reported', async () => {
    writeScript('echo half of it runs >&2; exit 1');
    await expect(open(['native'])).rejects.toMatchObject({
      code: 'engine-unreachable',
      message: 'engine native could not be started: half of it runs',
    });
    expect(calls()).toEqual(['start', 'stop']);
  });

  test('that does not answer after its start is released', async () => {
    await expect(open(['native'])).rejects.toMatchObject({
      code: 'engine-unreachable',
      message: expect.stringContaining('embedded engine of this checkout'),
    });
    expect(calls()).toEqual(['start', 'stop']);
  });

  test('is released if the next engine cannot be opened', async () => {
    await using _native = await oddDaemon(embeddedSocket(home, 'native'), daemon);
    await expect(open(['native', `${home}/none.sock`])).rejects.toMatchObject({ code: 'engine-unreachable' });
    expect(calls()).toEqual(['start', 'stop']);
  });

  test('whose start is interrupted is released', async () => {
    writeScript('exec sleep 60');
    const interruption = new AbortController();
    const opening = open(['native'], { signal: interruption.signal });
    setTimeout(() => interruption.abort(), 100);
    await expect(opening).rejects.toMatchObject({ code: 'interrupted' });
    expect(calls()).toEqual(['start', 'stop']);
  });

  test('whose start is interrupted is released at once, also while the script waits for a program', async () => {
    writeScript("sh -c 'echo downloading >&2; sleep 10; echo downloaded >&2'; exit");
    const interruption = new AbortController();
    const told: string[] = [];
    const onProgress = (message: string) => {
      told.push(message);
      setTimeout(() => interruption.abort(), 300);
    };
    const opening = open(['native'], { signal: interruption.signal, onProgress });
    await expect(opening).rejects.toMatchObject({ code: 'interrupted' });
    expect(told).toEqual(['downloading']);
    expect(calls()).toEqual(['start', 'stop']);
  });

  test('that cannot be stopped is told', async () => {
    await using _native = await oddDaemon(embeddedSocket(home, 'native'), daemon);
    const pool = await open(['native']);
    writeFileSync(join(home, 'scripts/engine'), '#!/bin/sh\necho "process 7 does not end" >&2\nexit 2\n');
    await expect(pool[Symbol.asyncDispose]()).rejects.toMatchObject({
      message: 'engine native could not be stopped: process 7 does not end',
    });
  });

  test('is not started after an interruption, such as while another engine was opened', async () => {
    const interruption = new AbortController();
    const interrupting: RequestListener = (request, response) => {
      interruption.abort();
      daemon(request, response);
    };
    await using one = await oddDaemon(join(home, 'one.sock'), interrupting);
    await using _native = await oddDaemon(embeddedSocket(home, 'native'), daemon);
    const opening = open([one.host, 'native'], { signal: interruption.signal });
    await expect(opening).rejects.toMatchObject({ code: 'interrupted' });
    expect(calls()).not.toContain('start');
  });
});

describe('the virtual machine', skipIf(obstacleTo('vm')), () => {
  test('is released when the run is interrupted, not only at its end; other engines keep the labs until then', async () => {
    await using _machine = await oddDaemon(embeddedSocket(home, 'vm'), daemon);
    await using _native = await oddDaemon(embeddedSocket(home, 'native'), daemon);
    const interruption = new AbortController();
    await using pool = await open(['vm', 'native'], { signal: interruption.signal });
    await (await pool.offersFor(new Set())).offers[0]?.open();
    expect(calls()).toEqual(['start', 'start --vm']);
    interruption.abort();
    await expect.poll(calls).toEqual(['start', 'start --vm', 'stop --vm']);
  });

  test('is started for its first page only, once', async () => {
    await using _machine = await oddDaemon(embeddedSocket(home, 'vm'), daemon);
    await using native = await oddDaemon(embeddedSocket(home, 'native'), daemon);
    const pool = await open(['vm', native.host]);
    const { offers } = await pool.offersFor(new Set());
    expect(offers).toMatchObject([{ name: 'vm', isLastResort: true, jobs: 1 }, { name: native.host }]);
    await Promise.all([offers[0]?.open(), offers[0]?.open()]);
    expect(calls()).toEqual(['start --vm']);
    await pool[Symbol.asyncDispose]();
    expect(calls()).toEqual(['start --vm', 'stop --vm']);
  });

  test('has another beside it, started for its own first page', async () => {
    await using _one = await oddDaemon(embeddedSocket(home, 'vm'), daemon);
    await using _other = await oddDaemon(embeddedSocket(home, 'vm-2'), daemon);
    const pool = await open(['vm'], { machines: ['vm', 'vm-2'] });
    const { offers } = await pool.offersFor(new Set(['ipvs']));
    expect(offers).toMatchObject([
      { name: 'vm', jobs: 1 },
      { name: 'vm-2', jobs: 1 },
    ]);
    await offers[0]?.open();
    expect(calls()).toEqual(['start --vm']);
    await offers[1]?.open();
    await pool[Symbol.asyncDispose]();
    expect(calls().slice(0, 2)).toEqual(['start --vm', 'start --vm=2']);
    expect(calls().slice(2).sort()).toEqual(['stop --vm', 'stop --vm=2']);
  });

  test('may not be given twice', async () => {
    await using _other = await oddDaemon(embeddedSocket(home, 'vm-2'), daemon);
    for (const choices of [
      ['vm', 'vm-2'],
      ['vm-2', 'vm'],
    ]) {
      await expect(open(choices, { machines: ['vm', 'vm-2'] })).rejects.toMatchObject({
        message: 'engine vm-2 is given twice',
      });
    }
  });

  test('whose start fails is released at the end of the run, and not started again', async () => {
    writeScript('exit 1');
    const pool = await open(['vm']);
    const [offer] = (await pool.offersFor(new Set(['ipvs']))).offers;
    await expect(offer?.open()).rejects.toMatchObject({ code: 'engine-unreachable' });
    await expect(offer?.open()).rejects.toMatchObject({ code: 'engine-unreachable' });
    await pool[Symbol.asyncDispose]();
    expect(calls()).toEqual(['start --vm', 'stop --vm']);
  });

  test('that is still starting is released after its start', async () => {
    writeScript(`sleep 0.3; echo started >>'${home}/calls'; exit 1`);
    const pool = await open(['vm']);
    const [offer] = (await pool.offersFor(new Set())).offers;
    const opening = expect(offer?.open()).rejects.toMatchObject({ code: 'engine-unreachable' });
    await pool[Symbol.asyncDispose]();
    await opening;
    expect(calls()).toEqual(['start --vm', 'started', 'stop --vm']);
  });
});

describe('the number of virtual machines', () => {
  test.each([
    ['one processor', 1, 24, ['vm']],
    ['two', 2, 24, ['vm', 'vm-2']],
    ['many', 16, 64, ['vm', 'vm-2']],
    ['two, and little memory', 2, 8, ['vm']],
    ['two, and very little memory', 2, 2, ['vm']],
  ])('fits a computer with %s', (_what, processors, gibibytes, machines) => {
    expect(machinesFor(processors, gibibytes * 2 ** 30)).toEqual(machines);
  });
});

describe('what the virtual machine is', () => {
  test.each([
    ['uml there is no KVM\n', 'User Mode Linux, because there is no KVM'],
    ['qemu KVM works\n', 'QEMU, because KVM works'],
    ['', undefined],
    ['toString x', undefined],
  ])('is read from %j', (text, expected) => {
    mkdirSync(join(home, '.cache/engine-vm'), { recursive: true });
    writeFileSync(join(home, '.cache/engine-vm/machine'), text);
    expect(machineText(home)).toBe(expected);
  });

  test('is not known before its first build', () => {
    expect(machineText(home)).toBeUndefined();
  });
});

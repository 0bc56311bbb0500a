/** Tests `scripts/engine` in a copy of the files of the checkout that it needs. */
import { type ChildProcess, execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import type Docker from 'dockerode';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connect } from '../../lab/daemon/connect.ts';
import { obstacleTo, embeddedSocket as socketOf } from '../../lab/engines/embedded.ts';
import { imagesOf } from '../../lab/engines/open.ts';
import { noLinux, noRoot, skipIf } from '../skip.ts';
import { HOME } from './snippets.ts';

/** Returns the socket of a checkout's native engine. If one runs here, a second one can run, too. */
const embeddedSocket = (home: string) => socketOf(home, 'native');

/** The tests copy the root filesystem of this checkout's engine, and use its images. */
const missingEngine = existsSync(embeddedSocket(HOME)) ? undefined : 'it needs a running engine of scripts/engine';

/** Without it, a start would download it. */
const missingRoot = existsSync(join(HOME, '.cache/roots/engine.made'))
  ? undefined
  : 'the root of the engine is not made';

test('prints its usage', () => {
  const { status, stdout } = spawnSync(join(HOME, 'scripts/engine'), ['--help'], { encoding: 'utf8' });
  expect([status, stdout]).toEqual([0, expect.stringContaining('scripts/engine start')]);
  expect(spawnSync(join(HOME, 'scripts/engine'), ['strat']).status).toBe(2);
});

test.each([[[]], [['']], [['self']], [['nobody']]])('is for no process %j', (user) => {
  expect(spawnSync(join(HOME, 'scripts/engine'), ['status', '--for', ...user]).status).toBe(2);
});

/** `connect` would fail: the kernel counts bytes. */
test('the path of its socket is measured in bytes', skipIf(noLinux()), () => {
  const scratch = mkdtempSync(join(tmpdir(), 'engine-'));
  try {
    const home = join(scratch, '网'.repeat(20), '络'.repeat(20));
    for (const name of ['engine', 'engines'])
      cpSync(join(HOME, 'scripts', name), join(home, 'scripts', name), { recursive: true });
    expect(embeddedSocket(home).length).toBeLessThan(104);
    const env = { ...process.env, LC_ALL: 'C.UTF-8' };
    const { status, stderr } = spawnSync(join(home, 'scripts/engine'), ['build'], { env, encoding: 'utf8' });
    expect([status, stderr]).toEqual([2, expect.stringContaining('the path of the unix socket is too long')]);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});

describe('inside, typed by a person', skipIf(noRoot() ?? noLinux()), () => {
  /** In a mount namespace of its own: if it went on, it would change the root of all who share the namespace. */
  const typed = (home: string, prepare: string) => {
    const script = `${prepare} exec ${join(home, 'scripts/engine')} inside`;
    return spawnSync('unshare', ['--mount', '--propagation', 'private', 'bash', '-c', script], {
      cwd: home,
      encoding: 'utf8',
    });
  };
  const mounts = '$(readlink /proc/self/ns/mnt)';
  const pids = '$(readlink /proc/self/ns/pid)';

  test.each([
    ['without a launch', ''],
    ['with another token', `echo "right other other" >.cache/engine/run/launch; SNIPPETS_ENGINE_LAUNCH=wrong`],
    ['with an empty token', `echo " other other" >.cache/engine/run/launch; SNIPPETS_ENGINE_LAUNCH=`],
    [
      'in the mount namespace of its launch',
      `echo "right ${mounts} other" >.cache/engine/run/launch; SNIPPETS_ENGINE_LAUNCH=right`,
    ],
    [
      'in the PID namespace of its launch',
      `echo "right other ${pids}" >.cache/engine/run/launch; SNIPPETS_ENGINE_LAUNCH=right`,
    ],
  ])('is refused %s', (_how, prepare) => {
    const home = mkdtempSync(join(tmpdir(), 'inside-'));
    try {
      cpSync(join(HOME, 'scripts'), join(home, 'scripts'), { recursive: true });
      mkdirSync(join(home, '.cache/engine/run'), { recursive: true });
      const { status, stderr } = typed(home, prepare);
      expect([status, stderr]).toEqual([2, 'engine: inside is no command for people: scripts/engine start uses it\n']);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});

/** Holds the lock of an engine, as all of its processes do, and answers on its socket after a time. */
const BUSY_ENGINE = `
  const [run, afterMs] = process.argv.slice(1);
  const server = require('node:http').createServer((request, response) => {
    setTimeout(() => response.end('OK'), Math.max(0, afterMs - performance.now()));
  });
  server.listen(run + '/docker.sock', () => console.log('listens'));`;

test('is not started by a script that could not ask whether it answers', skipIf(obstacleTo('native')), () => {
  const folder = mkdtempSync(join(tmpdir(), 'no-node-'));
  const env = { ...process.env, NODE: join(folder, 'node'), SNIPPETS_ENGINE_FOLDER: folder };
  const { status, stderr } = spawnSync(join(HOME, 'scripts/engine'), ['start'], { encoding: 'utf8', env });
  rmSync(folder, { recursive: true, force: true });
  expect([status, stderr]).toEqual([2, expect.stringContaining(`${folder}/node is missing`)]);
});

describe('an engine in a folder of its own', skipIf(obstacleTo('native')), () => {
  let folder: string;
  let run: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'own-'));
    run = join(folder, 'run');
    mkdirSync(run);
  });
  afterEach(async () => {
    await script('stop');
    rmSync(folder, { recursive: true, force: true });
  });
  const script = (verb: string) => {
    const env = { ...process.env, NODE: process.execPath, SNIPPETS_ENGINE_FOLDER: folder };
    return promisify(execFile)(join(HOME, 'scripts/engine'), [verb], { env });
  };

  test('that is too busy to answer at once is not started anew: others use it', async () => {
    const busy = spawn('flock', ['--no-fork', join(run, 'alive'), process.execPath, '-e', BUSY_ENGINE, run, '8000']);
    try {
      await once(busy.stdout, 'data');
      writeFileSync(join(run, 'pid'), `${busy.pid}\n`);
      const { stdout } = await script('start');
      expect(stdout).toBe(`DOCKER_HOST=unix://${run}/docker.sock\n`);
      expect([busy.exitCode, busy.signalCode]).toEqual([null, null]);
    } finally {
      busy.kill('SIGKILL');
    }
  });

  test('is not taken for alive because another script asks at this moment', async () => {
    const asking = spawn('flock', [
      '--shared',
      '--no-fork',
      join(run, 'alive'),
      'sh',
      '-c',
      'echo asks; exec sleep 60',
    ]);
    try {
      await once(asking.stdout, 'data');
      await expect(script('status')).rejects.toMatchObject({ stdout: 'not running\n' });
    } finally {
      asking.kill('SIGKILL');
    }
  });

  test('starts although another script asks at this moment', skipIf(missingRoot), async () => {
    const asking = spawn('flock', ['--shared', '--no-fork', join(run, 'alive'), 'sh', '-c', 'echo asks; exec sleep 3']);
    await once(asking.stdout, 'data');
    expect(await script('start')).toMatchObject({ stdout: `DOCKER_HOST=unix://${run}/docker.sock\n` });
  });
});

describe('an engine', skipIf(obstacleTo('native') ?? missingEngine), () => {
  let home: string;
  let cgroup: string;

  beforeAll(() => {
    home = copyOfCheckout();
    const checksum = execFileSync('cksum', { input: join(home, '.cache/engine'), encoding: 'utf8' }).split(' ')[0];
    cgroup = `snippets-engine-${checksum}`;
  });
  afterEach(async () => void (await engine('stop')));
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  /** Does not use `spawnSync`, because the test must notice meanwhile that a stopped daemon closes its connections. */
  const engine = async (...words: string[]) => {
    const child = spawn(join(home, 'scripts/engine'), words, { env: { ...process.env, NODE: process.execPath } });
    const [stdout, stderr, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit') as Promise<[number | null]>,
    ]);
    return { status, stdout, stderr };
  };
  const running = () => ({ status: 0, stdout: `DOCKER_HOST=unix://${embeddedSocket(home)}\n`, stderr: '' });
  const daemon = async (host = `unix://${embeddedSocket(home)}`): Promise<Docker> => {
    const { docker } = await connect({ env: { DOCKER_HOST: host }, home });
    return docker;
  };
  const firstProcess = () => Number(readFileSync(join(home, '.cache/engine/run/pid'), 'utf8'));
  const traces = () => ({
    processes: processesOf(cgroup),
    mounts: readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .filter((line) => line.includes(home)),
    cgroups: cgroupsOf(cgroup),
    interfaces: readdirSync('/sys/class/net').sort(),
    rules: rules(),
  });

  test('starts, answers, runs containers, and stops without a trace', async () => {
    const before = traces();
    expect(await engine('status')).toMatchObject({ status: 1, stdout: expect.stringMatching(/^not running/) });
    expect(await engine('start')).toEqual(running());
    expect(await engine('status')).toMatchObject({
      status: 0,
      stdout: `running: DOCKER_HOST=unix://${embeddedSocket(home)}\n`,
    });
    const docker = await daemon();
    await startContainer(docker, 'left-running');
    expect((await docker.listContainers()).map(({ Names }) => Names)).toEqual([['/left-running']]);
    expect(traces().processes).not.toEqual([]);
    expect(traces().cgroups).not.toEqual([]);

    expect(await engine('stop')).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(traces()).toEqual(before);
    expect(await engine('status')).toMatchObject({ status: 1 });
    expect(await engine('stop')).toMatchObject({ status: 0 });
  });

  test('has bridges that are switches: no frame leaves through the port by which it came', async () => {
    await engine('start');
    const docker = await daemon();
    await startContainer(docker, 'plugged-in');
    const ports = execFileSync('nsenter', ['--target', `${firstProcess()}`, '--all', 'ip', '-details', 'link'], {
      encoding: 'utf8',
    }).match(/hairpin \w+/g);
    expect(ports).toEqual(['hairpin off']);
    await docker.getContainer('plugged-in').remove({ force: true });
  });

  test('ends with its last user, even if one was killed', async () => {
    const users = [spawn('sleep', ['1000']), spawn('sleep', ['1000'])];
    const [one, other] = users.map(({ pid }) => String(pid));
    if (one === undefined || other === undefined) throw new TypeError('no process');
    await engine('start', '--for', one);
    await engine('start', '--for', other);
    await engine('stop', '--for', one);
    expect(await engine('status')).toMatchObject({ status: 0 });
    // The process has ended, but its id stays in use until its parent has waited for it.
    users[1]?.kill('SIGKILL');
    await once(users[1] as ChildProcess, 'exit');
    await engine('start', '--for', one);
    await engine('stop', '--for', one);
    expect(await engine('status')).toMatchObject({ status: 1 });
    users[0]?.kill();
  });

  test('does not stay for a user that was killed while it started', async () => {
    const user = spawn('sleep', ['1000']);
    const starting = engine('start', '--for', String(user.pid));
    // The script looks for the process first, and needs some tenths of a second for the rest.
    await new Promise((resolve) => setTimeout(resolve, 150));
    user.kill('SIGKILL');
    expect(await starting).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('the process that it was started for has ended'),
    });
    expect(await engine('status')).toMatchObject({ status: 1 });
  });

  test('that a person has started stays after its last user', async () => {
    await engine('start');
    await engine('start', '--for', String(process.pid));
    await engine('stop', '--for', String(process.pid));
    expect(await engine('status')).toMatchObject({ status: 0 });
    expect((await engine('start', '--for', 'nobody')).status).toBe(2);
  });

  test('keeps no lock of the command that started it', async () => {
    const lock = join(home, 'lock');
    execFileSync('flock', [lock, join(home, 'scripts/engine'), 'start'], {
      env: { ...process.env, NODE: process.execPath },
    });
    expect(await engine('status')).toMatchObject({ status: 0 });
    expect(spawnSync('flock', ['--nonblock', lock, 'true']).status).toBe(0);
  });

  test('starts only once', async () => {
    await engine('start');
    const first = firstProcess();
    expect(await engine('start')).toEqual(running());
    expect(firstProcess()).toBe(first);
  });

  test('starts after one that was killed, with its images', async () => {
    await engine('start');
    const docker = await daemon();
    await startContainer(docker, 'was-running');
    process.kill(firstProcess(), 'SIGKILL');
    await gone(firstProcess());
    expect(await engine('status')).toMatchObject({ status: 1 });
    expect(processesOf(cgroup)).toEqual([]);

    expect(await engine('start')).toEqual(running());
    const again = await daemon();
    const { State } = await again.getContainer('was-running').inspect();
    expect(State.Running).toBe(false);
    await again.getContainer('was-running').start();
    await again.getContainer('was-running').remove({ force: true });
    await engine('stop');
    expect(cgroupsOf(cgroup)).toEqual([]);
  });

  test('does not interfere with another one', async () => {
    await engine('start');
    const [mine, other] = [await daemon(), await daemon(`unix://${embeddedSocket(HOME)}`)];
    const [mineIs, otherIs] = [await mine.info(), await other.info()];
    expect(mineIs.ID).not.toBe(otherIs.ID);
    await engine('stop');
    expect((await other.info()).ID).toBe(otherIs.ID);
  });
});

/** Copies the parts of the checkout that the script needs. The package cache is linked, the built root copied. */
function copyOfCheckout(): string {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'engine-')));
  cpSync(join(HOME, 'scripts'), join(home, 'scripts'), { recursive: true });
  mkdirSync(join(home, 'content/images/node'), { recursive: true });
  cpSync(join(HOME, 'content/images/node/packages.txt'), join(home, 'content/images/node/packages.txt'));
  mkdirSync(join(home, '.cache/roots'), { recursive: true });
  symlinkSync(join(HOME, '.cache/debian'), join(home, '.cache/debian'));
  execFileSync('cp', [
    '-a',
    join(HOME, '.cache/roots/engine'),
    join(HOME, '.cache/roots/engine.made'),
    join(home, '.cache/roots'),
  ]);
  return home;
}

async function startContainer(docker: Docker, name: string): Promise<void> {
  const connection = await connect({ env: { DOCKER_HOST: `unix://${embeddedSocket(HOME)}` }, home: HOME });
  const imagesFolder = join(HOME, 'content/images');
  const images = await imagesOf(connection, { env: {}, home: HOME, imagesFolder, onProgress: () => undefined });
  const { archive, facts } = await images.ready('alpine');
  const loading = await docker.loadImage(await archive());
  await new Promise((resolve) => docker.modem.followProgress(loading, resolve));
  const container = await docker.createContainer({ name, Image: facts.id, Cmd: ['sleep', '1000'], StopTimeout: 1 });
  await container.start();
}

/** Returns the processes of a daemon, found by its cgroup, and of its containers. */
function processesOf(cgroup: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const groups = readFileSync(`/proc/${pid}/cgroup`, 'utf8');
        return command.includes(cgroup) || groups.includes(cgroup) ? [`${pid} ${command}`] : [];
      } catch {
        return [];
      }
    });
}

function cgroupsOf(cgroup: string): string[] {
  return execFileSync('find', ['/sys/fs/cgroup', '-type', 'd', '-path', `*/${cgroup}*`], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean);
}

/** Returns the firewall rules of this machine. Empty without iptables, because then nothing can have set rules. */
function rules(): string {
  return spawnSync('iptables-save', { encoding: 'utf8' }).stdout?.replace(/^#.*\n|\[\d+:\d+\]/gmu, '') ?? '';
}

/** Resolves when the kernel has removed every process of a namespace whose first process was killed. */
async function gone(pid: number): Promise<void> {
  while (existsSync(`/proc/${pid}`)) await new Promise((resolve) => setImmediate(resolve));
}

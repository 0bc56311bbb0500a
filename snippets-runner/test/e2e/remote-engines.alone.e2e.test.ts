/** Daemons on other machines: over TCP with TLS, and over ssh. Here, both lead to the socket of this machine's. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import ssh2 from 'ssh2';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ContentFolder } from '../commands/content-folder.ts';
import { noSocket, noUserName, skipIf } from '../skip.ts';
import { type Certificates, makeCertificates } from './certificates.ts';
import { engineState } from './engine-state.ts';
import { type Front, socketOf, sshFront, tlsFront } from './fronts.ts';
import { BASIC, e2eFolder, SLOW } from './pages.ts';
import { snippets, start } from './snippets.ts';

const SLUG = 'e2e/basic';
const engine = await engineState();
/** Unsets the variables of this machine. Each test sets the ones it needs. */
const NO_DOCKER = { DOCKER_HOST: '', DOCKER_TLS_VERIFY: '', DOCKER_CERT_PATH: '', DOCKER_CONTEXT: '' };

describe('a daemon on another machine', skipIf(noSocket(engine.host)), () => {
  let scratch: string;
  let folder: ContentFolder;
  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'remote-'));
    folder = e2eFolder({ [`en/${SLUG}.mdx`]: BASIC, 'en/e2e/slow.mdx': SLOW });
    expect(await snippets(['capture', SLUG], { cwd: folder.home })).toMatchObject({ exit: 0 });
  });
  afterEach(async () => {
    expect([...(await engine.ofPage(SLUG)), ...(await engine.ofPage('e2e/slow'))]).toEqual([]);
  });
  afterAll(() => {
    folder[Symbol.dispose]();
    rmSync(scratch, { recursive: true, force: true });
  });

  const call = (args: readonly string[], env: NodeJS.ProcessEnv) =>
    snippets(args, { cwd: folder.home, env: { ...NO_DOCKER, DOCKER_CONFIG: join(scratch, 'docker'), ...env } });
  const passed = { exit: 0, stdout: expect.stringContaining('1 page passed') };

  /** Expects an error that names the host, the reason and a hint. */
  async function expectRefusal(host: string, env: NodeJS.ProcessEnv, why: RegExp, hint: RegExp): Promise<void> {
    const { exit, stdout, stderr } = await call(['verify', SLUG, '--engine', host], env);
    expect([exit, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error no Docker daemon answers\n {2}tried /u);
    expect(stderr).toMatch(why);
    expect(stderr.slice(stderr.indexOf('\nhint '))).toMatch(hint);
  }

  /** Expects a lost connection to be reported. `clean`, on the daemon itself, removes the leftovers. */
  async function expectLoss(front: Front, host: string, env: NodeJS.ProcessEnv): Promise<void> {
    const run = start(['verify', 'e2e/slow', '--verbose', '--engine', host], {
      cwd: folder.home,
      env: { ...NO_DOCKER, ...env },
    });
    await run.says('wait on host');
    front.cut();
    const { exit, stdout, stderr } = await run.ended;
    expect(exit).toBe(2);
    expect(stdout).toMatch(/could not run \S+slow\.mdx: the Docker daemon went away while .*\n {2}hint ./u);
    expect(stderr).not.toContain('mistake in snippets itself');
    expect(await engine.ofPage('e2e/slow')).not.toEqual([]);
    expect(await snippets(['clean'], { cwd: folder.home })).toMatchObject({ exit: 0 });
  }

  function writeContext(name: string, host: string, certificates?: readonly (readonly [string, string])[]): void {
    const id = createHash('sha256').update(name).digest('hex');
    const contexts = join(scratch, 'docker/contexts');
    mkdirSync(join(contexts, 'meta', id), { recursive: true });
    const meta = { Name: name, Metadata: {}, Endpoints: { docker: { Host: host, SkipTLSVerify: false } } };
    writeFileSync(join(contexts, 'meta', id, 'meta.json'), JSON.stringify(meta));
    if (!certificates) return;
    mkdirSync(join(contexts, 'tls', id, 'docker'), { recursive: true });
    for (const [file, text] of certificates) writeFileSync(join(contexts, 'tls', id, 'docker', file), text);
  }

  describe('over TCP with TLS', () => {
    let certificates: Certificates;
    let front: Front;
    let host: string;
    const tls = (folder: string) => ({ DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: folder });

    beforeAll(() => {
      certificates = makeCertificates(join(scratch, 'certificates'));
    });
    beforeEach(async () => {
      front = await tlsFront(socketOf(engine.host), certificates);
      host = `tcp://127.0.0.1:${front.port}`;
    });
    afterEach(() => front[Symbol.asyncDispose]());

    test('a page is run, as DOCKER_HOST and as --engine', async () => {
      const env = tls(certificates.client);
      expect(await call(['verify', SLUG, '--engine', host], env)).toMatchObject(passed);
      expect(await call(['verify', SLUG], { ...env, DOCKER_HOST: host })).toMatchObject(passed);
    });

    test('a page is run on a docker context, whatever the environment says', async () => {
      const files = ['ca.pem', 'cert.pem', 'key.pem'].map(
        (name) => [name, readFileSync(join(certificates.client, name), 'utf8')] as const,
      );
      writeContext('tls', host, files);
      const env = { ...tls(certificates.stranger), DOCKER_HOST: 'tcp://127.0.0.1:1' };
      expect(await call(['verify', SLUG, '--engine', 'tls'], env)).toMatchObject(passed);
      expect(await call(['verify', SLUG], { DOCKER_CONTEXT: 'tls' })).toMatchObject(passed);
    });

    test('a daemon with a certificate of another authority is not trusted', async () => {
      await expectRefusal(host, tls(certificates.stranger), /its certificate is not trusted: /u, /ca\.pem/u);
    });

    test('a refused or missing certificate is reported', async () => {
      const mixed = join(scratch, 'mixed');
      mkdirSync(mixed);
      for (const [name, from] of Object.entries({
        'ca.pem': certificates.client,
        'cert.pem': certificates.stranger,
        'key.pem': certificates.stranger,
      })) {
        writeFileSync(join(mixed, name), readFileSync(join(from, name), 'utf8'));
      }
      await expectRefusal(
        host,
        tls(mixed),
        /it closed the connection|it rejects the client certificate/u,
        /certificate|cert\.pem/u,
      );
      await expectRefusal(host, {}, /it closed the connection/u, /DOCKER_TLS_VERIFY=1/u);
    });

    test('missing certificate files are named', async () => {
      const { exit, stderr } = await call(['verify', SLUG, '--engine', host], tls(join(scratch, 'none')));
      expect(exit).toBe(2);
      expect(stderr).toMatch(/^error a certificate .* cannot be read: ENOENT.*ca\.pem'\nhint TLS needs ca\.pem, cert/u);
    });

    test('a connection that is lost during a page is reported', async () => {
      await expectLoss(front, host, tls(certificates.client));
    });
  });

  describe('over ssh', skipIf(noUserName()), () => {
    const keys = { machine: newKey(), ours: newKey(), other: newKey() };
    let front: Front;
    let host: string;

    beforeEach(async () => {
      front = await sshFront({ hostKey: keys.machine.private, allowed: keys.ours.public });
      host = `ssh://someone@127.0.0.1:${front.port}${socketOf(engine.host)}`;
    });
    afterEach(() => front[Symbol.asyncDispose]());

    /** Returns an environment whose `ssh` reads the configuration of the test, not of the user. */
    function ssh({ key = keys.ours, known = keys.machine } = {}): NodeJS.ProcessEnv {
      const bin = mkdtempSync(join(scratch, 'ssh-'));
      const known_hosts = `[127.0.0.1]:${front.port} ${known.public}\n`;
      writeFileSync(join(bin, 'key'), key.private, { mode: 0o600 });
      writeFileSync(join(bin, 'known_hosts'), known_hosts);
      writeFileSync(
        join(bin, 'config'),
        [
          'Host *',
          `IdentityFile ${join(bin, 'key')}`,
          'IdentitiesOnly yes',
          'IdentityAgent none',
          `UserKnownHostsFile ${join(bin, 'known_hosts')}`,
          'GlobalKnownHostsFile none',
          '',
        ].join('\n'),
      );
      const path = process.env.PATH ?? '';
      const script = `#!/bin/sh\nPATH='${path}' exec ssh -F '${join(bin, 'config')}' "$@"\n`;
      writeFileSync(join(bin, 'ssh'), script, { mode: 0o755 });
      return { PATH: `${bin}${delimiter}${path}`, SSH_AUTH_SOCK: '' };
    }

    test('a page is run, as DOCKER_HOST, as --engine, and on a docker context', async () => {
      const env = ssh();
      expect(await call(['verify', SLUG, '--engine', host], env)).toMatchObject(passed);
      expect(await call(['verify', SLUG], { ...env, DOCKER_HOST: host })).toMatchObject(passed);
      writeContext('far', host);
      expect(await call(['verify', SLUG, '--engine', 'far'], env)).toMatchObject(passed);
    });

    test('a refused key is reported', async () => {
      await expectRefusal(host, ssh({ key: keys.other }), /Permission denied \(publickey\)/u, /needs a key/u);
    });

    test('an unknown or changed host key is reported', async () => {
      const stranger = { ...ssh(), ...ssh({ known: { ...keys.other, public: 'none' } }) };
      await expectRefusal(host, stranger, /Host key verification failed/u, /connect once by hand/u);
      await expectRefusal(
        host,
        ssh({ known: keys.other }),
        /Host key verification failed/u,
        /not the same machine as before/u,
      );
    });

    test('a missing daemon and a missing machine are reported', async () => {
      const at = `ssh://someone@127.0.0.1:${front.port}`;
      await expectRefusal(`${at}/none.sock`, ssh(), /none\.sock/u, /the address can name the socket/u);
      await expectRefusal('ssh://someone@127.0.0.1:1', ssh(), /Connection refused/u, /that the address is right/u);
    });

    test('a missing ssh command is reported', async () => {
      await expectRefusal(host, { PATH: scratch }, /ssh cannot be run \(ENOENT\)/u, /install OpenSSH/u);
    });

    test('a connection that is lost during a page is reported', async () => {
      await expectLoss(front, host, ssh());
    });
  });
});

interface Key {
  readonly private: string;
  readonly public: string;
}

function newKey(): Key {
  return ssh2.utils.generateKeyPairSync('ed25519');
}

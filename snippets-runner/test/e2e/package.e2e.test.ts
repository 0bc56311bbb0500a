/**
 * The npm package, installed into an empty folder, as somebody has it who knows nothing of this repository. CI runs it
 * with the oldest Node, too.
 */
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { folderTree } from '../../base/folder-tree.ts';
import { PACKAGE } from '../../base/installation.ts';
import { configJsonSchema } from '../../tutorial/config/json-schema.ts';
import { consoleBlock } from '../commands/documents.ts';
import { engineState } from './engine-state.ts';
import { makePackage, NPM_CACHE, packageEnvironment, packedIn, shareImages } from './packed-package.ts';
import { personRunning } from './person.ts';
import { type Ended, HOME } from './snippets.ts';

const ROOT = JSON.parse(readFileSync(join(HOME, 'package.json'), 'utf8'));
const RIGHT = consoleBlock(
  '$ docker network create demo',
  '9f1c4a7d3b2e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8',
  "$ docker network inspect --format '{{.Driver}}' demo",
  'bridge',
);
/** In bytes. Whoever adds something large says so here. Two thirds are tutorials and their captures. */
const LARGEST = { packed: 900_000, unpacked: 4_000_000 };

const engine = await engineState();
let folder: string;
let packed: string;
/** An empty folder, until the package is installed there. */
const project = () => join(folder, 'project');
const installed = () => join(project(), 'node_modules', PACKAGE);
const filesIn = (path: string) => folderTree(path).files;
/** The files of the package when it was installed. */
let files: readonly string[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'package-'));
  mkdirSync(project());
  packed = packedIn(folder);
  const options = ['--cache', NPM_CACHE, '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  // Without --prefix, npm would look for a project above the empty folder.
  execFileSync('npm', ['install', '--prefix', project(), ...options, packed]);
  files = filesIn(installed());
  shareImages(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** @param program `npx`, or the program that npm has linked */
function run(program: string, ...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(program, args, { cwd: project(), env: environment() }, (error, stdout, stderr) =>
      resolve({ exit: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

const linked = () => join(project(), 'node_modules/.bin/snippets');
const snippets = (...args: readonly string[]) => run(linked(), ...args);

const environment = () => packageEnvironment(folder, engine.host);

function write(name: string, text: string): void {
  writeFileSync(join(project(), name), text);
}

describe('the packed file', () => {
  test('has JavaScript of the tool, and else what is listed here', () => {
    const code = files.filter((name) => /^(?:snippets-runner|scripts)\/.*\.js$/u.test(name));
    expect(code).toContain('snippets-runner/cli.js');
    for (const name of code) {
      expect(name).not.toContain('test/');
      expect(existsSync(join(HOME, name.replace(/js$/u, 'ts'))), name).toBe(true);
    }
    const content = filesIn(join(HOME, 'content')).filter((name) => !/^guides\/|\.tgz$/u.test(name));
    expect(content).toEqual(expect.arrayContaining(['en/overview.mdx', 'zh-cn/overview.mdx', 'glossary.yaml']));
    const engines = filesIn(join(HOME, 'scripts/engines'));
    expect(files.filter((name) => !code.includes(name))).toEqual(
      [
        ...content.map((name) => `content/${name}`),
        ...engines.map((name) => `scripts/engines/${name}`),
        ...['debian-root', 'debian.lock', 'engine'].map((name) => `scripts/${name}`),
        ...['LICENSE', 'README.md', 'SECURITY.md', 'package.json', 'snippets-runner/bin.mjs'],
        'snippets.schema.json',
      ].sort(),
    );
  });

  test('has the JSON schema of snippets.yaml, for editors', () => {
    const schema = JSON.parse(readFileSync(join(installed(), 'snippets.schema.json'), 'utf8'));
    expect(schema).toEqual(configJsonSchema(undefined));
    expect(Object.keys(schema.properties)).toContain('languages');
  });

  test('knows its command and its cache from one module each, so that no hint and no folder is that of a checkout', () => {
    const having = (text: string) =>
      files.filter((name) => name.endsWith('.js') && readFileSync(join(installed(), name), 'utf8').includes(text));
    expect(having('npx snippets')).toEqual(['snippets-runner/base/installation.js']);
    expect(having("'.cache")).toEqual(['snippets-runner/base/cache-folder.js']);
    expect(having('/.cache')).toEqual([]);
  });

  test('never takes the place of other files', () => {
    for (const [name, text] of [
      ['notes.txt', 'mine'],
      ['package.json', JSON.stringify({ name: PACKAGE, private: true })],
    ] as const) {
      const other = join(folder, `other-${name}`);
      mkdirSync(other);
      writeFileSync(join(other, name), text);
      expect(() => makePackage(other)).toThrow('is not empty');
      expect(readFileSync(join(other, name), 'utf8')).toBe(text);
    }
  });

  test('is small', () => {
    expect(statSync(packed).size).toBeLessThan(LARGEST.packed);
    const sizes = files.map((name) => statSync(join(installed(), name)).size);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(LARGEST.unpacked);
    expect(basename(packed)).toBe(`${PACKAGE}-${ROOT.version}.tgz`);
  });

  test('needs the packages that it imports, in the versions of the checkout, and may be published', () => {
    const manifest = JSON.parse(readFileSync(join(installed(), 'package.json'), 'utf8'));
    expect(ROOT.dependencies).toMatchObject(manifest.dependencies);
    expect(Object.keys(manifest.dependencies)).toEqual(
      expect.arrayContaining(['@xterm/headless', 'commander', 'dockerode', 'log-update', 'zod']),
    );
    expect(Object.keys(manifest.dependencies)).not.toContain('astro');
    expect(manifest).not.toHaveProperty('private');
    expect(manifest).not.toHaveProperty('scripts');
    expect(manifest.engines).toEqual(ROOT.engines);
    expect(ROOT.private).toBe(true);
  });
});

describe('installed in an empty folder', () => {
  test('npx finds it by the name of the package', async () => {
    expect(await run('npx', PACKAGE, '--version')).toEqual({ exit: 0, stdout: `${ROOT.version}\n`, stderr: '' });
  });

  test('a README that is right passes', async () => {
    write('README.md', RIGHT);
    const { exit, stdout } = await snippets('verify', 'README.md');
    expect([exit, stdout]).toEqual([0, expect.stringContaining('1 document passed')]);
  });

  test('the example of its README fails, with the place, the difference, and a command that corrects it', async () => {
    const [, example = ''] = /^````md\n(.*?)^````$/msu.exec(readFileSync(join(installed(), 'README.md'), 'utf8')) ?? [];
    write('hello.md', example);
    const { exit, stdout } = await snippets('verify', 'hello.md');
    expect(exit).toBe(1);
    expect(stdout).toContain('hello.md:1:1 snippet block-1 on host');
    expect(stdout).toContain('    - overlay\n    + bridge\n');
    expect(stdout).toContain(`npx ${PACKAGE} verify --update hello.md`);
    expect(await snippets('verify', '--update', 'hello.md')).toMatchObject({ exit: 0 });
    expect(readFileSync(join(project(), 'hello.md'), 'utf8')).toBe(example.replace('overlay', 'bridge'));
  });

  test('lint and list know the tutorials', async () => {
    expect(await snippets('lint', join(installed(), 'content'))).toMatchObject({ exit: 0, stdout: 'no problems\n' });
    const { stdout } = await snippets('list', 'bridge/user-defined');
    expect(stdout).toMatch(/^bridge\/user-defined +en zh-cn /mu);
  });

  test('whoever names no file is not told that all is well', async () => {
    for (const command of ['lint', 'verify']) {
      expect(await snippets(command)).toMatchObject({
        exit: 2,
        stdout: '',
        stderr: expect.stringMatching(/^error no file is named\nhint name what to check: README\.md/u),
      });
    }
  });

  test('nor does the help say that all pages are meant then', async () => {
    for (const command of ['lint', 'verify']) {
      expect((await snippets(command, '--help')).stdout).toMatch(/default: the\s+files\s+of\s+snippets\.yaml/u);
    }
  });

  test('the tutorials in it are not written', async () => {
    for (const args of [
      ['capture', 'attach'],
      ['lint', '--translated', join(installed(), 'content/zh-cn/attach.mdx')],
    ]) {
      expect(await snippets(...args)).toMatchObject({
        exit: 2,
        stderr: expect.stringMatching(/belong to the installed package.*\nhint .*--content FOLDER/u),
      });
    }
  });

  test('pages of one’s own can be captured', async () => {
    const content = join(project(), 'content');
    cpSync(join(installed(), 'content/images'), join(content, 'images'), { recursive: true });
    mkdirSync(join(content, 'en'));
    const page = '---\ntitle: Mine\ndescription: A page of mine.\n---\n\n```console snippet=say\n$ echo hello\n```\n';
    write('content/en/mine.mdx', page);
    expect(await snippets('capture', '--content', 'content', 'mine')).toMatchObject({ exit: 0 });
    expect(readFileSync(join(content, 'captures/mine.yaml'), 'utf8')).toContain('hello');
  });

  test('shell opens a terminal in the lab of a tutorial', async () => {
    const command = [linked(), 'shell', 'bridge/user-defined', '--at', 'start-fourth'];
    const person = await personRunning(command, { cwd: project(), env: environment() });
    await person.sees(/node host of bridge\/user-defined; exit or Ctrl-D leaves it and removes the lab\n/u);
    await person.sees(/\$ /u);
    person.types("docker ps --format '{{.Names}}' | sort | xargs\r");
    await person.sees(/\nalpine1 alpine2 alpine3 alpine4\n.*\$ /u);
    person.types('exit\r');
    expect(await person.ended).toBe(0);
  });

  test('an exercise can be solved', async () => {
    const command = [linked(), 'practice', 'practice/first-networks', 'no-name'];
    const person = await personRunning(command, { cwd: project(), env: environment() });
    await person.sees(/Your task\n[\s\S]*\$ /u);
    person.types('check\r');
    await person.sees(/Not yet: shop does not reach db by its name\.\nNot solved yet\.\n[\s\S]*\$ /u);
    person.types('docker network create net; for name in shop db; do docker network connect net $name; done\r');
    await person.sees(/[0-9a-f]{64}\n[\s\S]*\$ /u);
    person.types('check\r');
    await person.sees(/\nSolved\.\n/u);
    person.types('exit\r');
    expect(await person.ended).toBe(0);
    expect(await engine.ofPage('practice/first-networks')).toEqual([]);
  });

  test('all of this has left its folder as it was: what the tool keeps is in the cache of the user', () => {
    expect(filesIn(installed())).toEqual(files);
    expect(existsSync(join(folder, 'cache', PACKAGE, 'compiled'))).toBe(true);
    expect(existsSync(join(folder, 'cache', PACKAGE, 'told-that-documents-are-code'))).toBe(true);
  });
});

describe('the action', () => {
  const steps = join(HOME, 'scripts/action');
  const given = () => ({
    ...environment(),
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
    RUNNER_TEMP: folder,
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: 'X64',
  });

  function step(name: string, env: Readonly<Record<string, string>>) {
    const options = { cwd: project(), env: { ...given(), ...env }, encoding: 'utf8' } as const;
    const { status, stdout } = spawnSync(join(steps, name), options);
    return { status, stdout };
  }

  test('runs the package of its own version, and keeps images until a recipe changes', () => {
    for (const PACKAGE_INPUT of ['', packed]) step('prepare', { PACKAGE: PACKAGE_INPUT });
    const outputs = readFileSync(join(folder, 'output'), 'utf8').trim().split('\n');
    const [own, images, key, other, ...again] = outputs;
    expect([own, other]).toEqual([`package=${PACKAGE}@${ROOT.version}`, `package=${packed}`]);
    expect(again).toEqual([images, key]);
    expect(key).toMatch(/^key=snippets-images-Linux-X64-[0-9a-f]{64}$/u);
  });

  test('annotates what differs, summarises, and fails', () => {
    mkdirSync(join(project(), 'right one'), { recursive: true });
    write('right one/README.md', RIGHT);
    write('WRONG.md', consoleBlock('$ echo one', 'two'));
    const { status, stdout } = step('verify', {
      PACKAGE: packed,
      FILES: '"right one"\nWRONG.md',
      REPORTS: 'json:action.json',
      OPTIONS: '--jobs 2',
    });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error file=WRONG\.md,line=2,col=1,/mu);
    expect(readFileSync(join(folder, 'summary.md'), 'utf8')).toContain('| <code>WRONG.md</code> | **failed** |');
    expect(JSON.parse(readFileSync(join(project(), 'action.json'), 'utf8')).counts).toMatchObject({
      passed: 1,
      failed: 1,
    });
  });

  test('runs no text of its inputs as a command, and refuses what it cannot read', () => {
    const hostile = step('verify', { PACKAGE: packed, FILES: '$(touch ran) `touch ran` ;touch ran' });
    expect(hostile.status).toBe(2);
    expect(existsSync(join(project(), 'ran'))).toBe(false);
    expect(step('verify', { PACKAGE: packed, FILES: ' ' })).toMatchObject({
      status: 2,
      stdout: expect.stringContaining('::error::the input "files" names no file'),
    });
    expect(step('verify', { PACKAGE: packed, FILES: '"README.md' }).status).not.toBe(0);
  });
});

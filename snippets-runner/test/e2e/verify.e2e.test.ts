/** From a page to its capture and back, with the real command line on a real daemon. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Capture, captureFileSchema } from '../../tutorial/capture/capture.ts';
import { captureText } from '../../tutorial/capture/write.ts';
import type { ContentFolder } from '../commands/content-folder.ts';
import { type EngineState, engineState } from './engine-state.ts';
import { BASIC, BASIC_ZH, e2eFolder, VALUES } from './pages.ts';
import { type Ended, snippets } from './snippets.ts';

const SLUG = 'e2e/basic';
const PAGE = `en/${SLUG}.mdx`;
const CAPTURE = `captures/${SLUG}.yaml`;

let folder: ContentFolder;
let engine: EngineState;
let first: Ended;
let captured: string;

const call = (...args: string[]) => snippets(args, { cwd: folder.home });
const read = (name: string) => readFileSync(join(folder.content, name), 'utf8');

beforeAll(async () => {
  engine = await engineState();
  folder = e2eFolder({ [PAGE]: BASIC, [`zh-cn/${SLUG}.mdx`]: BASIC_ZH });
  await call('lint', '--translated');
  first = await call('capture');
  captured = read(CAPTURE);
});
beforeEach(() => folder.write({ [PAGE]: BASIC, [CAPTURE]: captured }));
afterAll(async () => {
  expect(await engine?.ofPage(SLUG)).toEqual([]);
  folder?.[Symbol.dispose]();
});

/** Returns the capture in a text, without looking at its seal. */
function captureIn(text: string): Capture {
  const { seal: _, ...value } = captureFileSchema.parse(parse(text));
  return value;
}

/** Gives an edited capture the seal that fits, so that only its content is wrong. */
function forged(edited: string): string {
  expect(edited).not.toBe(captured);
  return captureText(captureIn(edited));
}

function capture(): Capture {
  return captureIn(captured);
}

function outputs(id: string): readonly string[] {
  return (
    capture()
      .snippets.find((snippet) => snippet.id === id)
      ?.steps.map(({ output }) => output) ?? []
  );
}

describe('a page', () => {
  test('is captured', () => {
    expect(first).toMatchObject({
      exit: 0,
      stdout: expect.stringMatching(/^wrote .*basic\.yaml create, attach, both, members, clean-up$/mu),
    });
    const { slug, engine: daemon, images, snippets: all } = capture();
    expect([slug, daemon.os, Object.keys(images)]).toEqual([SLUG, 'linux', ['alpine']]);
    expect(all.map(({ id, steps }) => [id, ...steps.map(({ exit }) => exit)])).toEqual([
      ['create', 0, 0],
      ['attach', null, null, 1],
      ['both', 0, 0],
      ['members', 0],
      ['clean-up', 0, 0],
    ]);
  });

  test('has the real outputs of its commands, of typed lines and of keys', () => {
    const [network, one] = outputs('create');
    expect([network, one]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), expect.stringMatching(/^[0-9a-f]{64}$/)]);
    // Process 1 of the container: the shell that was typed into.
    expect(outputs('attach').slice(1)).toEqual(['1', expect.stringContaining('read escape sequence')]);
    const [two, table] = outputs('both');
    expect(table?.split('\n')).toEqual([
      expect.stringMatching(/^CONTAINER ID +IMAGE +COMMAND +CREATED +STATUS +PORTS +NAMES$/),
      expect.stringMatching(new RegExp(`^${two?.slice(0, 12)} +alpine .* two$`)),
      expect.stringMatching(new RegExp(`^${one?.slice(0, 12)} +alpine .* one$`)),
    ]);
    expect(outputs('members')).toEqual(['one']);
  });

  test('with its capture is free of problems', async () => {
    expect(await call('lint')).toMatchObject({ exit: 0, stdout: 'no problems\n' });
  });

  test('passes, and then has nothing to run', async () => {
    expect(await call('verify')).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining('1 page passed; 5 snippets'),
    });
    expect(await call('verify', '--changed')).toMatchObject({
      exit: 0,
      stdout: '1 page unchanged since the last pass\n',
    });
  });

  test('does not change when it is captured again', async () => {
    expect(await call('capture')).toMatchObject({ exit: 0, stdout: expect.stringContaining('1 capture unchanged') });
    expect(read(CAPTURE)).toBe(captured);
  });

  test('may be run twice at the same time', async () => {
    const both = await Promise.all([call('verify'), call('verify', '--jobs', '1')]);
    expect(both.map(({ exit, stdout }) => (exit === 0 ? 0 : stdout))).toEqual([0, 0]);
  });
});

describe('the network of its lab', () => {
  const topologies = () => capture().snippets.map(({ id, topology }) => [id, topology] as const);

  test('is captured after each snippet that changes it', () => {
    expect(topologies().map(([id, topology]) => [id, topology !== undefined])).toEqual([
      ['create', true],
      ['attach', false],
      ['both', true],
      ['members', false],
      ['clean-up', true],
    ]);
    const both = topologies()[2]?.[1];
    expect(both?.networks.map(({ name, driver }) => [name, driver])).toEqual([
      ['bridge', 'bridge'],
      ['pair', 'bridge'],
    ]);
    expect(both?.containers).toEqual([
      { name: 'one', id: outputs('create')[1]?.slice(0, 12), node: 'host', image: 'alpine', state: 'running' },
      { name: 'two', id: outputs('both')[0]?.slice(0, 12), node: 'host', image: 'alpine', state: 'running' },
    ]);
    expect(both?.endpoints).toEqual([
      { container: 'one', node: 'host', network: 'pair', ipv4: '172.18.0.2/16', mac: expect.any(String) },
      { container: 'two', node: 'host', network: 'bridge', ipv4: '172.17.0.2/16', mac: expect.any(String) },
    ]);
  });

  test.each([
    [
      'a container on another network',
      /(container: two, node: host, network:) bridge, ipv4: 172\.17\.0\.2/u,
      '$1 pair, ipv4: 172.18.0.3',
    ],
    [
      'a published port',
      /(name: two, .*), state: running/u,
      '$1, state: running, ports: [ { address: 0.0.0.0, published: 80, target: 80/tcp } ]',
    ],
    ['an address outside of its subnet', /(container: one, .*ipv4:) 172\.18/u, '$1 172.30'],
    ['another driver', /(name: pair, .*driver:) bridge/u, '$1 macvlan'],
    [
      'an additional container',
      /( +- )\{ name: two,/u,
      '$1{ name: three, id: 012345abcdef, node: host, image: alpine, state: exited }\n$1{ name: two,',
    ],
  ])('fails if its capture has %s', async (_what, pattern, replacement) => {
    folder.write({ [CAPTURE]: forged(captured.replace(pattern, replacement)) });
    const { exit, stdout } = await call('verify');
    expect(exit).toBe(1);
    expect(stdout).toMatch(
      /snippet (?:create|both) on host\n +the lab's network after it differs from the capture:\n/u,
    );
  });

  test('fails if its capture has no network; capturing adds it', async () => {
    const old = capture();
    for (const snippet of old.snippets) delete snippet.topology;
    folder.write({ [CAPTURE]: captureText(old) });
    const { exit, stdout } = await call('verify');
    expect(exit).toBe(1);
    expect(stdout).toMatch(
      /snippet create on host\n +it changes the lab's network, but its capture has no network:\n/u,
    );
    expect(stdout).toMatch(/^ +\+ network pair on host: bridge, /mu);
    expect(await call('capture')).toMatchObject({
      exit: 0,
      stdout: expect.stringMatching(/^wrote .*basic\.yaml create, both, clean-up$/mu),
    });
    const mended = captureIn(read(CAPTURE));
    expect(mended.snippets.map(({ topology }) => topology !== undefined)).toEqual([true, false, true, false, true]);
    expect(mended.snippets[3]).toEqual(capture().snippets[3]);
  });
});

describe('a page fails', () => {
  test('if a command has changed since its capture', async () => {
    folder.write({ [PAGE]: BASIC.replace("'{{range", "'Here: {{range") });
    const lint = await call('lint');
    expect(lint).toMatchObject({ exit: 1, stdout: expect.stringMatching(/e2e\/basic\.mdx:\d+:1 .* capture-outdated/) });
    const verify = await call('verify');
    expect(verify.exit).toBe(1);
    expect(verify.stdout).toContain('its commands have changed since the capture');
    expect(verify.stdout).toMatch(/^ +- one *\n +\+ Here: one/mu);
    expect(verify.stdout).toContain('0 pages passed, 1 page failed');
  });

  test('if a container is on another network', async () => {
    folder.write({ [PAGE]: BASIC.replace('--network pair', '--network bridge') });
    const { exit, stdout } = await call('verify');
    expect(exit).toBe(1);
    expect(stdout).toMatch(/snippet members on host\n +\$ docker network inspect pair.*\n +- one/u);
  });

  test('if two ids are exchanged', async () => {
    const [one = '', two = ''] = [outputs('create')[1]?.slice(0, 12), outputs('both')[0]?.slice(0, 12)];
    const table = outputs('both')[1] ?? '';
    const exchanged = table.replace(one, 'X').replace(two, one).replace('X', two);
    const indented = (text: string) => text.replaceAll('\n', '\n          ');
    folder.write({ [CAPTURE]: forged(captured.replace(indented(table), indented(exchanged))) });
    const { exit, stdout } = await call('verify');
    expect(exit).toBe(1);
    expect(stdout).toMatch(/snippet both on host\n +\$ docker ps/u);
  });

  test('if an output was edited; capturing corrects it, and editing it again fails again', async () => {
    const edited = forged(captured.replace('output: one', 'output: somebody'));
    folder.write({ [CAPTURE]: edited });
    const renewed = await call('capture');
    expect(renewed).toMatchObject({ exit: 0, stdout: expect.stringMatching(/^wrote .*basic\.yaml members$/mu) });
    const mended = captureIn(read(CAPTURE));
    expect(mended.snippets.slice(0, 3)).toEqual(capture().snippets.slice(0, 3));
    expect(mended.snippets[3]?.steps[0]?.output).toBe('one');

    writeFileSync(join(folder.content, CAPTURE), edited);
    const verify = await call('verify', '--changed');
    expect(verify.exit, verify.stdout).toBe(1);
    expect(verify.stdout).toMatch(/^ +- somebody .*\n +\+ one /mu);
  });

  test.each([
    ['prompt', /prompt: "\/ # "/u, 'prompt: "~ # "', 'its commands have changed since the capture'],
    ['key', /- Ctrl-Q/u, '- Ctrl-C', 'its commands have changed since the capture'],
    ['exit code that there is none of', /exit: null/u, 'exit: 0', '- exit code 0'],
    ['way to show it', /output: show/u, 'output: fold', 'its attributes have changed since the capture'],
  ])('if its capture has another %s', async (_what, pattern, replacement, message) => {
    folder.write({ [CAPTURE]: forged(captured.replace(pattern, replacement)) });
    const { exit, stdout } = await call('verify');
    expect(exit).toBe(1);
    expect(stdout).toContain(message);
  });

  test('if its capture has another value of a placeholder', async () => {
    const page = e2eFolder({ 'en/e2e/values.mdx': VALUES });
    expect(await snippets(['capture'], { cwd: page.home })).toMatchObject({ exit: 0 });
    const file = join(page.content, 'captures/e2e/values.yaml');
    const text = readFileSync(file, 'utf8');
    const call = () => snippets(['verify'], { cwd: page.home });
    expect(await call()).toMatchObject({ exit: 0 });
    writeFileSync(file, forged(text.replace('WORD: hello', 'WORD: howdy')));
    const { exit, stdout } = await call();
    expect([exit, stdout]).toEqual([1, expect.stringMatching(/^ +- <WORD> is howdy\n +\+ <WORD> is hello$/mu)]);
    page[Symbol.dispose]();
  });
});

describe('a capture that was edited by hand', () => {
  const edited = () => captured.replace('output: one', 'output: somebody');

  test('has a broken seal: lint, verify and capture refuse it, and leave it as it is', async () => {
    folder.write({ [CAPTURE]: edited() });
    for (const command of ['lint', 'verify', 'capture']) {
      const { exit, stdout } = await call(command);
      expect([command, exit]).toEqual([command, 1]);
      expect(stdout).toMatch(/captures\/e2e\/basic\.yaml:4:1 the seal .* capture-unsealed$/mu);
    }
    expect(read(CAPTURE)).toBe(edited());
  });

  test('is replaced by capture --force', async () => {
    folder.write({ [CAPTURE]: edited() });
    expect(await call('capture', '--force')).toMatchObject({ exit: 0 });
    expect(captureIn(read(CAPTURE)).snippets[3]?.steps[0]?.output).toBe('one');
    expect(await call('lint')).toMatchObject({ exit: 0 });
  });
});

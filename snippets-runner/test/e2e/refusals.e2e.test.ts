/** Messages and exit codes of calls that run nothing. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ContentFolder, mdx, snippet } from '../commands/content-folder.ts';
import { json, oddDaemon } from '../lab/daemon/odd-daemon.ts';
import { noFile, noRoot, skipIf } from '../skip.ts';
import { BASIC, e2eFolder } from './pages.ts';
import { BIN, HOME, snippets, start } from './snippets.ts';

const MISTAKES = readFileSync(join(HOME, 'snippets-runner/test/failure/parse-ten-mistakes/page.mdx'), 'utf8');

let folder: ContentFolder;
beforeAll(() => {
  folder = e2eFolder({ 'en/e2e/mistakes.mdx': MISTAKES, 'en/e2e/basic.mdx': BASIC, 'en/e2e/prose.mdx': mdx('Prose.') });
});
afterAll(() => folder[Symbol.dispose]());

const call = (args: readonly string[], env: NodeJS.ProcessEnv = {}) => snippets(args, { cwd: folder.home, env });

describe('a page with ten mistakes', () => {
  test.each(['verify', 'capture'])('has them all told by %s, and no daemon is asked for anything', async (command) => {
    await using daemon = await oddDaemon(join(folder.home, 'daemon.sock'), json({}));
    const { exit, stdout, stderr } = await call([command, 'e2e/mistakes'], { DOCKER_HOST: daemon.host });
    expect([exit, stderr, daemon.asked]).toEqual([1, '', []]);
    const problems = stdout.split('\n').filter((line) => line.startsWith('content/'));
    expect(problems.length).toBeGreaterThanOrEqual(10);
    const place = /^content\/en\/e2e\/mistakes\.mdx:\d+:\d+ .* [a-z-]+$/u;
    expect(problems.filter((problem) => !place.test(problem))).toEqual([]);
    expect(stdout.match(/^ {2}hint ./gmu)).toHaveLength(problems.length);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(`${problems.length} problems in 1 file`);
  });
});

describe('exit code 2 and a hint, if', () => {
  const nowhere = { DOCKER_HOST: 'unix:///nowhere/docker.sock' };

  test.each(['verify', 'capture', 'doctor', 'clean'])('no daemon answers %s', async (command) => {
    const paths = command === 'verify' || command === 'capture' ? ['e2e/basic'] : [];
    expect(await call([command, ...paths], nowhere)).toEqual({
      exit: 2,
      stdout: expect.not.stringContaining('passed'),
      stderr: [
        'error no Docker daemon answers',
        '  tried unix:///nowhere/docker.sock (DOCKER_HOST): there is no such socket',
        'hint start Docker; on Linux you can run scripts/engine start as root instead; `npx snippets doctor` shows more',
        '',
      ].join('\n'),
    });
  });

  test.each<[string, string[], string]>([
    [
      'no page matches',
      ['verify', 'e2e/nothing'],
      'error no page matches e2e/nothing\nhint give files, folders or slugs; the slugs are: ',
    ],
    ['no page has a snippet', ['capture', 'e2e/prose'], 'error none of the pages has a snippet\nhint '],
    ['the folder does not exist', ['lint', '--content', 'none'], 'error there is no folder '],
    [
      'a number is none',
      ['verify', '--jobs', 'many'],
      "error: option '-j, --jobs <number>' argument 'many' is invalid.",
    ],
    ['an option is not known', ['verify', '--job', '1'], "error: unknown option '--job'"],
    ['a command is not known', ['verfy'], "error: unknown command 'verfy'\n(Did you mean verify?)"],
    ['a page is mistyped', ['verify', 'e2e/basik'], 'error no page matches e2e/basik; did you mean "e2e/basic"?'],
    [
      'a reporter is mistyped',
      ['verify', '--reporter', 'jnit'],
      'error there is no reporter "jnit"; did you mean "junit"?',
    ],
    ['a shard is invalid', ['verify', '--shard', '4/3'], 'It must be a part and the number of parts, such as 1/3'],
    ['a format is not known', ['export', 'e2e/basic', '--format', 'gif'], 'Allowed choices are sh, cast.'],
    [
      'a page was never captured',
      ['export', 'e2e/basic', '--format', 'cast'],
      'hint run: npx snippets capture e2e/basic',
    ],
    ['a report is missing', ['merge-reports', 'no.json'], 'error no.json cannot be read: ENOENT'],
    ['there is no terminal to hand over', ['shell', 'e2e/basic'], 'error there is no terminal to hand over\nhint '],
  ])('%s', async (_when, args, message) => {
    const { exit, stdout, stderr } = await call(args, nowhere);
    expect([exit, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});

// While it parses, it could not remove anything: so it need not listen.
test.each(['SIGINT', 'SIGTERM'] as const)('%s ends lint at once, even while it parses', async (signal) => {
  folder.write({ 'en/e2e/hostile.mdx': mdx('*a_ '.repeat(20_000)) });
  const run = start(['lint', 'e2e/hostile'], { cwd: folder.home });
  await delay(1_500);
  const sent = performance.now();
  run.kill(signal);
  // The exit code is null: a shell makes 130 or 143 of it.
  expect(await run.ended).toEqual({ exit: null, stdout: '', stderr: '' });
  expect(performance.now() - sent).toBeLessThan(1_000);
});

// A disk that is always full.
test(
  'if the output cannot be printed, the exit code is 2, and the reason is told once',
  skipIf(noFile('/dev/full')),
  () => {
    const full = openSync('/dev/full', 'w');
    try {
      const printed = (args: string[], stderr: 'pipe' | number) =>
        spawnSync(process.execPath, [BIN, ...args], { cwd: HOME, stdio: ['ignore', full, stderr], encoding: 'utf8' });
      for (const args of [['list'], ['--help'], ['list', '--json']]) {
        expect(printed(args, 'pipe')).toMatchObject({
          status: 2,
          stderr: expect.stringMatching(/^error standard output cannot be written: .*ENOSPC.*\nhint free some .*\n$/u),
        });
      }
      expect(printed(['list'], full).status).toBe(2);
    } finally {
      closeSync(full);
    }
  },
);

test('the characters of a page do not act in the terminal', async () => {
  const odd = '\x1b]0;title\x07\u202e';
  using strange = e2eFolder({
    'en/e2e/odd.mdx': mdx(snippet(`a node=${odd} at${odd}=1`, '$ true'), `order: "${odd}"\n`),
  });
  const said = await Promise.all(
    [['lint'], ['list'], ['verify', `${odd}`], ['verify', `--${odd}`], ['export', 'e2e/odd', '--format', 'sh']].map(
      (args) => snippets(args, { cwd: strange.home }),
    ),
  );
  for (const { exit, stdout, stderr } of said) {
    expect([0, 1, 2]).toContain(exit);
    expect(stdout + stderr).not.toMatch(/[^\P{Cc}\t\n]|\p{Bidi_Control}/u);
  }
  expect(said[0]?.stdout).toContain('␛]0;title␇\\u202e');
});

describe('what is at a path is not a file that can be read', () => {
  const nowhere = { DOCKER_HOST: 'unix:///nowhere/docker.sock' };
  const NO_FILE = 'it is a link to a file that does not exist';
  const place = (path: string, kind: 'folder' | 'link') => {
    mkdirSync(dirname(path), { recursive: true });
    rmSync(path, { force: true });
    if (kind === 'folder') mkdirSync(path);
    else symlinkSync('nowhere', path);
  };

  test.each<[string, 'folder' | 'link', string[], string]>([
    ['en/e2e/x.mdx', 'folder', ['lint'], 'content/en/e2e/x.mdx cannot be read: it is a folder'],
    ['en/e2e/x.mdx', 'folder', ['list'], 'content/en/e2e/x.mdx cannot be read: it is a folder'],
    ['en/e2e/x.mdx', 'folder', ['verify'], 'content/en/e2e/x.mdx cannot be read: it is a folder'],
    ['en/e2e/x.mdx', 'link', ['lint'], `content/en/e2e/x.mdx cannot be read: ${NO_FILE}`],
    ['captures/e2e/x.yaml', 'folder', ['lint'], 'content/captures/e2e/x.yaml cannot be read: it is a folder'],
    ['captures/e2e/x.yaml', 'link', ['list'], `content/captures/e2e/x.yaml cannot be read: ${NO_FILE}`],
    ['glossary.yaml', 'folder', ['lint'], 'content/glossary.yaml cannot be read: it is a folder'],
    ['images/x/image.yaml', 'folder', ['lint'], 'content/images/x/image.yaml cannot be read: it is a folder'],
    ['../notes/x.md', 'folder', ['lint', 'notes/x.md'], 'no page matches notes/x.md'],
    ['../x.md', 'link', ['lint', 'x.md'], 'no page matches x.md'],
    ['../report.json', 'folder', ['merge-reports', 'report.json'], 'report.json cannot be read: it is a folder'],
  ])('%s (a %s): %j', async (name, kind, args, message) => {
    using strange = e2eFolder({ 'en/e2e/basic.mdx': BASIC });
    place(join(strange.content, name), kind);
    const { exit, stderr } = await snippets(args, { cwd: strange.home, env: nowhere });
    expect([exit, stderr]).toEqual([2, expect.stringMatching(new RegExp(`^error .*${message}`, 'u'))]);
    expect(stderr).toMatch(/^hint ./mu);
  });

  test('the content folder is a file', async () => {
    const { exit, stderr } = await call(['lint', '--content', 'content/en/e2e/basic.mdx']);
    expect([exit, stderr]).toEqual([2, expect.stringMatching(/^error .*basic\.mdx is not a folder\nhint ./u)]);
  });

  test('the folder of the images is a file', async () => {
    using strange = e2eFolder({ 'en/e2e/basic.mdx': BASIC });
    rmSync(join(strange.content, 'images'), { recursive: true });
    writeFileSync(join(strange.content, 'images'), '');
    const { exit, stderr } = await snippets(['lint'], { cwd: strange.home });
    expect([exit, stderr]).toEqual([2, expect.stringMatching(/^error the system refused: ENOTDIR.*images'\nhint ./u)]);
  });

  test('the working folder has been removed', () => {
    const gone = mkdtempSync(join(tmpdir(), 'gone-'));
    const script = 'rmdir "$PWD"; exec "$0" "$1" lint';
    const { status, stderr } = spawnSync('sh', ['-c', script, process.execPath, BIN], { cwd: gone, encoding: 'utf8' });
    expect([status, stderr]).toEqual([
      2,
      'error the working folder does not exist any more\nhint change to another folder\n',
    ]);
  });

  test('the npm packages are not installed', () => {
    const checkout = mkdtempSync(join(tmpdir(), 'checkout-'));
    try {
      cpSync(join(HOME, 'snippets-runner'), join(checkout, 'snippets-runner'), { recursive: true });
      cpSync(join(HOME, 'package.json'), join(checkout, 'package.json'));
      const bin = join(checkout, 'snippets-runner/bin.mjs');
      const { status, stderr } = spawnSync(process.execPath, [bin, 'lint'], { encoding: 'utf8' });
      expect([status, stderr]).toEqual([2, 'error the npm packages are not installed\nhint run scripts/bootstrap\n']);
    } finally {
      rmSync(checkout, { recursive: true, force: true });
    }
  });

  test.each(['ssh://h/%', 'ssh://%@h', 'unix://', 'ssh://', 'tcp://h:99999', '://'])(
    'DOCKER_HOST=%s is no address',
    async (host) => {
      const { exit, stderr } = await call(['doctor'], { DOCKER_HOST: host });
      expect([exit, stderr]).toEqual([2, expect.stringMatching(/^error this is not an address of a Docker daemon: /u)]);
      expect(stderr).toMatch(/^hint examples: /mu);
    },
  );

  test.each(['7', '{}', '[]', 'null'])('the name of the docker context is %s', async (value) => {
    using strange = e2eFolder({});
    writeFileSync(join(strange.home, 'config.json'), `{"currentContext": ${value}}`);
    const { exit, stderr } = await call(['clean'], {
      DOCKER_CONFIG: strange.home,
      DOCKER_HOST: '',
      DOCKER_CONTEXT: '',
    });
    expect(stderr).not.toContain('mistake in snippets');
    expect([0, 2]).toContain(exit);
  });
});

test('an exported page does not replace a device', skipIf(noRoot()), async () => {
  const device = join(folder.home, 'null');
  execFileSync('mknod', [device, 'c', '1', '3']);
  const { exit, stderr } = await call(['export', 'e2e/basic', '--format', 'sh', '-o', 'null']);
  expect([exit, stderr, statSync(device).isCharacterDevice()]).toEqual([0, '', true]);
});

const COMMANDS = [
  'lint',
  'list',
  'verify',
  'capture',
  'shell',
  'export',
  'merge-reports',
  'doctor',
  'clean',
  'completion',
];

test.each([['--help'], ...COMMANDS.map((command) => [command, '--help'])])('%s %s is no failure', async (...args) => {
  const { exit, stdout, stderr } = await call(args);
  expect([exit, stderr]).toEqual([0, '']);
  expect(stdout).toContain('Usage: snippets');
  expect(stdout).toContain('Examples:');
});

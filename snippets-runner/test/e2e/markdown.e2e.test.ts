/** Plain Markdown documents with the real command line on a real daemon. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consoleBlock } from '../commands/documents.ts';
import { e2eFolder } from './pages.ts';
import { HOME, snippets } from './snippets.ts';

const ID = '9f1c4a7d3b2e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8';
const GUIDE = `# A guide <TOKEN> {of ours}

1. Make a network, by another name than the one that is listed:

   \`\`\`console
   $ docker network create demo
   ${ID}
   $ docker network ls --filter driver=bridge
   NETWORK ID          NAME       DRIVER     SCOPE
   ...
   ${ID.slice(0, 12)}        example    bridge     local
   \`\`\`

2. Look into a container:

   > ~~~shell-session
   > $ docker run -it --rm --network demo -e PS1='root@\\h:\\w# ' alpine sh
   > ...
   > root@4c01db0b339c:/# cat /etc/hostname
   > 4c01db0b339c
   > root@4c01db0b339c:/# exit
   > $ docker run --rm --network demo alpine ping -c 1 nobody
   > ping: bad address 'nobody'
   > ~~~

\`\`\`sh
./install   # cannot be told from its output
\`\`\``;

let folder: ReturnType<typeof e2eFolder>;
const file = () => join(folder.home, 'GUIDE.md');
const read = () => readFileSync(file(), 'utf8');
const call = (...args: string[]) => snippets(args, { cwd: folder.home });
const git = (...args: string[]) => execFileSync('git', args, { cwd: folder.home, encoding: 'utf8' });

beforeAll(() => {
  folder = e2eFolder({});
  git('init', '--quiet');
});
afterAll(() => folder?.[Symbol.dispose]());

describe('a document with a wrong output', () => {
  const ending = '\r\n';
  beforeAll(() => {
    writeFileSync(file(), GUIDE.replaceAll('\n', ending));
    chmodSync(file(), 0o640);
    git('add', 'GUIDE.md');
  });

  test('fails, with the position and the difference, and is not changed', async () => {
    const { exit, stdout } = await call('verify', 'GUIDE.md');
    expect(exit, stdout).toBe(1);
    expect(stdout).toMatch(/^failed GUIDE\.md 2 snippets/mu);
    expect(stdout).toMatch(
      /GUIDE\.md:5:4 snippet block-1 on host\n +\$ docker network ls .*\n +NETWORK ID .*\n +- [0-9a-f]{12} +example +bridge +local.*\n +\+ [0-9a-f]{12} +demo +bridge +local/u,
    );
    expect(stdout).toContain('npx snippets verify --update GUIDE.md');
    expect(stdout).toContain('GUIDE.md:26:1 skipped: no line begins with a prompt');
    expect(stdout).not.toContain('block-2');
    expect(git('diff', '--stat')).toBe('');
  });

  test('is corrected by --update, only in the lines of that output, and then passes', async () => {
    const updated = await call('verify', '--update', 'GUIDE.md');
    expect(updated, updated.stdout).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining('updated GUIDE.md: 1 output\n'),
    });
    const changed = git('diff', '--unified=0')
      .split('\n')
      .filter((line) => /^[-+](?![-+])/u.test(line));
    expect(changed.length).toBeGreaterThan(1);
    for (const line of changed) expect(line).toMatch(/^[-+] {3}(?:NETWORK ID|\.\.\.|[0-9a-f]{12}) */u);
    expect(read()).toContain(`   ${ID}${ending}`);
    expect(read()).toMatch(new RegExp(`${ID.slice(0, 12)} +demo +bridge +local\r?\n`, 'u'));
    expect(read().endsWith('```')).toBe(true);
    expect(read().replaceAll(ending, '')).not.toContain('\n');
    expect(statSync(file()).mode & 0o777).toBe(0o640);

    const mended = read();
    expect(await call('verify', 'GUIDE.md')).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining('1 document passed'),
    });
    expect(await call('verify', '--update', 'GUIDE.md')).toMatchObject({ exit: 0 });
    expect(read()).toBe(mended);
  });
});

test('a document has the tools that people expect on a Docker host', async () => {
  const lines = [
    "$ printf '网络%.0s' $(seq 3) | wc -m",
    '6',
    '$ sudo docker network ls --filter name=none --format "{{.Name}}"',
    'none',
    "$ docker inspect none 2>/dev/null | jq -r '.[].Driver'",
    'null',
    '$ curl --silent --unix-socket /var/run/docker.sock http://docker/_ping; echo',
    'OK',
    "$ printf 'FROM alpine\\nRUN echo built >/word\\n' >Dockerfile; docker build -q -t app . | cut -c1-7",
    'sha256:',
    '$ docker run --rm app cat /word',
    'built',
    "$ printf 'services:\\n  web:\\n    image: alpine\\n    command: sleep 600\\n' >compose.yaml",
    "$ docker compose up -d 2>/dev/null; docker compose ps --format '{{.Service}} {{.State}}'",
    'web running',
  ];
  writeFileSync(
    join(folder.home, 'TOOLS.md'),
    `<!-- snippets lab: {images: [alpine]} -->\n\n${consoleBlock(...lines)}`,
  );
  expect(await call('verify', 'TOOLS.md')).toMatchObject({
    exit: 0,
    stdout: expect.stringContaining('1 document passed'),
  });
});

test('a document has the files beside it, and a run changes none of them', async () => {
  mkdirSync(join(folder.home, 'app'));
  writeFileSync(join(folder.home, 'app/Dockerfile'), 'FROM alpine\nCOPY word /word\n');
  writeFileSync(join(folder.home, 'app/word'), 'beside\n');
  const lines = [
    '$ docker build -q -t app . | cut -c1-7',
    'sha256:',
    '$ docker run --rm app cat /word',
    'beside',
    '$ rm word',
  ];
  writeFileSync(join(folder.home, 'app/README.md'), consoleBlock(...lines));
  expect(await call('verify', 'app')).toMatchObject({ exit: 0, stdout: expect.stringContaining('1 document passed') });
  expect(readFileSync(join(folder.home, 'app/word'), 'utf8')).toBe('beside\n');
});

test('a document begins in a folder of the name of its own, after which Docker Compose calls the project', async () => {
  const name = "it's a Shop";
  mkdirSync(join(folder.home, name));
  writeFileSync(join(folder.home, name, 'compose.yaml'), 'services: {web: {image: alpine, command: sleep 600}}\n');
  const lines = [
    "$ docker compose up -d --quiet-pull 2>&1 | grep -o 'itsashop[^ ]*' | sort -u",
    'itsashop-web-1',
    'itsashop_default',
    '$ docker run --rm -it alpine sh',
    '/ #',
  ];
  const inOtherTerminal = ['$ ls -1; pwd', 'README.md', 'compose.yaml', `/root/${name}`];
  const blocks = [lines, inOtherTerminal].map((block) => consoleBlock(...block));
  writeFileSync(join(folder.home, name, 'README.md'), blocks.join('\n\n'));
  expect(await call('verify', name)).toMatchObject({ exit: 0, stdout: expect.stringContaining('1 document passed') });
});

test("a repository's snippets.yaml says which documents are meant, and how they are read", async () => {
  mkdirSync(join(folder.home, 'repository/docs'), { recursive: true });
  const cwd = join(folder.home, 'repository/docs');
  const config = [
    'files: {include: [docs], exclude: [docs/draft.md]}',
    'languages: {run: [asciinema], ignore: [bash]}',
    'prompts: ["demo> "]',
    'lab: {nodes: [one, two]}',
    'timeout: 5s',
    'values: {your-address: 10.9.0.1}',
  ];
  writeFileSync(join(cwd, '../snippets.yaml'), `${config.join('\n')}\n`);
  writeFileSync(join(cwd, 'draft.md'), consoleBlock('$ exit 3'));
  const text = [
    ...['```asciinema node=two', 'demo> hostname', 'two', '```', '', '```bash', '$ exit 4', '```', '', '```console'],
    ...['$ echo <your-address> <other>', '10.9.0.1 mine', '# at <your-address>', '$ sleep 600', '```', ''],
  ].join('\n');
  writeFileSync(join(cwd, 'guide.md'), text);
  const call = (...args: string[]) => snippets(['--content', folder.content, ...args], { cwd });
  const { exit, stdout } = await call('verify', '--set', 'other=mine');
  expect([exit, stdout]).toEqual([1, expect.stringMatching(/^failed guide\.md 2 snippets/u)]);
  // A busy machine gets more time, but not as much as without the file.
  const [, limit] = /\$ sleep 600\n +timed out after ([\d.]+) s/u.exec(stdout) ?? [];
  expect(Number(limit)).toBeLessThan(60);
  expect(stdout).not.toContain('skipped');
  writeFileSync(join(cwd, 'guide.md'), text.replace('sleep 600', 'true'));
  expect(await call('verify', '--set', 'other=mine')).toMatchObject({
    exit: 0,
    stdout: expect.stringContaining('1 document passed'),
  });
  expect((await call('lint')).stdout).toContain('nothing gives <other> a value');
  expect((await call('lint', '--no-config', 'guide.md')).stdout).toContain('nothing gives <your-address> a value');
});

test('a document gets the lab that its comment asks for', async () => {
  const text = `<!-- snippets lab: {nodes: [one, two], images: []} -->\n\n`;
  const ping = consoleBlock('$ ping -c 1 <ONE_IP> | grep -c received', '1', '$ cat /etc/hostname', 'two').replace(
    'console',
    'console node=two',
  );
  writeFileSync(file(), text + ping + consoleBlock('$ docker images --quiet', '$ cat /etc/hostname', 'one'));
  const { exit, stdout } = await call('verify', 'GUIDE.md');
  expect(exit, stdout).toBe(0);
});

test('an output in a comment is corrected by --update, and so is one of a block that has a comment', async () => {
  const text = [
    '> <!-- snippets: hidden',
    '> $ echo one; echo two',
    '> one',
    '> -->',
    '',
    '{/* snippets: exit=3 */}',
    '',
    '```console',
    "$ sh -c 'echo three; exit 3'",
    'old',
    '```',
    '',
  ].join('\r\n');
  writeFileSync(file(), text);
  expect(await call('verify', '--update', 'GUIDE.md')).toMatchObject({ exit: 0 });
  expect(read()).toBe(text.replace('> one\r\n', '> one\r\n> two\r\n').replace('old', 'three'));

  // It prints what would end the comment.
  const closing = text.replace('echo two', String.raw`printf '\055->\n'`);
  writeFileSync(file(), closing);
  const { exit, stdout } = await call('verify', '--update', 'GUIDE.md');
  expect([exit, read()]).toEqual([1, closing]);
  expect(stdout).toContain('output-not-showable');
});

test('a command that fails without showing it is not overwritten', async () => {
  const text = consoleBlock('$ echo b; exit 3', 'a').replace('echo b; exit 3', "sh -c 'echo b; exit 3'");
  writeFileSync(file(), text);
  const { exit, stdout } = await call('verify', '--update', 'GUIDE.md');
  expect([exit, read()]).toEqual([1, text]);
  expect(stdout).toMatch(/expected exit code 0, got 3; it printed:\n +b\n/u);
  expect(stdout).toContain('\nnot updated GUIDE.md: repair its other faults first\n');
});

test('an output that would be read as a command is not written', async () => {
  const text = consoleBlock("$ echo '$ rm -rf /'", 'a');
  writeFileSync(file(), text);
  const { exit, stdout } = await call('verify', '--update', 'GUIDE.md', '--reporter', 'json:run.json');
  expect([exit, read()]).toEqual([1, text]);
  expect(stdout).toMatch(/^GUIDE\.md:1:1 .* output-not-showable$/mu);
  expect(stdout).toMatch(/^1 document passed, 1 document could not be updated; 1 snippet in /mu);
  expect(await call('merge-reports', 'run.json')).toMatchObject({ exit: 1 });
});

describe('no daemon is needed', () => {
  test('to find that nothing can be run, which is no success', async () => {
    writeFileSync(file(), '```sh\n./install\n```\n');
    const { exit, stdout, stderr } = await snippets(['verify', 'GUIDE.md'], {
      cwd: folder.home,
      env: { DOCKER_HOST: 'unix:///nowhere/docker.sock' },
    });
    expect([exit, stdout]).toEqual([2, expect.stringMatching(/^GUIDE\.md:1:1 skipped: /u)]);
    expect(stderr).toContain('error none of the documents has a block that can be run\nhint ');
    const linted = await call('lint', 'GUIDE.md');
    expect(linted).toMatchObject({ exit: 2, stdout: expect.stringMatching(/^GUIDE\.md:1:1 skipped: /u) });
    expect(linted.stdout).not.toContain('no problems');
    for (const command of ['verify', 'lint']) {
      const allowed = await call(command, '--allow-empty', 'GUIDE.md');
      expect(allowed).toMatchObject({ exit: 0, stdout: expect.stringMatching(/^GUIDE\.md:1:1 skipped: /u) });
    }
  });

  test('to report all mistakes', async () => {
    writeFileSync(file(), consoleBlock('$ a\u0007b', '$ echo \\').replace('console', 'console exit=x node=y'));
    for (const command of ['lint', 'verify']) {
      const { exit, stdout } = await call(command, 'GUIDE.md');
      expect(exit).toBe(1);
      expect(stdout.match(/^GUIDE\.md:\d+:\d+ .* [a-z-]+$/gmu)).toHaveLength(4);
    }
  });
});

test('the documents of this project pass', async () => {
  const call = (...args: string[]) => snippets(args, { cwd: HOME });
  expect(await call('lint', 'README.md', 'README.zh-CN.md', 'CONTRIBUTING.md')).toMatchObject({ exit: 0 });
  const { exit, stdout } = await call('verify', 'CONTRIBUTING.md');
  expect(exit, stdout).toBe(0);
});

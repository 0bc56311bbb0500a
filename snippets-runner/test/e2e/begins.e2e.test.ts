/** Pages that begin with snippets of another page, on a real daemon. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ContentFolder, element, exercise, mdx, snippet } from '../commands/content-folder.ts';
import { engineState } from './engine-state.ts';
import { e2eFolder } from './pages.ts';
import { type Person, personAt } from './person.ts';
import { type Running, snippets, start } from './snippets.ts';

const LAB = 'lab:\n  nodes: [host, worker]\n  images: []\n  leaves: [networks]\n';
/** Prints ids and a random word, which differ in each run. */
const first = (create = '$ docker network create shared', exit = '') =>
  mdx(
    [
      snippet(`create${exit} expect=/^[0-9a-f]/`, create),
      snippet('look', '$ docker network ls --quiet | wc -l'),
      snippet('word node=worker save=WORD:/(\\S+)/', '$ cat /proc/sys/kernel/random/uuid | tee /tmp/word'),
    ].join('\n'),
    LAB,
  );
const BEGINS = `begins: {page: e2e/first, snippets: [create, word]}\n${LAB}`;
const second = (...more: readonly string[]) =>
  mdx(
    [
      snippet('names', "$ docker network ls --filter name=shared --format '{{.Name}}'"),
      snippet('same node=worker', '$ grep --count <WORD> /tmp/word'),
      snippet('change', '$ docker network rm shared'),
      ...more,
    ].join('\n'),
    BEGINS,
  );

const engine = await engineState();
let folder: ContentFolder;
let person: Person | undefined;
let watching: Running | undefined;
beforeEach(() => {
  folder = e2eFolder({ 'en/e2e/first.mdx': first(), 'en/e2e/second.mdx': second() });
});
afterEach(async () => {
  watching?.kill('SIGINT');
  await watching?.ended;
  person?.leaves();
  watching = undefined;
  person = undefined;
  for (const slug of ['e2e/first', 'e2e/second']) {
    await expect.poll(() => engine.ofPage(slug)).toEqual([]);
  }
  folder[Symbol.dispose]();
});

const run = (...args: string[]) => snippets(args, { cwd: folder.home });
const captured = (slug: string) => readFileSync(join(folder.content, `captures/${slug}.yaml`), 'utf8');

test('a page runs after them, and its capture has their network and no output of them', async () => {
  expect(await run('capture')).toMatchObject({ exit: 0 });
  const capture = captured('e2e/second');
  expect(capture).toMatch(/\nbegins:\n {2}page: e2e\/first\n {2}hash: [0-9a-f]{16}\n {2}topology:[\s\S]*name: shared/u);
  expect(capture.match(/ {2}- id: .*/gu)).toEqual(['  - id: names', '  - id: same', '  - id: change']);
  expect(capture).toMatch(/output: shared\n[\s\S]*WORD: [0-9a-f-]{36}\n[\s\S]*output: "1"\n/u);
  expect(await run('verify')).toMatchObject({ exit: 0 });
  expect(await run('capture')).toMatchObject({ exit: 0, stdout: expect.stringContaining('2 captures unchanged') });
  expect(captured('e2e/second')).toBe(capture);
});

test('when they change, the capture of the page is outdated, until it is captured again', async () => {
  await run('capture');
  expect(await run('verify', '--changed', 'e2e/second')).toMatchObject({ exit: 0 });
  folder.write({ 'en/e2e/first.mdx': first('$ docker network create --internal shared') });
  const outdated = /second\.mdx:4:16 what the page begins with, of "e2e\/first", has changed since it was captured/u;
  for (const args of [
    ['lint', 'en/e2e/second.mdx'],
    ['verify', '--changed', 'e2e/second'],
  ]) {
    const { exit, stdout } = await run(...args.map((arg) => arg.replace(/^en/u, 'content/en')));
    expect([exit, stdout]).toEqual([1, expect.stringMatching(outdated)]);
  }
  expect(await run('capture')).toMatchObject({ exit: 0 });
  expect(captured('e2e/second')).toMatch(/\n {2}topology:[\s\S]*name: shared, .*internal: true/u);
  expect(await run('verify')).toMatchObject({ exit: 0 });
});

test('when one of them fails, the page says which, and where it is; nothing stays', async () => {
  await run('capture');
  folder.write({ 'en/e2e/first.mdx': first('$ docker network create shared', ' exit=3') });
  const { exit, stdout } = await run('verify', 'e2e/second', '--reporter', 'github:annotations.txt');
  expect(exit).toBe(2);
  // The place of its name in `begins`.
  expect(readFileSync(join(folder.home, 'annotations.txt'), 'utf8')).toMatch(
    /^::error file=content\/en\/e2e\/second\.mdx,line=4,col=38,title=could not run/mu,
  );
  expect(stdout).toMatch(
    /could not run content\/en\/e2e\/second\.mdx: the set-up from e2e\/first failed: content\/en\/e2e\/first\.mdx:\d+, snippet "create" on host: exit code 0 instead of 3\n {2}it printed:\n {4}[0-9a-f]{64}\n/u,
  );
});

test('a page that is begun with has to be right', async () => {
  folder.write({ 'en/e2e/first.mdx': mdx(snippet('create', '$ echo <NOBODY>'), LAB) });
  const { exit, stdout } = await run('verify', 'e2e/second');
  expect([exit, stdout]).toEqual([
    1,
    expect.stringMatching(/the page "e2e\/first" has mistakes, so no page can begin/u),
  ]);
});

test('list, export and shell have them', async () => {
  expect((await run('list', 'e2e/second')).stdout).toMatch(/3 after 2 of e2e\/first/u);
  expect((await run('export', 'e2e/second', '--format', 'sh')).stdout).toMatch(
    /# create \(on host\), of content\/en\/e2e\/first\.mdx\n[\s\S]*# names \(on host\)\n/u,
  );
  person = await personAt(['shell', 'e2e/second', '--at', 'names'], { cwd: folder.home });
  await person.sees(
    /replaying e2e\/first: snippet 1 of 2[\s\S]*snippet 2 of 2[\s\S]*replaying the page: snippet 1 of 1/u,
  );
  await person.sees(/\$ /u);
  person.types("docker network ls --filter name=shared --format '{{.Name}} is there'\r");
  await person.sees(/\nshared is there\n/u);
});

test('an exercise has them, too', async () => {
  const section = exercise(
    'one',
    'A network is too much',
    'Remove `shared`.',
    element('SetUp', snippet('one-set-up', '$ docker network inspect shared')),
    element('Check', snippet('one-check', '$ ! docker network inspect shared >/dev/null 2>&1')),
    element('Hint', 'Networks are removed.\n'),
    element('Solution', snippet('one-solution', '$ docker network rm shared')),
    element('CleanUp', snippet('one-clean-up', '$ docker network rm --force shared')),
  );
  folder.write({ 'en/e2e/second.mdx': mdx(section, BEGINS) });
  person = await personAt(['practice', 'e2e/second'], { cwd: folder.home });
  await person.sees(
    /replaying e2e\/first: snippet 2 of 2[\s\S]*making the broken network: 1 of 1[\s\S]*Remove `shared`/u,
  );
  await person.sees(/\$ $/u);
  person.types('docker network rm shared; check\r');
  await person.sees(/Solved/u);
});

test('an author who watches the page is answered when the other page is saved', async () => {
  watching = start(['watch', 'e2e/second'], { cwd: folder.home });
  await watching.says('ran 3 snippets');
  folder.write({ 'en/e2e/second.mdx': second(snippet('gone', '$ docker network ls --filter name=shared --quiet')) });
  await watching.says('ran 1 of 4 snippets');
  folder.write({ 'en/e2e/first.mdx': first('$ docker network create --internal shared') });
  await watching.says('from the beginning: it needs another lab (begins)');
});

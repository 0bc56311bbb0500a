/** What a save runs, on a real daemon: nothing, what is new, or everything. Nothing stays on the engine. */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { draftFile, parseDraft } from '../../tutorial/capture/draft.ts';
import { type ContentFolder, mdx, snippet } from '../commands/content-folder.ts';
import { engineState } from './engine-state.ts';
import { e2eFolder } from './pages.ts';
import { HOME, type Running, snippets, start } from './snippets.ts';

const SLUG = 'e2e/watched';
const FILE = `en/${SLUG}.mdx`;
const FRONT = 'lab:\n  images: [alpine]\n  leaves: [containers, networks]\n';
const CREATE = snippet('create', '$ docker network create pair');
/** Two labs never have the same boot of their node, and a command that runs twice counts on. */
const COUNT = snippet('count', '$ echo x >> /root/count', '$ wc -l < /root/count');
const WAIT = snippet('wait timeout=10m', '$ sleep 600');

const engine = await engineState();
let folder: ContentFolder;
let watching: Running | undefined;
beforeEach(() => {
  folder = e2eFolder({});
});
afterEach(async () => {
  watching?.kill('SIGINT');
  await watching?.ended;
  watching = undefined;
  folder[Symbol.dispose]();
});

const draft = () => draftFile(HOME, folder.content, SLUG);
const save = (...blocks: readonly string[]) => folder.write({ [FILE]: mdx(blocks.join('\n'), FRONT) });

/** Starts the command, and waits for its first answer. */
async function watch(...blocks: readonly string[]): Promise<Running> {
  save(...blocks);
  watching = start(['watch', SLUG], { cwd: folder.home });
  await watching.says('ran ');
  return watching;
}

/** Returns what the dev server would show. */
const read = () => parseDraft(readFileSync(draft(), 'utf8'));

/** Returns what a snippet printed in the last run. */
function printed(id: string): string | undefined {
  const snippet = read()?.capture.snippets.find((each) => each.id === id);
  return snippet?.steps.map(({ output }) => output).join('\n');
}

test('an author writes a page', async () => {
  const run = await watch(CREATE, COUNT);
  await run.says('ran 2 snippets in ');
  await run.says('2 snippets without capture');
  const [created, counted] = [printed('create'), printed('count')];
  expect(created).toMatch(/^[0-9a-f]{64}$/u);
  expect(counted).toBe('\n1');

  // Nothing runs: the file would have a second line, and another network could not have this name.
  save(CREATE, snippet('count expect="7"', '$ echo x >> /root/count', '$ wc -l < /root/count'));
  await run.says('ran nothing: no command has changed');
  await run.says('the output does not match expect="7"');
  expect([printed('create'), printed('count')]).toEqual([created, counted]);

  // Only the new one runs, in the same lab.
  const again = snippet('again', '$ wc -l < /root/count', '$ docker network ls --format "{{.Name}}"');
  save(CREATE, COUNT, again);
  await run.says('ran 1 of 3 snippets in ');
  expect(printed('create')).toBe(created);
  expect(printed('again')).toMatch(/^1\n(?:.*\n)*pair$/u);

  // Everything runs once more in one go, while the author does nothing.
  await run.says('ran everything once more, from the beginning: the same result');
  expect(printed('create')).not.toBe(created);

  // A mistake runs nothing, and the lab stays.
  const confirmed = printed('create');
  save(CREATE, COUNT, snippet('again timout=3s', '$ true'));
  await run.says('ran nothing: the page has mistakes');
  await run.says('a snippet has no attribute "timout"');
  save(CREATE, COUNT, again, snippet('last', '$ cat /root/count'));
  await run.says('ran 1 of 4 snippets in ');
  expect(printed('create')).toBe(confirmed);

  // An early command has changed: everything, in a fresh lab.
  save(snippet('create', '$ docker network create --internal pair'), COUNT, again);
  await run.says('ran 3 snippets in ');
  await run.says('from the beginning: create has changed, and had run already');
  expect(printed('create')).not.toBe(confirmed);
  expect(printed('count')).toBe('\n1');

  run.kill('SIGINT');
  expect(await run.ended).toMatchObject({ exit: 130, stderr: expect.stringContaining('stopping: removing labs') });
  expect(await engine.ofPage(SLUG)).toEqual([]);
  expect(existsSync(draft())).toBe(false);
  expect(existsSync(join(folder.content, 'captures'))).toBe(false);
});

test('an answer is compared with the capture, and capturing meanwhile is noticed', async () => {
  save(CREATE, COUNT);
  expect(await snippets(['capture', SLUG], { cwd: folder.home })).toMatchObject({ exit: 0 });
  const capture = readdirSync(join(folder.content, 'captures/e2e'));
  const run = await watch(CREATE, COUNT);
  await run.says(`passed content/${FILE}`);
  expect(read()?.uncaptured).toEqual([]);

  save(CREATE, snippet('count', '$ echo x >> /root/count', '$ wc -c < /root/count'));
  await run.says('count has changed, and had run already');
  await run.says(`if this run is correct, accept it: npx snippets capture content/${FILE}`);
  expect(read()?.uncaptured).toEqual(['count']);
  expect(readdirSync(join(folder.content, 'captures/e2e'))).toEqual(capture);

  expect(await snippets(['capture', SLUG], { cwd: folder.home })).toMatchObject({ exit: 0 });
  await run.says('ran nothing: no command has changed\npassed');
});

test('an answer that holds only because the lab has waited is corrected', async () => {
  const began = snippet('begin', '$ date +%s > /root/began');
  const run = await watch(began);
  await delay(5_000);
  save(began, snippet('late', '$ test $(( $(date +%s) - $(cat /root/began) )) -ge 5'));
  await run.says('ran 1 of 2 snippets in ');
  await run.says('from the beginning: in one go, the result is another one');
  await run.says('expected exit code 0, got 1');
});

test('labs that somebody has removed', async () => {
  const run = await watch(CREATE);
  await delay(2_000);
  for (const name of await engine.ofPage(SLUG)) {
    await engine.docker
      .getContainer(name.slice(1))
      .remove({ force: true, v: true })
      .catch(() => undefined);
  }
  save(CREATE, COUNT);
  await run.says('from the beginning: the lab of the last run is gone');
  expect(printed('count')).toBe('\n1');
});

describe('a save during a run', () => {
  test('breaks off a command that is no longer in the page', async () => {
    save(CREATE, WAIT);
    watching = start(['watch', SLUG, '--verbose'], { cwd: folder.home });
    await watching.says('wait on host');
    save(CREATE, COUNT);
    await watching.says('ran 2 snippets in ');
    await watching.says('from the beginning: wait was removed, and had run already');
    expect(printed('count')).toBe('\n1');
  });

  test('goes on in the same lab if what has run is still in the page', async () => {
    const nap = snippet('nap', '$ sleep 4');
    save(COUNT, nap);
    watching = start(['watch', SLUG, '--verbose'], { cwd: folder.home });
    await watching.says('nap on host');
    save(COUNT, nap, snippet('count-2', '$ echo x >> /root/count', '$ wc -l < /root/count'));
    await watching.says('ran 3 snippets in ');
    expect([printed('count'), printed('count-2')]).toEqual(['\n1', '\n2']);
  });
});

test('editors that remove and rename files', async () => {
  const run = await watch(CREATE);
  const path = join(folder.content, FILE);
  rmSync(path);
  await run.says('could not run no page matches e2e/watched');
  writeFileSync(`${path}.new`, mdx([CREATE, COUNT].join('\n'), FRONT));
  renameSync(`${path}.new`, path);
  await run.says('ran 1 of 2 snippets in ');
});

test('a page that has not ended, and one whose lab changes', async () => {
  const run = await watch(snippet('stuck timeout=1s', '$ sleep 30'), COUNT);
  await run.says('ran 1 of 2 snippets in ');
  // A lab that boots slowly gets longer limits, up to twelve times as long.
  await run.says(/timed out after (?:[1-9](?:\.\d)?|1[0-2]) s, waiting for the command to end; it printed nothing\n/u);
  folder.write({ [FILE]: mdx(COUNT, 'lab:\n  nodes: [first, second]\n') });
  await run.says('from the beginning: it needs another lab (nodes, images)');
  await run.says('1 snippet without capture');
  expect(await engine.ofPage(SLUG)).toEqual(expect.arrayContaining([expect.stringContaining('second')]));
});

test('a Markdown document', async () => {
  const file = join(folder.home, 'WATCHED.md');
  const block = (...lines: string[]) => ['```console', ...lines, '```', ''].join('\n');
  writeFileSync(file, block('$ echo one', 'one'));
  watching = start(['watch', 'WATCHED.md'], { cwd: folder.home });
  await watching.says('passed WATCHED.md');
  writeFileSync(file, block('$ echo one', 'two'));
  await watching.says('ran nothing: no command has changed');
  await watching.says('accept it: npx snippets verify --update WATCHED.md');
  writeFileSync(file, block('$ echo one', 'one') + block('$ echo two', 'two'));
  await watching.says('ran 1 of 2 snippets in ');
  watching.kill('SIGINT');
  expect(await watching.ended).toMatchObject({ exit: 130 });
  expect(await engine.ofPage('WATCHED.md')).toEqual([]);
});

test('a Markdown document whose image comes later', async () => {
  const { docker } = engine;
  const [repo, tag] = ['watched-e2e', '1'];
  const text = ['```console', `$ docker run --rm ${repo}:${tag} echo one`, 'one', '```', ''].join('\n');
  const file = join(folder.home, 'WATCHED.md');
  const save = () => writeFileSync(file, text);
  save();
  watching = start(['watch', 'WATCHED.md'], { cwd: folder.home });
  await watching.says('failed WATCHED.md');
  await watching.says('waiting for the next save, which looks for the missing image again');
  const alpine = (await docker.listImages()).find(({ RepoTags }) =>
    RepoTags?.some((name) => name.startsWith('snippets/alpine:')),
  );
  await docker.getImage(alpine?.Id ?? '').tag({ repo, tag });
  try {
    save();
    await watching.says('from the beginning: an image was missing');
    await watching.says('passed WATCHED.md');
  } finally {
    await docker.getImage(`${repo}:${tag}`).remove();
  }
});

test('a page that is not there ends it', async () => {
  const ended = await snippets(['watch', 'e2e/nothing'], { cwd: folder.home });
  expect(ended).toMatchObject({ exit: 2, stderr: expect.stringContaining('no page matches e2e/nothing') });
});

/** The dev server shows what `snippets watch` has recorded, and marks it. A build does not. */
import { cpSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { noLinux, skipIf } from '../../snippets-runner/test/skip.ts';
import type { Capture } from '../../snippets-runner/tutorial/capture/capture.ts';
import { draftFile, draftsFolder, removeDraft, writeDraft } from '../../snippets-runner/tutorial/capture/draft.ts';
import { readCapture } from '../../snippets-runner/tutorial/capture/read.ts';
import { HANGS_AFTER_MS, openPages, textOf } from './setup/browser.ts';
import { buildSite } from './setup/build.ts';
import { type DevServer, startDevServer } from './setup/dev-server.ts';

const FIXTURES = path.resolve('site/test/fixtures/content');
let root: string;
let server: DevServer | undefined;
let url: string;
beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'watched-'));
  cpSync(FIXTURES, root, { recursive: true });
  server = await startDevServer(root, 'en/start/');
  ({ url } = server);
});
afterAll(async () => {
  removeDraft(draft());
  await server?.close();
  rmSync(root, { recursive: true, force: true });
});

const draft = (contentRoot = root) => draftFile(process.cwd(), contentRoot, 'start');

function captured(): Capture {
  const result = readCapture(path.join(FIXTURES, 'captures/start.yaml'), 'start');
  if (result.kind !== 'capture') throw new TypeError('the fixture has no capture');
  return result.capture;
}

/** The capture with another first line in the output of a snippet. */
function printing(id: string, line: string): Capture {
  const capture = captured();
  const snippets = capture.snippets.map((snippet) =>
    snippet.id === id ? { ...snippet, steps: snippet.steps.map((step) => ({ ...step, output: line })) } : snippet,
  );
  return { ...capture, snippets };
}

let page: Page;
openPages({}, (opened) => {
  page = opened;
});
beforeEach(() => removeDraft(draft()));

const MARK = '[data-draft]';
const open = (to: string) => page.goto(url + to, { waitUntil: 'networkidle' });

/** The dev server may reload a page twice for one change. What is read during the second reload is lost: all is read again. */
function betweenReloads(read: () => Promise<void>): Promise<void> {
  return vi.waitFor(read, { timeout: HANGS_AFTER_MS, interval: 200 });
}

async function showsCapture(): Promise<void> {
  expect(await page.locator(MARK).count()).toBe(0);
  expect(await page.locator('details.badge').count()).toBe(1);
}

describe.each([
  ['en', 'not captured yet', 'Terminals marked'],
  ['zh-cn', '尚未采集', '标有“尚未采集”的终端'],
])('in %s', (locale, mark, note) => {
  test('a page shows its capture, then what was recorded, then its capture', async () => {
    await open(`${locale}/start/`);
    await betweenReloads(showsCapture);

    writeDraft(draft(), { capture: printing('fails', 'printed a moment ago'), uncaptured: ['fails'] });
    const terminal = page.locator('figure.terminal', { hasText: 'printed a moment ago' });
    await terminal.waitFor();
    await betweenReloads(async () => {
      expect(await page.locator(MARK).allInnerTexts()).toEqual([mark]);
      expect(await textOf(terminal.locator(MARK))).toBe(mark);
      await page.locator('.aside-caution', { hasText: note }).first().waitFor();
      expect(await textOf(page.locator('main'))).toContain('npx snippets capture start');
      expect(await page.locator('details.badge').count()).toBe(0);
    });

    removeDraft(draft());
    await betweenReloads(showsCapture);
  });
});

test('what has not run is shown without output', async () => {
  const file = path.join(root, 'en/start.mdx');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, `${text}\n\`\`\`console snippet=later\n$ docker network prune\n\`\`\`\n`);
  await open('en/start/');
  const terminal = page.locator('figure.terminal', { hasText: 'docker network prune' });
  await terminal.waitFor();
  await betweenReloads(async () => expect(await textOf(terminal.locator(MARK))).toBe('not run yet'));
  writeFileSync(file, text);
});

test('a page without a capture is shown, with a value that is not known yet', async () => {
  const front = '---\ntitle: New\ndescription: A new page.\n---\n';
  const body = '```console snippet=first\n$ docker ps --quiet\n```\n\nIt is <Captured of="first" match="(.+)" />.\n';
  // On a busy machine, the dev server may miss that the file is new. Then it is saved once more, as an author would.
  const status = async () => {
    writeFileSync(path.join(root, 'en/new.mdx'), `${front}\n${body}`);
    return (await fetch(`${url}en/new/`)).status;
  };
  await expect.poll(status, { timeout: HANGS_AFTER_MS, interval: 3_000 }).toBe(200);
  await open('en/new/');
  await betweenReloads(async () => {
    expect(await page.locator(MARK).allInnerTexts()).toEqual(['not run yet']);
    expect(await textOf(page.locator('main'))).toContain('It is ?.');
  });
});

test('the draft of a command that was killed is not shown', async () => {
  writeDraft(draft(), { capture: printing('fails', 'printed long ago'), uncaptured: ['fails'] });
  const text = readFileSync(draft(), 'utf8');
  writeFileSync(draft(), text.replace(/\/\d+\/\d+"/u, '/4194304/1"'));
  await open('en/start/');
  await betweenReloads(async () => expect(await textOf(page.locator('main'))).not.toContain('printed long ago'));
});

test('the dev server watches drafts, and nothing else in the cache', skipIf(noLinux()), () => {
  const watched = inodesWatchedBy(server?.pid ?? 0);
  expect(watched).toContain(inode(root));
  expect(watched).toContain(inode(draftsFolder(process.cwd())));
  // The built sites of the tests are there.
  expect(watched).not.toContain(inode('.cache/site-test'));
});

/** Returns the numbers of the files and folders of which the kernel tells a process. */
function inodesWatchedBy(pid: number): readonly number[] {
  const folder = `/proc/${pid}/fdinfo`;
  const told = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
  return [...told.join('').matchAll(/^inotify .*ino:([0-9a-f]+)/gmu)].map(([, hex = '']) => Number.parseInt(hex, 16));
}

function inode(file: string): number {
  return statSync(file).ino;
}

test('a build shows no draft', async () => {
  const file = draft(FIXTURES);
  try {
    writeDraft(file, { capture: printing('fails', 'printed a moment ago'), uncaptured: ['fails'] });
    const { exit, folder } = await buildSite('watched', FIXTURES);
    expect(exit).toBe(0);
    const built = globSync('**/*.{html,md,json}', { cwd: folder }).map((name) =>
      readFileSync(path.join(folder, name), 'utf8'),
    );
    expect(built.length).toBeGreaterThan(10);
    expect(built.filter((text) => text.includes('printed a moment ago') || text.includes('data-draft'))).toEqual([]);
  } finally {
    removeDraft(file);
  }
});

/**
 * What the copy buttons copy: on every page, in both languages, without and with values of the reader. Bash reads all of
 * it. What names a value is run, with commands that only note their arguments.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Capture, CapturedSnippet } from '../../snippets-runner/tutorial/capture/capture.ts';
import { readCapture } from '../../snippets-runner/tutorial/capture/read.ts';
import { PLACEHOLDER_PATTERN, placeholdersOf } from '../../snippets-runner/tutorial/snippet/placeholder.ts';
import { withoutHereDocuments } from '../../snippets-runner/tutorial/snippet/shell-lines.ts';
import { filled } from '../client/shell-quoting.ts';
import { pageBeginning } from '../data/begins.ts';
import { shownSnippets } from '../data/reach.ts';
import { SOURCE_LOCALE } from '../i18n/locales.ts';
import { copyText } from '../terminal/copy-text.ts';
import { HANGS_AFTER_MS, launchBrowser } from './setup/browser.ts';
import { isTutorial, shownIds, sitemapPaths } from './setup/pages.ts';

const NASTY = `a b'c$(id)"\\`;

const site = inject('real');
const pages = sitemapPaths(site).filter(isTutorial);
let browser: Browser;
let page: Page;
let folder: string;

beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
  // The clipboard of a browser is one for all pages, and slow.
  await page.addInitScript(() => {
    const copied: string[] = [];
    const clipboard = { writeText: async (text: string) => copied.push(text) };
    Object.defineProperty(navigator, 'clipboard', { value: clipboard });
    Object.assign(globalThis, { copied });
  });
  folder = commandsThatNoteArguments();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await browser?.close();
});

test('there are pages, and some have placeholders', () => {
  expect(pages.length).toBeGreaterThan(20);
  expect(pages.flatMap(shownOn).flatMap(namesIn).length).toBeGreaterThan(50);
});

describe.each(pages)('%s', (slugPath) => {
  const begun = begunOn(slugPath);
  const snippets = [...begun, ...shownOn(slugPath)];
  let copying: readonly CapturedSnippet[];
  const names = [...new Set(snippets.flatMap(namesIn))];

  beforeAll(async () => {
    await page.goto(site.url + slugPath);
    await firstMove();
    const ids = await shownIds(page);
    const shown = ids.flatMap((id) => snippetsOn(slugPath).find((snippet) => snippet.id === id) ?? []);
    copying = shown.filter(({ steps }) => steps.some(({ text }) => text !== ''));
  });

  test('asks for the values that its commands name, and for no other', async () => {
    const fields = await page
      .locator('[data-values] input')
      .evaluateAll((inputs) =>
        inputs.map((input) => [input.getAttribute('name'), input.getAttribute('placeholder'), input.textContent]),
      );
    expect(fields).toEqual(names.map((name) => [name, exampleOf(name, snippets), '']));
    expect(await page.locator('[data-values]').count()).toBe(names.length > 0 ? 1 : 0);
  });

  test('copies valid commands, and nothing of them is changed but placeholders', async () => {
    const texts = await copiedTexts('');
    expect(texts.length).toBe(copying.length);
    for (const [index, snippet] of copying.entries()) {
      const text = texts[index] ?? '';
      expect(mistakesIn(text)).toBe('');
      const variables = namesIn(snippet).map((name) => `${name}=\${${name}:-${exampleOf(name, snippets)}}\n`);
      expect(text.startsWith(variables.join(''))).toBe(true);
      expect(text.slice(variables.join('').length)).toMatch(patternOf(snippet));
    }
  });

  test('copies valid commands with the values of the reader', async () => {
    const texts = await copiedTexts(NASTY);
    for (const [index, snippet] of copying.entries()) {
      const text = texts[index] ?? '';
      expect(mistakesIn(text)).toBe('');
      if (namesIn(snippet).length > 0) expect(text).not.toMatch(/[A-Z]_IP|_TOKEN|LAN/u);
    }
    expect((await copiedTexts('10.9.8.7')).filter((text) => text.includes('10.9.8.7')).length).toBe(
      copying.filter((snippet) => namesIn(snippet).length > 0).length,
    );
  });

  test('copies what it begins with, too', async () => {
    const texts = await copiedTexts('', '.begins .terminal-bar .copy');
    expect(texts.length).toBe(begun.length);
    for (const [index, snippet] of begun.entries()) {
      const variables = namesIn(snippet).map((name) => `${name}=\${${name}:-${exampleOf(name, snippets)}}\n`);
      expect(mistakesIn(texts[index] ?? '')).toBe('');
      expect(texts[index]?.slice(variables.join('').length)).toMatch(patternOf(snippet));
    }
  });

  test('copies below a table what runs, too', async () => {
    const tried = snippets.filter(({ hidden }) => hidden);
    const texts = await copiedTexts('', '.reach .terminal-bar .copy');
    expect(texts.length).toBe(tried.length);
    for (const [index, snippet] of tried.entries()) {
      const variables = namesIn(snippet).map((name) => `${name}=\${${name}:-${exampleOf(name, snippets)}}\n`);
      expect([mistakesIn(texts[index] ?? ''), texts[index]?.startsWith(variables.join(''))]).toEqual(['', true]);
    }
  });

  test('gives commands the value as it was typed or set, and no other command, and runs nothing of it', async () => {
    const uses = (index: number) => namesIn(copying[index] as CapturedSnippet).length > 0;
    for (const [index, text] of (await copiedTexts(NASTY)).entries())
      expect((uses(index) ? argumentsOf(text) : text).includes(NASTY)).toBe(uses(index));
    const empty = (await copiedTexts('')).filter((_, index) => uses(index));
    for (const text of empty) {
      const all = Object.fromEntries(names.map((name) => [name, 'already-set']));
      expect(argumentsOf(text, all)).toContain('already-set');
      const [, name = ''] = /^(\w+)=/u.exec(text) ?? [];
      expect(argumentsOf(text)).toContain(exampleOf(name, snippets));
    }
  });
});

test('the first click copies, also if nothing came before it', async () => {
  const slugPath = pages.find((each) => shownOn(each).flatMap(namesIn).length > 0) ?? '';
  await page.goto(site.url + slugPath);
  const copied = () => page.evaluate(() => (globalThis as unknown as { copied: string[] }).copied);
  await page.evaluate(() => document.querySelector<HTMLElement>('.terminal-bar .copy')?.click());
  await expect.poll(copied).toHaveLength(1);
  const [first] = await copiedTexts('', '.terminal-bar .copy');
  expect(await copied()).toContain(first);
});

test('a click copies after what copies could not be loaded', async () => {
  const slugPath = pages.find((each) => shownOn(each).flatMap(namesIn).length > 0) ?? '';
  const code = '**/following.*.js';
  await page.route(code, (route) => route.abort());
  await page.goto(site.url + slugPath);
  const refused = page.waitForEvent('requestfailed');
  await page.evaluate(() => dispatchEvent(new Event('scroll')));
  await refused;
  await page.unroute(code);
  const copied = () => page.evaluate(() => (globalThis as unknown as { copied: string[] }).copied);
  await expect
    .poll(async () => {
      await page.evaluate(() => document.querySelector<HTMLElement>('.terminal-bar .copy')?.click());
      return copied();
    })
    .not.toEqual([]);
});

test('the values that a reader has typed are there before the first move', async () => {
  const slugPath = pages.find((each) => shownOn(each).flatMap(namesIn).length > 0) ?? '';
  await page.goto(site.url + slugPath);
  await firstMove();
  const field = page.locator('[data-values] input').first();
  await field.fill('10.9.8.7');
  await page.goto(site.url + slugPath);
  await expect.poll(() => field.inputValue()).toBe('10.9.8.7');
  await field.fill('');
});

describe('a placeholder', () => {
  test.each([
    ['echo <A>', '$ '],
    ['echo x<A>:80/', '$ '],
    ['echo "in <A>"', '$ '],
    ["echo 'in <A>'", '$ '],
    ["sh -c 'echo <A>'", '$ '],
    ['sh -c "echo <A>"', '$ '],
    [`sh -c 'echo "<A>"'`, '$ '],
    ['echo "$(echo "<A>")"', '$ '],
    ['cat <<E\n<A>\nE', '$ '],
    ["cat <<'E'\n<A>\nE", '$ '],
    ['echo <A>', '/ # '],
  ])('in %s of a shell is its value', (text, prompt) => {
    const parts = copyText([{ prompt, text }]) ?? '';
    for (const typed of [NASTY, '']) {
      const code = filled(parts, () => ({ typed, example: typed === '' ? '10.0.0.2' : NASTY }));
      const { stdout, stderr } = spawnSync('bash', ['-c', code], { encoding: 'utf8' });
      expect([stderr, stdout.includes(typed === '' ? '10.0.0.2' : NASTY)]).toEqual(['', true]);
    }
  });

  test('is the plain value where no shell reads it', () => {
    const text = copyText([{ prompt: 'mysql> ', text: 'select "<A>"' }]) ?? '';
    expect(filled(text, () => ({ typed: '', example: '10.0.0.2' }))).toBe('select "10.0.0.2"');
    expect(filled(text, () => ({ typed: "b'", example: '10.0.0.2' }))).toBe(`select "b'"`);
  });
});

/** The pages load what copies when their reader first moves. */
async function firstMove(): Promise<void> {
  await page.evaluate(() => dispatchEvent(new Event('scroll')));
  await page.locator('.announced').waitFor({ state: 'attached' });
}

/** Returns what the buttons of all terminals copy, in order, with a value in all fields. */
function copiedTexts(
  value: string,
  buttons = '.terminal-bar .copy:not(.reach *, .begins *)',
): Promise<readonly string[]> {
  return page.evaluate(
    async ({ typed, selector }) => {
      for (const input of document.querySelectorAll<HTMLInputElement>('[data-values] input')) input.value = typed;
      const { copied } = globalThis as unknown as { copied: string[] };
      copied.length = 0;
      for (const button of document.querySelectorAll<HTMLElement>(selector)) button.click();
      await new Promise((resolve) => setTimeout(resolve));
      return [...copied];
    },
    { typed: value, selector: buttons },
  );
}

/** Returns what bash has against it, or what a reader's shell would not understand as meant. */
const mistakesIn = once((text: string) => {
  const { stderr } = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' });
  const placeholder = /<[a-z:]*[A-Z]\w*>/u.exec(text)?.[0] ?? '';
  // A line of a here-document may look like one with a prompt: a comment, for example.
  const prompted = /^(?:[$#>]|\S*[/~]\S* [$#]) .*/mu.exec(withoutHereDocuments(text))?.[0] ?? '';
  return stderr + placeholder + prompted;
});

/** Runs a function once for the same arguments: two languages have the same commands, most of them without a value. */
function once<A extends readonly unknown[], R>(run: (...given: A) => R): (...given: A) => R {
  const known = new Map<string, R>();
  return (...given) => {
    const key = JSON.stringify(given);
    if (!known.has(key)) known.set(key, run(...given));
    return known.get(key) as R;
  };
}

/** Returns undefined for a page without commands. */
const captureOfSlug = once((slug: string): Capture | undefined => {
  const file = `content/captures/${slug}.yaml`;
  const read = existsSync(file) ? readCapture(file, slug) : undefined;
  return read?.kind === 'capture' ? read.capture : undefined;
});

/**
 * Runs commands, and returns the arguments of all programs, each on a line, and what is written to files. No file of this
 * machine is written.
 */
const argumentsOf = once((text: string, variables: NodeJS.ProcessEnv = {}) => {
  const notes = path.join(folder, 'notes');
  writeFileSync(notes, '');
  const env = { ...variables, PATH: folder, NOTES: notes };
  const { error } = spawnSync(
    '/bin/bash',
    ['-c', text.replaceAll(WRITES_FILE, '>>"$NOTES"').replaceAll(IN_BACKGROUND, ';')],
    {
      cwd: folder,
      encoding: 'utf8',
      env,
      timeout: HANGS_AFTER_MS,
    },
  );
  const noted = readFileSync(notes, 'utf8');
  expect([error, noted]).toEqual([undefined, expect.not.stringContaining('id was run')]);
  return noted;
});

// biome-ignore format: a list of words
const NOTED = [
  'awk', 'bridge', 'busybox', 'conntrack', 'curl', 'cut', 'dnsmasq', 'docker', 'grep', 'head', 'id', 'ip', 'iptables', 'jq', 'nsenter', 'ping', 'sed',
  'seq', 'socat', 'sort', 'ss', 'tail', 'tcpdump', 'timeout', 'uniq', 'wget',
];
/** `> file`, `>> file` and `2> file`, but neither `> /dev/null` nor `>&2`. */
const WRITES_FILE = /(?<![<=-])\d?>{1,2} ?(?!\/dev\/null)[\w/~."'-][^\s;&|()<]*/gu;

/** The `&` of a command that would note its arguments too late. */
const IN_BACKGROUND = /(?<![&>])&(?=\s*\)|$)/gmu;

function commandsThatNoteArguments(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'copying-'));
  // `docker run … sh -c SCRIPT` runs the script, as a container would, and `docker exec --interactive` reads its input.
  const note = `#!/bin/bash
printf '%s\\n' "\${0##*/}" "$@" "\${http_proxy:-}" >>"$NOTES"
[ "\${0##*/}" = id ] && echo 'id was run' >>"$NOTES"
[ "\${0##*/}" = seq ] && echo 1
[[ $* == *' --interactive '* ]] && cat >>"$NOTES"
[[ $* == *' sh -c '* ]] && exec /bin/sh -c "\${!#}"
exit 0`;
  writeFileSync(path.join(made, 'note'), note);
  chmodSync(path.join(made, 'note'), 0o755);
  for (const name of NOTED) symlinkSync('note', path.join(made, name));
  // It writes the text of a here-document.
  symlinkSync('/bin/cat', path.join(made, 'cat'));
  return made;
}

/** What the page begins with: one for each terminal. */
function begunOn(slugPath: string): readonly CapturedSnippet[] {
  const beginning = pageBeginning(slugOf(slugPath), SOURCE_LOCALE);
  return (beginning?.terminals ?? []).map(({ node, steps }) => ({
    ...{ id: '', node, hash: '', captured: '', exit: 0, output: 'show', hidden: false },
    ...{ values: beginning?.values ?? {}, steps: steps.map((step) => ({ ...step, output: '', exit: 0, duration: 0 })) },
  }));
}

function slugOf(slugPath: string): string {
  return slugPath.replace(/^[^/]+\/|\/$/gu, '');
}

/** Those in the text, and those below the tables of who reaches whom. @param slugPath such as `en/bridge/default/` */
function shownOn(slugPath: string): readonly CapturedSnippet[] {
  const capture = captureOf(slugPath);
  return capture ? shownSnippets(capture) : [];
}

function snippetsOn(slugPath: string): readonly CapturedSnippet[] {
  return captureOf(slugPath)?.snippets ?? [];
}

function captureOf(slugPath: string): Capture | undefined {
  return captureOfSlug(slugOf(slugPath));
}

function namesIn({ steps }: CapturedSnippet): readonly string[] {
  return placeholdersOf(steps.map(({ text }) => text).join('\n'));
}

function exampleOf(name: string, snippets: readonly CapturedSnippet[]): string {
  return snippets.find(({ values }) => values?.[name])?.values?.[name] ?? '';
}

/** The commands of a snippet as they were captured, with anything in the place of placeholders. */
function patternOf({ steps }: CapturedSnippet): RegExp {
  const commands = steps.filter(({ prompt, text }) => prompt === '$ ' && text !== '');
  const text = (commands.length > 0 ? commands : steps.filter((step) => step.text !== ''))
    .map((step) => step.text)
    .join('\n');
  const parts = text.split(PLACEHOLDER_PATTERN).map((part, index) => {
    return index % 2 === 0 ? escaped(part) : `(?:"\\$${part}"|'"\\$${part}"'|\\$\\{${part}\\})`;
  });
  return new RegExp(`^${parts.join('')}$`, 'u');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}

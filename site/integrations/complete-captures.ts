/**
 * Fails the build if a page shows what was not captured. Looks up, before the build, everything that pages take from
 * captures, and compares captures with their pages. Reports all mistakes in pages, then all captures that cannot be
 * used, then all differences.
 */
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { AstroIntegration } from 'astro';
import { cacheFolder } from '../../snippets-runner/base/cache-folder.ts';
import { folderTree } from '../../snippets-runner/base/folder-tree.ts';
import { pageMismatches } from '../../snippets-runner/tutorial/capture/page-match.ts';
import type { CapturedValue, Position } from '../../snippets-runner/tutorial/page.ts';
import type { PageKey } from '../../snippets-runner/tutorial/page-key.ts';
import { capturedValue } from '../data/captured-value.ts';
import { capturedSnippet, captureProblems, invalidCaptures, readCapture } from '../data/captures.ts';
import { contentRoot, fileOfCapture, fileOfPage, pageKeyOfFile, shownPath } from '../data/content-root.ts';
import { packetWayOf } from '../data/packet-way.ts';
import { showDrafts, watchedFolder } from '../data/page-capture.ts';
import { LINT_HINT, pageProblems, problemLine, readPage } from '../data/page-source.ts';
import { reachOf } from '../data/reach.ts';
import { ReadAhead } from '../data/read-ahead.ts';
import { SOURCE_LOCALE } from '../i18n/locales.ts';
import { SiteError } from '../site-error.ts';

export function completeCaptures(): AstroIntegration {
  let ahead: ReadAhead | undefined;
  return {
    name: 'complete-captures',
    hooks: {
      'astro:config:setup': ({ command, updateConfig }) => {
        updateConfig({ vite: { server: { watch: { ignored: [isNotShown] } } } });
        if (command === 'build') ahead = new ReadAhead(pagesOfContent());
      },
      'astro:build:start': async () => {
        ahead ??= new ReadAhead(pagesOfContent());
        await ahead.finish();
        checkPages(ahead.pages);
      },
      'astro:server:setup': ({ server }) => {
        const shown = [path.join(contentRoot, 'captures'), watchedFolder];
        showDrafts();
        mkdirSync(watchedFolder, { recursive: true });
        server.watcher.add(shown);
        server.watcher.on('all', (_event, file) => {
          if (shown.some((folder) => file.startsWith(folder))) server.ws.send({ type: 'full-reload' });
        });
      },
    },
  };
}

const CACHE = cacheFolder(process.cwd()) + path.sep;

/**
 * Returns whether a file is in the cache, and is no draft. Engines have tens of thousands of files there, which change all
 * the time.
 */
function isNotShown(file: string): boolean {
  return file.startsWith(CACHE) && !file.startsWith(watchedFolder);
}

function pagesOfContent(): readonly PageKey[] {
  const files = existsSync(contentRoot) ? folderTree(contentRoot).files : [];
  return files.flatMap((file) => pageKeyOfFile(path.join(contentRoot, file)) ?? []);
}

/** @throws SiteError */
function checkPages(keys: readonly PageKey[]): void {
  const problems = keys.flatMap(pageProblems);
  if (problems.length > 0) {
    throw new SiteError(`The pages have mistakes:\n${problems.map(problemLine).join('\n')}`, LINT_HINT);
  }
  const invalid = [...new Set(keys.map(({ slug }) => slug))].flatMap(captureProblems);
  if (invalid.length > 0) throw invalidCaptures(invalid);
  const missing = keys.flatMap(missingOfPage);
  const outdated = keys.flatMap(outdatedInPage);
  if (missing.length + outdated.length > 0) throw missingError(missing, outdated);
}

interface Missing {
  /** Such as `content/en/attach.mdx:41: snippet "run" has no capture in …`. */
  readonly text: string;
  /** The source page that has to be captured. */
  readonly source: string;
}

function missingOfPage(key: PageKey): readonly Missing[] {
  const page = readPage(key)?.page;
  if (!page) return [];
  const shown = [...page.snippets, ...page.snippetReferences].map(({ id, position }) => ({
    position,
    message: snippetProblem(key.slug, id),
  }));
  const values = page.capturedValues.map((value) => ({
    position: value.position,
    message: valueProblem(key.slug, value),
  }));
  const tables = page.reachElements.map(({ of, position }) => ({ position, message: reachProblem(key.slug, of) }));
  const ways = page.pathElements.map(({ of, position }) => ({ position, message: wayProblem(key.slug, of) }));
  const source = shownPath(fileOfPage({ ...key, locale: SOURCE_LOCALE }));
  return [...shown, ...values, ...tables, ...ways]
    .sort((a, b) => a.position.line - b.position.line)
    .flatMap(({ position, message }) =>
      message === undefined ? [] : [{ text: `${positionText(key, position)}: ${message}`, source }],
    );
}

/** Returns how the capture differs from its source page. What it lacks is reported for every page that shows it. */
function outdatedInPage(key: PageKey): readonly Missing[] {
  const page = key.locale === SOURCE_LOCALE ? readPage(key)?.page : undefined;
  const capture = readCapture(key.slug);
  if (!page || !capture) return [];
  return pageMismatches(page, capture)
    .filter(({ code }) => code !== 'capture-missing')
    .map(({ position, message }) => {
      const place = position ? positionText(key, position) : shownPath(fileOfCapture(key.slug));
      return { text: `${place}: ${message}`, source: page.file };
    });
}

function positionText(key: PageKey, { line }: Position): string {
  return `${shownPath(fileOfPage(key))}:${line}`;
}

function snippetProblem(slug: string, id: string): string | undefined {
  if (capturedSnippet(readCapture(slug), id)) return undefined;
  return `snippet "${id}" has no capture in ${shownPath(fileOfCapture(slug))}`;
}

function valueProblem(slug: string, value: CapturedValue): string | undefined {
  const capture = readCapture(slug);
  const file = shownPath(fileOfCapture(slug));
  if (!capture) return `<Captured of="${value.of}"> has no capture: ${file} does not exist`;
  const result = capturedValue(capture, value);
  return 'error' in result ? `<Captured of="${value.of}"> has no value: ${result.error} (${file})` : undefined;
}

function reachProblem(slug: string, of: readonly string[] | undefined): string | undefined {
  const capture = readCapture(slug);
  const file = shownPath(fileOfCapture(slug));
  if (!capture) return `<Reach> has no capture: ${file} does not exist`;
  const result = reachOf(capture, of);
  return 'fault' in result ? `<Reach> has no table: ${result.fault} (${file})` : undefined;
}

function wayProblem(slug: string, of: readonly string[]): string | undefined {
  const capture = readCapture(slug);
  const file = shownPath(fileOfCapture(slug));
  if (!capture) return `<Path> has no capture: ${file} does not exist`;
  const result = packetWayOf(capture, of);
  return 'fault' in result ? `<Path> shows no way: ${result.fault} (${file})` : undefined;
}

function missingError(missing: readonly Missing[], outdated: readonly Missing[]): SiteError {
  const sources = new Set([...missing, ...outdated].map(({ source }) => source));
  const count = missing.length === 1 ? 'One thing' : `${missing.length} things`;
  const parts = [
    ...listedBelow(`${count} that the pages show was never captured:`, missing),
    ...listedBelow('The captures are not those of the pages:', outdated),
  ];
  return new SiteError(parts.join('\n'), `Run \`npx snippets capture ${[...sources].join(' ')}\`.`);
}

function listedBelow(heading: string, found: readonly Missing[]): readonly string[] {
  return found.length === 0 ? [] : [heading, ...found.map(({ text }) => `  ${text}`)];
}

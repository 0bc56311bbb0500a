/** Installs Astro Starlight, and writes a site for it that has the text of this one. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { CACHE_FOLDER, HOME, say } from './bench-engine.ts';

const RECIPE = join(import.meta.dirname, 'starlight');
const FOLDER = join(CACHE_FOLDER, 'starlight');
const LOCK_FILE = 'package-lock.json';

/** Returns the folder with Starlight's packages, those of the lock file. Keeps them until the lock file changes. */
export async function installedStarlight(): Promise<string> {
  const lock = readFileSync(join(RECIPE, LOCK_FILE), 'utf8');
  const installed = join(FOLDER, 'installed');
  if (textOf(installed) === lock) return FOLDER;
  say('installing Astro Starlight from npm packages');
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const name of ['package.json', LOCK_FILE]) cpSync(join(RECIPE, name), join(FOLDER, name));
  const options = ['--cache', join(HOME, '.cache/npm'), '--ignore-scripts', '--no-audit', '--no-fund'];
  await promisify(execFile)('npm', ['ci', ...options, '--prefix', FOLDER]);
  writeFileSync(installed, lock);
  return FOLDER;
}

/** Such as `0.42.4`. */
export function starlightVersion(): string {
  return JSON.parse(readFileSync(join(RECIPE, 'package.json'), 'utf8')).dependencies['@astrojs/starlight'];
}

/**
 * Writes the pages of Starlight's site: the Markdown that this site has of each tutorial, with its outputs.
 * @param built folder of this site's build
 * @returns number of pages
 */
export function writeStarlightPages(starlight: string, built: string, locales: readonly string[]): number {
  cpSync(join(RECIPE, 'astro.config.mjs'), join(starlight, 'astro.config.mjs'));
  const source = join(starlight, 'src');
  rmSync(source, { recursive: true, force: true });
  const pages = locales.flatMap((locale) =>
    readdirSync(join(built, locale), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('/index.md') && !OTHER_PAGES.has(dirname(path)))
      .map((path) => join(locale, dirname(path))),
  );
  for (const page of pages) {
    const file = join(source, 'content/docs', `${page}.md`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, withFrontMatter(readFileSync(join(built, page, 'index.md'), 'utf8')));
  }
  cpSync(join(RECIPE, 'content.config.mjs'), join(source, 'content.config.mjs'));
  return pages.length;
}

/** Pages that are no tutorials. */
const OTHER_PAGES = new Set(['glossary', 'verified', 'your-documents']);

/** Moves the title and the description, which a page begins with, into front matter. */
function withFrontMatter(markdown: string): string {
  const [start, title, description] = /^# (.*)\n\n(.*)\n\n/u.exec(markdown) ?? [];
  if (start === undefined) throw new Error(`a page does not begin with its title: ${markdown.slice(0, 80)}`);
  const front = `title: ${JSON.stringify(title)}\ndescription: ${JSON.stringify(description)}`;
  return `---\n${front}\n---\n\n${markdown.slice(start.length)}`;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

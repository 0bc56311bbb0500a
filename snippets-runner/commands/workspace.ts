/** The page files of a checkout, each parsed at most once, and those of them that a command was asked for. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { didYouMean } from '../base/nearest.ts';
import { SnippetsError } from '../model/error.ts';
import { type CapturesRead, readCaptures } from '../tutorial/capture/read.ts';
import { type ParseResult, parsePage } from '../tutorial/page/parse-page.ts';
import { type Locale, SOURCE_LOCALE } from '../tutorial/page.ts';
import { type PageKey, pageKeyOf } from '../tutorial/page-key.ts';
import type { ParsedPage } from '../tutorial/parsed-page.ts';
import type { Problem } from '../tutorial/problem.ts';
import type { CommandContext } from './command.ts';

export interface Workspace extends CapturesRead {
  readonly capturesFolder: string;
  readonly imagesFolder: string;
  readonly pageFiles: readonly PageFile[];
}

/** A page's file, read and parsed when it is first asked for: only `lint` asks for every one. */
export class PageFile {
  /** Relative to where the command was called, as people want to click it. */
  readonly file: string;
  readonly path: string;
  readonly slug: string;
  readonly locale: Locale;
  #source: string | undefined;
  #parsed: ParseResult | undefined;

  constructor(path: string, file: string, { slug, locale }: PageKey) {
    this.path = path;
    this.file = file;
    this.slug = slug;
    this.locale = locale;
  }

  get source(): string {
    this.#source ??= readFileSync(this.path, 'utf8');
    return this.#source;
  }

  /** Undefined where the file is no MDX. */
  get page(): ParsedPage | undefined {
    return this.#result().page;
  }

  get problems(): readonly Problem[] {
    return this.#result().problems;
  }

  #result(): ParseResult {
    this.#parsed ??= parsePage(this.file, this.source, { slug: this.slug, locale: this.locale });
    return this.#parsed;
  }
}

/** @throws SnippetsError `nothing-to-run` where there is no content folder */
export function readWorkspace({ contentFolder, cwd }: Pick<CommandContext, 'contentFolder' | 'cwd'>): Workspace {
  if (!existsSync(contentFolder)) {
    throw new SnippetsError(
      'nothing-to-run',
      `there is no folder ${contentFolder}`,
      'name the one with the pages: --content FOLDER',
    );
  }
  const pageFiles = readdirSync(contentFolder, { recursive: true, encoding: 'utf8' })
    .sort()
    .flatMap((name) => pageFileAt(join(contentFolder, name), contentFolder, cwd));
  const capturesFolder = join(contentFolder, 'captures');
  return { capturesFolder, imagesFolder: join(contentFolder, 'images'), pageFiles, ...readCaptures(capturesFolder) };
}

/**
 * Which page files the arguments mean: files, folders, or slugs; all of them without arguments.
 * @throws SnippetsError `nothing-to-run`, with every argument that means none
 */
export function select(workspace: Workspace, paths: readonly string[], cwd: string): readonly PageFile[] {
  const { pageFiles, unmatched } = matchesOf(workspace, paths, cwd);
  if (unmatched.length > 0) throw noMatch(workspace, unmatched);
  return pageFiles;
}

/** The page files that are meant, and the arguments that mean none. */
export function matchesOf(
  workspace: Workspace,
  paths: readonly string[],
  cwd: string,
): { readonly pageFiles: readonly PageFile[]; readonly unmatched: readonly string[] } {
  if (paths.length === 0 && workspace.pageFiles.length === 0) {
    throw new SnippetsError('nothing-to-run', 'there is no page', `pages are MDX files below content/${SOURCE_LOCALE}`);
  }
  if (paths.length === 0) return { pageFiles: workspace.pageFiles, unmatched: [] };
  const unmatched: string[] = [];
  const chosen = new Set<PageFile>();
  for (const path of paths) {
    const matches = workspace.pageFiles.filter((pageFile) => isMeant(pageFile, path, cwd));
    if (matches.length === 0) unmatched.push(path);
    for (const match of matches) chosen.add(match);
  }
  return { pageFiles: workspace.pageFiles.filter((pageFile) => chosen.has(pageFile)), unmatched };
}

export function noMatch(workspace: Workspace, unmatched: readonly string[]): SnippetsError {
  const slugs = new Set(workspace.pageFiles.map(({ slug }) => slug));
  const meant = unmatched.map((path) => `no page matches ${path}${didYouMean(path, slugs)}`);
  return new SnippetsError(
    'nothing-to-run',
    meant.join('\n  '),
    unmatched.some((path) => /\.(?:md|markdown)$/iu.test(path))
      ? 'a Markdown file has no capture; lint, list and verify take it, where it is there and lies outside of the content folder'
      : `give files, folders or slugs; there are: ${[...slugs].join(', ')}`,
  );
}

/** The source pages of a selection: a translation stands for the page whose snippets it shows. */
export function sourcesOf(workspace: Workspace, selection: readonly PageFile[]): readonly PageFile[] {
  const slugs = new Set(selection.map(({ slug }) => slug));
  return workspace.pageFiles.filter(({ slug, locale }) => locale === SOURCE_LOCALE && slugs.has(slug));
}

function pageFileAt(path: string, contentFolder: string, cwd: string): PageFile[] {
  const place = pageKeyOf(contentFolder, path);
  if (!place) return [];
  return [new PageFile(path, relative(cwd, path) || path, place)];
}

function isMeant({ path, slug }: PageFile, argument: string, cwd: string): boolean {
  const asked = resolve(cwd, argument);
  if (existsSync(asked)) return path === asked || path.startsWith(`${asked.replace(/\/$/, '')}/`);
  return slug === argument;
}

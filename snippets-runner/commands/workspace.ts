/** The documents of a checkout, each parsed at most once, and those of them that a command was asked for. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type CapturesRead, readCaptures } from '../captures/read.ts';
import { SnippetsError } from '../model/error.ts';
import { didYouMean } from '../model/nearest.ts';
import { type Locale, SOURCE_LOCALE } from '../model/page.ts';
import type { PagePlace, ParsedPage } from '../model/parsed-page.ts';
import type { Problem } from '../model/problem.ts';
import { type ParseResult, parsePage } from '../parse/page.ts';
import { placeOf } from '../parse/place.ts';
import type { CommandContext } from './command.ts';

export interface Workspace extends CapturesRead {
  readonly capturesFolder: string;
  readonly imagesFolder: string;
  readonly documents: readonly Document[];
}

/** A page's file, read and parsed when it is first asked for: only `lint` asks for every one. */
export class Document {
  /** Relative to where the command was called, as people want to click it. */
  readonly file: string;
  readonly path: string;
  readonly slug: string;
  readonly locale: Locale;
  #source: string | undefined;
  #parsed: ParseResult | undefined;

  constructor(path: string, file: string, { slug, locale }: PagePlace) {
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
  const documents = readdirSync(contentFolder, { recursive: true, encoding: 'utf8' })
    .sort()
    .flatMap((name) => documentAt(join(contentFolder, name), contentFolder, cwd));
  const capturesFolder = join(contentFolder, 'captures');
  return { capturesFolder, imagesFolder: join(contentFolder, 'images'), documents, ...readCaptures(capturesFolder) };
}

/**
 * Which documents the arguments mean: files, folders, or slugs; all of them without arguments.
 * @throws SnippetsError `nothing-to-run`, with every argument that means none
 */
export function select(workspace: Workspace, paths: readonly string[], cwd: string): readonly Document[] {
  const { documents, unmatched } = matchesOf(workspace, paths, cwd);
  if (unmatched.length > 0) throw noMatch(workspace, unmatched);
  return documents;
}

/** The documents that are meant, and the arguments that mean none. */
export function matchesOf(
  workspace: Workspace,
  paths: readonly string[],
  cwd: string,
): { readonly documents: readonly Document[]; readonly unmatched: readonly string[] } {
  if (paths.length === 0 && workspace.documents.length === 0) {
    throw new SnippetsError('nothing-to-run', 'there is no page', `pages are MDX files below content/${SOURCE_LOCALE}`);
  }
  if (paths.length === 0) return { documents: workspace.documents, unmatched: [] };
  const unmatched: string[] = [];
  const chosen = new Set<Document>();
  for (const path of paths) {
    const matches = workspace.documents.filter((document) => isMeant(document, path, cwd));
    if (matches.length === 0) unmatched.push(path);
    for (const match of matches) chosen.add(match);
  }
  return { documents: workspace.documents.filter((document) => chosen.has(document)), unmatched };
}

export function noMatch(workspace: Workspace, unmatched: readonly string[]): SnippetsError {
  const slugs = new Set(workspace.documents.map(({ slug }) => slug));
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
export function sourcesOf(workspace: Workspace, selection: readonly Document[]): readonly Document[] {
  const slugs = new Set(selection.map(({ slug }) => slug));
  return workspace.documents.filter(({ slug, locale }) => locale === SOURCE_LOCALE && slugs.has(slug));
}

function documentAt(path: string, contentFolder: string, cwd: string): Document[] {
  const place = placeOf(contentFolder, path);
  if (!place) return [];
  return [new Document(path, relative(cwd, path) || path, place)];
}

function isMeant({ path, slug }: Document, argument: string, cwd: string): boolean {
  const asked = resolve(cwd, argument);
  if (existsSync(asked)) return path === asked || path.startsWith(`${asked.replace(/\/$/, '')}/`);
  return slug === argument;
}

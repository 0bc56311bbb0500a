/** The page files of a checkout, each parsed at most once, and the selection of them by arguments. */
import { existsSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type FolderTree, folderTree } from '../base/folder-tree.ts';
import { didYouMean } from '../base/nearest.ts';
import { LARGEST_RECORD } from '../base/read-file.ts';
import { SnippetsError } from '../model/error.ts';
import { type CapturesRead, captureFile, readCaptures } from '../tutorial/capture/read.ts';
import { isDocument, isMdxFile } from '../tutorial/markdown/formats.ts';
import { withBeginning } from '../tutorial/page/beginning.ts';
import { type ParseResult, parsePage, parsePages } from '../tutorial/page/parse-page.ts';
import { type Locale, SOURCE_LOCALE } from '../tutorial/page.ts';
import { type PageKey, pageKeyOf } from '../tutorial/page-key.ts';
import type { ParsedPage } from '../tutorial/parsed-page.ts';
import type { Problem } from '../tutorial/problem.ts';
import type { CommandContext } from './command.ts';
import { readable, readableText } from './readable.ts';

export interface Workspace extends CapturesRead {
  readonly capturesFolder: string;
  /** Returns a path relative to the working directory, so that a terminal can make it a link. */
  readonly shown: (path: string) => string;
  readonly imagesFolder: string;
  readonly pageFiles: readonly PageFile[];
  /** What is in the content folder. */
  readonly content: FolderTree;
  /** Returns a path below the content folder as `shown` does. */
  readonly shownInContent: (name: string) => string;
}

/** The file of a page. It is read and parsed when first needed, because only `lint` needs all of them. */
export class PageFile {
  /** Relative to the working directory, so that a terminal can make it a link. */
  readonly file: string;
  readonly path: string;
  readonly slug: string;
  readonly locale: Locale;
  readonly #all: () => readonly PageFile[];
  #source: string | undefined;
  #parsed: ParseResult | undefined;
  #whole: ParseResult | undefined;

  /** @param all returns the files of all pages: this one may begin with another */
  constructor(path: string, file: string, { slug, locale }: PageKey, all: () => readonly PageFile[]) {
    this.#all = all;
    this.path = path;
    this.file = file;
    this.slug = slug;
    this.locale = locale;
  }

  /** @throws SnippetsError `document-not-readable` */
  get source(): string {
    this.#source ??= readableText(this.path);
    return this.#source;
  }

  /** Undefined if the file is not valid MDX, or takes too long to parse. */
  get page(): ParsedPage | undefined {
    return this.#result().page;
  }

  get problems(): readonly Problem[] {
    return this.#result().problems;
  }

  /** Parses all of these files that are not parsed yet. For many files, this takes less time than one by one. */
  static parseAll(pageFiles: readonly PageFile[]): void {
    const left = pageFiles.filter((pageFile) => !pageFile.#parsed);
    const results = parsePages(
      left.map(({ file, source, slug, locale }) => ({ file, text: source, key: { slug, locale } })),
    );
    for (const [index, pageFile] of left.entries()) pageFile.#parsed = results[index];
  }

  #result(): ParseResult {
    const sources = () => this.#all().filter(({ locale }) => locale === SOURCE_LOCALE);
    this.#whole ??= withBeginning(this.parsedAlone(), {
      find: (wanted) =>
        sources()
          .find(({ slug }) => slug === wanted)
          ?.parsedAlone(),
      slugs: () => sources().map(({ slug }) => slug),
    });
    return this.#whole;
  }

  /** Parses the file without looking at other pages. */
  private parsedAlone(): ParseResult {
    this.#parsed ??= parsePage(this.file, this.source, { slug: this.slug, locale: this.locale });
    return this.#parsed;
  }
}

/** @throws SnippetsError `nothing-to-run` if there is no content folder; `document-not-readable` */
export function readWorkspace({ contentFolder, cwd }: Pick<CommandContext, 'contentFolder' | 'cwd'>): Workspace {
  if (!existsSync(contentFolder)) {
    throw new SnippetsError('nothing-to-run', `there is no folder ${contentFolder}`, CONTENT_HINT);
  }
  if (!statSync(contentFolder).isDirectory()) {
    throw new SnippetsError('option-invalid', `${contentFolder} is not a folder`, CONTENT_HINT);
  }
  const content = readable(contentFolder, () => folderTree(contentFolder, { isLeftOut, most: MOST_FILES }));
  // A folder with the name of a page is not passed over: whoever reads it says that it is a folder.
  const names = [...content.files, ...content.folders].sort();
  const all = (): readonly PageFile[] => pageFiles;
  const pageFiles = names.flatMap((name) => pageFileAt(join(contentFolder, name), contentFolder, cwd, all));
  const capturesFolder = join(contentFolder, 'captures');
  const shown = (path: string) => relative(cwd, path) || path;
  const imagesFolder = join(contentFolder, 'images');
  const read = (file: string) => readableText(file, { largest: LARGEST_RECORD });
  const files = names.filter((name) => name.startsWith('captures/')).map((name) => name.slice('captures/'.length));
  const captures = readCaptures(capturesFolder, { files, shown, read });
  const shownInContent = (name: string) => shown(join(contentFolder, name));
  return { capturesFolder, shown, imagesFolder, pageFiles, content, shownInContent, ...captures };
}

/** Leaves out the locks of Emacs, which are links to nowhere, and what macOS writes beside files of other disks. */
function isLeftOut(name: string): boolean {
  return name.startsWith('.#') || name.startsWith('._');
}

/** So many files are never meant: a link leads to a folder such as `/`, or `--content` names one. */
const MOST_FILES = 100_000;

/** Returns the path of a slug's capture file, as problems show it. */
export function captureName({ capturesFolder, shown }: Workspace, slug: string): string {
  return shown(captureFile(capturesFolder, slug));
}

const CONTENT_HINT = 'name the folder that has the pages: --content FOLDER';

/**
 * Returns the page files that the arguments name by file, folder or slug; without arguments, all of them.
 * @throws SnippetsError `nothing-to-run`, which lists every argument that matches no page
 */
export function select(workspace: Workspace, paths: readonly string[], cwd: string): readonly PageFile[] {
  const { pageFiles, unmatched } = matchesOf(workspace, paths, cwd);
  if (unmatched.length > 0) throw noMatch(workspace, unmatched);
  return pageFiles;
}

/** Returns the matching page files, and the arguments that match none. */
export function matchesOf(
  workspace: Workspace,
  paths: readonly string[],
  cwd: string,
): { readonly pageFiles: readonly PageFile[]; readonly unmatched: readonly string[] } {
  if (paths.length === 0 && workspace.pageFiles.length === 0) {
    throw new SnippetsError(
      'nothing-to-run',
      'there are no pages',
      `pages are MDX files in ${SOURCE_LOCALE}/, in the content folder`,
    );
  }
  if (paths.length === 0) return { pageFiles: workspace.pageFiles, unmatched: [] };
  const unmatched: string[] = [];
  const chosen = new Set<PageFile>();
  for (const path of paths) {
    const matches = workspace.pageFiles.filter(meantBy(path, cwd));
    if (matches.length === 0) unmatched.push(path);
    for (const match of matches) chosen.add(match);
  }
  return { pageFiles: workspace.pageFiles.filter((pageFile) => chosen.has(pageFile)), unmatched };
}

export function noMatch(workspace: Workspace, unmatched: readonly string[]): SnippetsError {
  const slugs = new Set(workspace.pageFiles.map(({ slug }) => slug));
  const messages = unmatched.map((path) => `no page matches ${path}${didYouMean(path, slugs)}`);
  return new SnippetsError(
    'nothing-to-run',
    messages.join('\n  '),
    unmatched.some((path) => isDocument(path) && !isMdxFile(path))
      ? 'a Markdown file must exist, and be outside of the content folder; capture accepts no Markdown files'
      : `give files, folders or slugs; the slugs are: ${[...slugs].join(', ')}`,
  );
}

/** Returns the source pages of a selection. A translation selects its source, which has the snippets. */
export function sourcesOf(workspace: Workspace, selection: readonly PageFile[]): readonly PageFile[] {
  const slugs = new Set(selection.map(({ slug }) => slug));
  return workspace.pageFiles.filter(({ slug, locale }) => locale === SOURCE_LOCALE && slugs.has(slug));
}

function pageFileAt(path: string, contentFolder: string, cwd: string, all: () => readonly PageFile[]): PageFile[] {
  const place = pageKeyOf(contentFolder, path);
  if (!place) return [];
  return [new PageFile(path, relative(cwd, path) || path, place, all)];
}

/** Looks at the disk once for an argument, not once for each page: both may be thousands. */
function meantBy(argument: string, cwd: string): (pageFile: PageFile) => boolean {
  const asked = resolve(cwd, argument);
  if (!existsSync(asked)) return ({ slug }) => slug === argument;
  const folder = `${asked.replace(/\/$/, '')}/`;
  return ({ path }) => path === asked || path.startsWith(folder);
}

/** Selects the pages and plain Markdown files that the arguments of a command name. */
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { COMMAND } from '../base/installation.ts';
import { didYouMean, listed } from '../base/nearest.ts';
import { imageNames } from '../lab/images/image-recipes.ts';
import { SnippetsError } from '../model/error.ts';
import type { DocumentConfig } from '../tutorial/config/config.ts';
import { isExactReference } from '../tutorial/docker-commands.ts';
import { neededImages, usesOf } from '../tutorial/markdown/images.ts';
import { parseMarkdown } from '../tutorial/markdown/parse-markdown.ts';
import { COMMANDS_HINT } from '../tutorial/markdown/what-to-read.ts';
import type { MarkdownDocument } from '../tutorial/page.ts';
import type { Problem } from '../tutorial/problem.ts';
import { filledSnippets, givenValues, namesIn } from '../tutorial/snippet/placeholder.ts';
import type { CommandContext } from './command.ts';
import { checkSet, configuredFiles, type RepositoryConfig, readConfig } from './config.ts';
import { filesBeside } from './files-beside.ts';
import { type DocumentFiles, documentFiles, readDocument, type UnreadFile } from './markdown-files.ts';
import { matchesOf, noMatch, type PageFile, type Workspace } from './workspace.ts';

/** Where documents are looked for, and which configuration they have. */
export type DocumentContext = Pick<CommandContext, 'choice' | 'contentFolder' | 'cwd'>;

export interface MarkdownOptions {
  /** Images for the labs, in addition to those that the documents name. */
  readonly images: readonly string[];
  /** Replace the outputs in the documents by what was printed. */
  readonly update: boolean;
  /** Succeed although the documents have nothing to run. */
  readonly allowEmpty?: boolean;
}

export interface MarkdownFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly document: MarkdownDocument;
  readonly problems: readonly Problem[];
  /** Parses another version of the file. */
  parse(bytes: Uint8Array): Pick<MarkdownFile, 'document' | 'problems'>;
}

export interface Selection {
  readonly pageFiles: readonly PageFile[];
  readonly markdown: readonly MarkdownFile[];
  /** Documents at the paths that are not read, relative to the working directory. */
  readonly unread: readonly UnreadFile[];
  /** Mistakes in the repository's `snippets.yaml`. */
  readonly configProblems: readonly Problem[];
  /** Path of the `snippets.yaml` that says how the documents are read; undefined if there is none. */
  readonly configFile: string | undefined;
}

/**
 * Returns the pages and Markdown documents that the arguments name. An argument that names no page may be a
 * Markdown file, or a folder of them, outside of the content folder. Without arguments, the documents that the
 * repository's `snippets.yaml` names are meant, and the pages if the content folder is in the same folder; without such
 * a file, all pages.
 * @param options undefined if only pages are accepted
 * @throws SnippetsError `nothing-to-run`, which lists every argument that matches nothing; `option-invalid`
 */
export function selectAny(
  workspace: Workspace,
  paths: readonly string[],
  options: MarkdownOptions | undefined,
  context: DocumentContext,
): Selection {
  if (!options) {
    const { pageFiles } = selectNamed(workspace, paths, false, context);
    return { pageFiles, markdown: [], unread: [], configProblems: [], configFile: undefined };
  }
  const known = imageNames(workspace.imagesFolder);
  const config = readConfig(context.choice ?? {}, known, context);
  const configured = paths.length === 0 ? configuredFiles(config) : undefined;
  const { pageFiles, files, unread } = configured
    ? { pageFiles: pagesBeside(config, workspace, context), ...outsideOfContent(configured, context) }
    : selectNamed(workspace, paths, true, context);
  checkOptions(options, files, pageFiles, known);
  const markdown = files.map((path) => readMarkdown(path, options.images, config.config, known, context));
  checkSet(config, new Set(markdown.flatMap(({ bytes }) => namesIn(Buffer.from(bytes).toString()))));
  // A run of pages does not need the file.
  const configProblems = files.length > 0 || paths.length === 0 ? config.problems : [];
  return {
    pageFiles,
    markdown,
    unread: unread.map((each) => ({ ...each, path: relative(context.cwd, each.path) })),
    configProblems,
    configFile: markdown.length > 0 ? config.path : undefined,
  };
}

function selectNamed(
  workspace: Workspace,
  paths: readonly string[],
  acceptsMarkdown: boolean,
  context: DocumentContext,
): Pick<Selection, 'pageFiles'> & DocumentFiles {
  const { pageFiles, unmatched } = matchesOf(workspace, paths, context.cwd);
  const found = unmatched.map((path) => ({ path, ...(acceptsMarkdown ? filesAt(path, context) : NO_FILES) }));
  const missed = found.filter(({ files }) => files.length === 0);
  if (missed.length > 0) throw noDocument(workspace, missed, context);
  const files = [...new Set(found.flatMap((each) => each.files))];
  return { pageFiles, files, unread: found.flatMap(({ unread }) => unread) };
}

const NO_FILES: DocumentFiles = { files: [], unread: [] };

function noDocument(
  workspace: Workspace,
  missed: readonly (DocumentFiles & { readonly path: string })[],
  { cwd }: DocumentContext,
): SnippetsError {
  const unread = missed.flatMap((each) => each.unread);
  const [first] = unread;
  if (!first) {
    return noMatch(
      workspace,
      missed.map(({ path }) => path),
    );
  }
  const lines = unread.map(({ path, format }) => {
    const why = format === undefined ? 'its name is not UTF-8' : `it is ${format}`;
    return `${relative(cwd, path)} is not read: ${why}`;
  });
  return new SnippetsError(
    'nothing-to-run',
    lines.join('\n  '),
    first.format === undefined ? 'rename it' : 'documents are Markdown (.md, .markdown) or MDX (.mdx)',
  );
}

/** Returns all pages if they are in the repository of a `snippets.yaml`. */
function pagesBeside(
  { path = '' }: RepositoryConfig,
  { pageFiles }: Workspace,
  { contentFolder }: DocumentContext,
): readonly PageFile[] {
  return contentFolder.startsWith(dirname(path) + sep) ? pageFiles : [];
}

/** @throws SnippetsError `nothing-to-run` if none of the documents has a block that can be run */
export function checkAnyRuns(documents: readonly MarkdownDocument[]): void {
  if (documents.some(({ snippets }) => snippets.length > 0)) return;
  throw new SnippetsError('nothing-to-run', 'none of the documents has a block that can be run', BLOCK_HINT);
}

const BLOCK_HINT = `blocks of console, sh and other shells, and those without a language, are run if they begin with "$ "; ${COMMANDS_HINT}`;

function filesAt(path: string, context: DocumentContext): DocumentFiles {
  return outsideOfContent(documentFiles(resolve(context.cwd, path)), context);
}

function outsideOfContent({ files, unread }: DocumentFiles, { contentFolder }: DocumentContext): DocumentFiles {
  // A name that is not UTF-8 cannot be followed.
  const realPath = (file: string) =>
    existsSync(file) ? realpathSync(file) : join(realpathSync(dirname(file)), basename(file));
  const inside = realpathSync(contentFolder) + sep;
  const isOutside = (file: string) => !realPath(file).startsWith(inside);
  return { files: files.filter(isOutside), unread: unread.filter(({ path }) => isOutside(path)) };
}

function checkOptions(
  { images, update }: MarkdownOptions,
  files: readonly string[],
  pageFiles: readonly PageFile[],
  known: readonly string[],
): void {
  const invalid = (message: string, hint: string) => new SnippetsError('option-invalid', message, hint);
  if (update && (files.length === 0 || pageFiles.length > 0)) {
    throw invalid(
      '--update needs Markdown files and no pages',
      `name Markdown files; for pages use \`${COMMAND} capture\``,
    );
  }
  if (images.length > 0 && files.length === 0) {
    throw invalid('--image needs a Markdown file', 'a page names its images in its front matter');
  }
  const unknown = images.filter((image) => !known.includes(image) && !isExactReference(image));
  if (unknown.length > 0)
    throw invalid(
      `labs have no image ${listed(unknown)}${didYouMean(unknown[0] ?? '', known)}`,
      `there are: ${known.join(', ')}; another is pulled if it is named with its tag, such as redis:7`,
    );
}

function readMarkdown(
  path: string,
  asked: readonly string[],
  config: DocumentConfig,
  knownImages: readonly string[],
  { cwd }: DocumentContext,
): MarkdownFile {
  const file = relative(cwd, path) || path;
  const bytes = readDocument(path);
  const images = [...config.images, ...asked];
  const parse = (version: Uint8Array) => {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(version);
    return parseMarkdown({ file, text, images, knownImages, config });
  };
  return { path, bytes, parse, ...parse(bytes) };
}

/** Adds to a document's lab the files beside it that its commands need. Only a run looks for them. */
export function withFilesBeside(file: MarkdownFile, { imagesFolder }: Workspace): MarkdownFile {
  // Another version has other outputs and the same commands, so it needs the same files.
  const { files, leftOut, images } = filesBeside(file.path, file.document);
  const filled = filledSnippets(file.document.snippets, new Map(Object.entries(givenValues(file.document))));
  const needed = neededImages([...images, ...usesOf(filled)], imageNames(imagesFolder));
  const added = ({ document, problems }: Pick<MarkdownFile, 'document' | 'problems'>) => {
    const { lab: own } = document;
    const lab = {
      ...own,
      images: [...new Set([...own.images, ...needed.known])],
      references: [...new Set([...(own.references ?? []), ...needed.references])],
      ...(files && { files }),
    };
    return { document: { ...document, lab, leftOut: [...leftOut, ...document.leftOut] }, problems };
  };
  return { ...file, ...added(file), parse: (version) => added(file.parse(version)) };
}

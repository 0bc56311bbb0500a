/** Plain Markdown documents among the arguments of a command. */
import { existsSync, realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { didYouMean, listed } from '../base/nearest.ts';
import { imageNames } from '../lab/images/image-recipes.ts';
import { SnippetsError } from '../model/error.ts';
import { parseMarkdown } from '../tutorial/markdown/parse-markdown.ts';
import type { MarkdownDocument } from '../tutorial/page.ts';
import type { Problem } from '../tutorial/problem.ts';
import type { CommandContext } from './command.ts';
import { markdownFiles, readDocument } from './markdown-files.ts';
import { matchesOf, noMatch, type PageFile, type Workspace } from './workspace.ts';

export interface MarkdownOptions {
  /** Images for the labs, besides those that the documents name. */
  readonly images: readonly string[];
  /** Put what is printed in place of what is shown. */
  readonly update: boolean;
}

export interface MarkdownFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly document: MarkdownDocument;
  readonly problems: readonly Problem[];
  /** Parses another version of it. */
  parse(bytes: Uint8Array): Pick<MarkdownFile, 'document' | 'problems'>;
}

export interface Selection {
  readonly pageFiles: readonly PageFile[];
  readonly markdown: readonly MarkdownFile[];
}

/**
 * Which pages and Markdown documents the arguments mean: what is no page, and lies outside of the
 * content folder, may be a document or a folder of them.
 * @param options undefined where only pages are meant
 * @throws SnippetsError `nothing-to-run`, with every argument that means none; `option-invalid`
 */
export function selectAny(
  workspace: Workspace,
  paths: readonly string[],
  options: MarkdownOptions | undefined,
  context: CommandContext,
): Selection {
  const { pageFiles, unmatched } = matchesOf(workspace, paths, context.cwd);
  const found = unmatched.map((path) => ({ path, files: options ? filesAt(path, context) : [] }));
  const missed = found.filter(({ files }) => files.length === 0).map(({ path }) => path);
  if (missed.length > 0) throw noMatch(workspace, missed);
  const files = [...new Set(found.flatMap((each) => each.files))];
  if (options) checkOptions(options, files, pageFiles, workspace);
  return { pageFiles, markdown: files.map((path) => readMarkdown(path, options?.images ?? [], workspace, context)) };
}

function filesAt(path: string, { cwd, contentFolder }: CommandContext): readonly string[] {
  return markdownFiles(resolve(cwd, path)).filter((file) => !realpathSync(file).startsWith(contentFolder + sep));
}

function checkOptions(
  { images, update }: MarkdownOptions,
  files: readonly string[],
  pageFiles: readonly PageFile[],
  { imagesFolder }: Workspace,
): void {
  const invalid = (message: string, hint: string) => new SnippetsError('option-invalid', message, hint);
  if (update && (files.length === 0 || pageFiles.length > 0)) {
    throw invalid('--update is for Markdown documents', 'name them; what pages print is written by `snippets capture`');
  }
  if (images.length > 0 && files.length === 0) {
    throw invalid('--image is for Markdown documents', 'a page names its images in its front matter');
  }
  const known = knownImages(imagesFolder);
  const unknown = images.filter((image) => !known.includes(image));
  if (unknown.length > 0)
    throw invalid(
      `there is no image ${listed(unknown)} for labs${didYouMean(unknown[0] ?? '', known)}`,
      `there are: ${known.join(', ')}`,
    );
}

function readMarkdown(
  path: string,
  images: readonly string[],
  { imagesFolder }: Workspace,
  { cwd }: CommandContext,
): MarkdownFile {
  const file = relative(cwd, path) || path;
  const bytes = readDocument(path);
  const parse = (version: Uint8Array) => {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(version);
    return parseMarkdown({ file, text, images, knownImages: knownImages(imagesFolder) });
  };
  return { path, bytes, parse, ...parse(bytes) };
}

function knownImages(imagesFolder: string): readonly string[] {
  return existsSync(imagesFolder) ? imageNames(imagesFolder) : [];
}

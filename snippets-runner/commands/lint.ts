import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { SnippetsError } from '../model/error.ts';
import { leftOutCount, leftOutReport, notesReport, promptHints, unreadReport } from '../report/left-out.ts';
import { problemsReport } from '../report/problems.ts';
import { count } from '../report/style.ts';
import { type ParsedGlossary, parseGlossary } from '../tutorial/glossary/parse-glossary.ts';
import { markTranslated } from '../tutorial/page/mark-translated.ts';
import { linkedSlug, urlParts } from '../tutorial/page/page-link.ts';
import { SOURCE_LOCALE } from '../tutorial/page.ts';
import { pageFile } from '../tutorial/page-key.ts';
import type { Problem } from '../tutorial/problem.ts';
import type { CommandContext, ExitCode } from './command.ts';
import { checkAnyRuns, selectAny } from './markdown.ts';
import { replaceDocument } from './markdown-files.ts';
import { allMistakes } from './mistakes.ts';
import { checkIsNamed, checkIsOwn } from './own-content.ts';
import { readableText } from './readable.ts';
import { captureName, type PageFile, readWorkspace, select, type Workspace } from './workspace.ts';

export interface LintOptions {
  /** Mark the translations as up to date with their sources, instead of looking for mistakes. */
  readonly translated: boolean;
  /** Succeed although the documents have nothing to run. */
  readonly allowEmpty?: boolean;
}

/**
 * Reports every problem of the documents that can be found without a daemon.
 * @throws SnippetsError `nothing-to-run` if there are only Markdown files, and none has a block that can be run, or if
 *   nothing is named where all pages are those of the npm package
 */
export function lint(
  paths: readonly string[],
  { translated, allowEmpty = false }: LintOptions,
  context: CommandContext,
): ExitCode {
  checkIsNamed(paths, context);
  const workspace = readWorkspace(context);
  if (translated) return recordTranslated(workspace, select(workspace, paths, context.cwd), context);
  const selected = selectAny(workspace, paths, { images: [], update: false }, context);
  const { pageFiles: selection, markdown, unread, configProblems } = selected;

  const ofPages =
    selection.length > 0 ? problemsOf(workspace, paths.length === 0 ? undefined : { paths, selection }, context) : [];
  const reported = [...ofPages, ...configProblems, ...markdown.flatMap((document) => document.problems)];
  const { print, style } = context.io;
  const documents = markdown.map(({ document }) => document);
  for (const document of documents.filter(({ leftOut }) => leftOut.length > 0)) print(leftOutReport(document, style));
  for (const line of unreadReport(unread, style)) print(line);
  for (const document of documents.filter(({ notes }) => notes.length > 0)) print(notesReport(document, style));
  if (selection.length === 0 && documents.length > 0 && reported.length === 0 && !allowEmpty) checkAnyRuns(documents);
  const summary = problemsReport(reported, style);
  const leftOut = documents.flatMap((document) => document.leftOut);
  print([summary, ...leftOutCount(leftOut.length, style), ...promptHints(leftOut, style)].join('\n'));
  return reported.length === 0 ? 0 : 1;
}

/** Returns whether one of the paths is a folder above the file. */
function isBelow(file: string, paths: readonly string[], { cwd }: CommandContext): boolean {
  return paths.some((path) => resolve(cwd, file).startsWith(resolve(cwd, path) + sep));
}

/**
 * Returns the problems of some pages and of their captures, of files below the paths that are not read, and of what
 * could not be read although these pages are compared with it: without that, they would seem to be right.
 * @param chosen undefined for everything
 */
function problemsOf(
  workspace: Workspace,
  chosen: { readonly paths: readonly string[]; readonly selection: readonly PageFile[] } | undefined,
  context: CommandContext,
): readonly Problem[] {
  const { glossary, problems } = readGlossary(context);
  const mistakes = allMistakes(workspace, glossary);
  if (!chosen) return [...problems, ...mistakes];
  const { paths, selection } = chosen;
  const unread = selection.flatMap((pageFile) => comparedWith(pageFile, workspace)).filter(({ page }) => !page);
  const files = new Set([
    ...selection.flatMap(({ file, slug }) => [file, captureName(workspace, slug)]),
    ...unread.map(({ file }) => file),
  ]);
  const isNamed = ({ code, file }: Problem) =>
    files.has(file) || (code === 'file-not-read' && isBelow(file, paths, context));
  return [...problems, ...mistakes.filter(isNamed)];
}

/** Returns the files of the page that a page translates, and of those that it links to. */
function comparedWith({ page, slug, locale }: PageFile, { pageFiles }: Workspace): readonly PageFile[] {
  const linked = page?.links.map(({ url }) => linkedSlug(urlParts(url)?.path ?? '', page)) ?? [];
  const slugs = new Set(linked);
  return pageFiles.filter(
    (other) =>
      (other.locale === SOURCE_LOCALE && other.slug === slug) || (other.locale === locale && slugs.has(other.slug)),
  );
}

function readGlossary({ contentFolder, cwd }: CommandContext): {
  glossary: ParsedGlossary | undefined;
  problems: readonly Problem[];
} {
  const path = join(contentFolder, 'glossary.yaml');
  if (!existsSync(path)) return { glossary: undefined, problems: [] };
  const source = readableText(path);
  return parseGlossary(relative(cwd, path), source);
}

/**
 * @throws SnippetsError `nothing-to-run` if the selection has no translation; `document-not-writable`; `option-invalid`
 *   if the pages are those of the npm package
 */
function recordTranslated(workspace: Workspace, selection: readonly PageFile[], context: CommandContext): ExitCode {
  checkIsOwn(context);
  const { io, contentFolder } = context;
  const translations = selection.filter(({ locale }) => locale !== SOURCE_LOCALE);
  if (translations.length === 0) {
    throw new SnippetsError(
      'nothing-to-run',
      'none of these pages is a translation',
      'name a translation, such as content/zh-cn/attach.mdx',
    );
  }
  let changed = 0;
  let impossible = 0;
  for (const translation of translations) {
    const { path, locale, source, file } = translation;
    const marked = markedSource(translation, workspace);
    if ('why' in marked) {
      io.print(`${io.style.red('not marked')} ${file}: ${marked.why}`);
      impossible++;
    } else if (marked.text !== source) {
      replaceDocument(path, Buffer.from(source), Buffer.from(marked.text), join(contentFolder, locale));
      io.print(`marked ${file} as up to date`);
      changed++;
    }
  }
  const current = translations.length - changed - impossible;
  const others = impossible > 0 ? `, ${impossible} that cannot be marked` : '';
  io.print(`${count(changed, 'translation')} marked, ${current} already up to date${others}`);
  return impossible > 0 ? 1 : 0;
}

/** Returns the text of a translation that is marked as up to date, or why it cannot be. */
function markedSource(
  { slug, source }: PageFile,
  { pageFiles, shownInContent }: Workspace,
): { readonly text: string } | { readonly why: string } {
  const original = pageFiles.find((each) => each.slug === slug && each.locale === SOURCE_LOCALE);
  if (!original) return { why: `it has no source, ${shownInContent(pageFile('', { slug, locale: SOURCE_LOCALE }))}` };
  if (!original.page) return { why: `${original.file} cannot be parsed` };
  const text = markTranslated(
    source,
    original.page.sections.map(({ proseHash }) => proseHash),
  );
  return text === undefined ? { why: 'its front matter is missing, or no valid YAML' } : { text };
}

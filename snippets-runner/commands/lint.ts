import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { captureFile } from '../captures/read.ts';
import { imageNames } from '../lab/image-recipes.ts';
import { type PlacedGlossary, parseGlossary } from '../lint/glossary.ts';
import { markTranslated } from '../lint/mark-translated.ts';
import { lintPages } from '../lint/pages.ts';
import type { Capture } from '../model/capture.ts';
import { SnippetsError } from '../model/error.ts';
import { SOURCE_LOCALE } from '../model/page.ts';
import type { Problem } from '../model/problem.ts';
import { leftOutReport } from '../report/left-out.ts';
import { problemsReport } from '../report/problems.ts';
import { count } from '../report/style.ts';
import type { CommandContext, ExitCode } from './command.ts';
import { selectAny } from './markdown.ts';
import { type Document, readWorkspace, select, type Workspace } from './workspace.ts';

export interface LintOptions {
  /** Record that the translations are up to date with their sources, instead of looking for mistakes. */
  readonly translated: boolean;
}

/** Reports every problem of the documents that shows without a daemon. */
export function lint(paths: readonly string[], { translated }: LintOptions, context: CommandContext): ExitCode {
  const workspace = readWorkspace(context);
  if (translated) return recordTranslated(workspace, select(workspace, paths, context.cwd), context);
  const { documents: selection, markdown } = selectAny(workspace, paths, { images: [], update: false }, context);

  const problems = selection.length > 0 ? problemsOf(workspace, context) : [];
  const files = new Set(selection.flatMap(({ file, slug }) => [file, captureName(workspace, context, slug)]));
  const ofPages = paths.length === 0 ? problems : problems.filter(({ file }) => files.has(file));
  const asked = [...ofPages, ...markdown.flatMap((document) => document.problems)];
  for (const { document } of markdown) {
    if (document.leftOut.length > 0) context.io.print(leftOutReport(document, context.io.style));
  }
  context.io.print(problemsReport(asked, context.io.style));
  return asked.length === 0 ? 0 : 1;
}

function problemsOf(workspace: Workspace, context: CommandContext): readonly Problem[] {
  const { documents, captures, invalid, imagesFolder } = workspace;
  const { glossary, problems } = readGlossary(context);
  const between = lintPages({
    pages: documents.flatMap(({ page }) => page ?? []),
    unparsed: documents.filter(({ page }) => page === undefined),
    captures: new Map<string, Capture | Problem>([...captures, ...invalid]),
    captureFile: (slug) => captureName(workspace, context, slug),
    images: new Set(existsSync(imagesFolder) ? imageNames(imagesFolder) : []),
    glossary,
  });
  return [...documents.flatMap((document) => document.problems), ...problems, ...between];
}

function captureName({ capturesFolder }: Workspace, { cwd }: CommandContext, slug: string): string {
  return relative(cwd, captureFile(capturesFolder, slug));
}

function readGlossary({ contentFolder, cwd }: CommandContext): {
  glossary: PlacedGlossary | undefined;
  problems: readonly Problem[];
} {
  const path = join(contentFolder, 'glossary.yaml');
  if (!existsSync(path)) return { glossary: undefined, problems: [] };
  return parseGlossary(relative(cwd, path), readFileSync(path, 'utf8'));
}

/** @throws SnippetsError `nothing-to-run` when the selection has no translation */
function recordTranslated({ documents }: Workspace, selection: readonly Document[], { io }: CommandContext): ExitCode {
  const translations = selection.filter(({ locale }) => locale !== SOURCE_LOCALE);
  if (translations.length === 0) {
    throw new SnippetsError(
      'nothing-to-run',
      'there is no translation among these',
      `translations are below content/, beside ${SOURCE_LOCALE}/`,
    );
  }
  let changed = 0;
  for (const { path, slug, source, file } of translations) {
    const original = documents.find((document) => document.slug === slug && document.locale === SOURCE_LOCALE);
    if (!original?.page) continue;
    const marked = markTranslated(
      source,
      original.page.sections.map(({ proseHash }) => proseHash),
    );
    if (marked === source) continue;
    writeFileSync(path, marked);
    io.print(`marked ${file} as up to date`);
    changed++;
  }
  io.print(`${count(changed, 'translation')} marked, ${translations.length - changed} as before`);
  return 0;
}

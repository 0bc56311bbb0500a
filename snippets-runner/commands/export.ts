import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { COMMAND } from '../base/installation.ts';
import { checkReplaceable, replaceFile } from '../base/replace-file.ts';
import { SnippetsError } from '../model/error.ts';
import type { ExportFormat } from '../model/formats.ts';
import { castText } from '../report/cast.ts';
import { problemsReport } from '../report/problems.ts';
import type { Page } from '../tutorial/page.ts';
import { scriptText } from '../tutorial/page-script.ts';
import type { CommandContext, ExitCode } from './command.ts';
import { selectOne } from './select-one.ts';
import { readWorkspace, type Workspace } from './workspace.ts';

export interface ExportOptions {
  readonly format: ExportFormat;
  /** Undefined for standard output. */
  readonly output: string | undefined;
}

/** Exports the commands of a page as a script, or its capture as a terminal recording. */
export function exportPage(path: string, { format, output }: ExportOptions, context: CommandContext): ExitCode {
  const { io, cwd } = context;
  const workspace = readWorkspace(context);
  const { page, problems } = selectOne(workspace, path, format === 'cast' ? 'renewed' : 'ignored', context);
  if (!page || problems.length > 0) {
    io.print(problemsReport(problems, io.style));
    return 1;
  }
  const text = format === 'sh' ? scriptText(page) : castOf(page, workspace);
  if (output === undefined) {
    io.printExact(text.trimEnd());
    return 0;
  }
  const file = resolve(cwd, output);
  // A document's path is below the working directory, a page's below the content folder.
  for (const source of [resolve(cwd, path), resolve(cwd, page.file)]) checkOther(file, source);
  writeExport(file, `${text.trimEnd()}\n`, format);
  return 0;
}

/** Keeps a page from being replaced by its own script. Two names may be of one file. */
function checkOther(file: string, source: string): void {
  const [output, page] = [file, source].map((name) => statSync(name, { throwIfNoEntry: false }));
  if (!output?.isFile() || output.ino !== page?.ino || output.dev !== page.dev) return;
  throw new SnippetsError('option-invalid', `${file} is what is exported`, 'name another file for --output');
}

function castOf(page: Page, { captures }: Workspace): string {
  if (page.kind === 'document') {
    throw new SnippetsError(
      'option-invalid',
      `${page.file} is a Markdown file, which has no capture`,
      'use --format sh, or name a page',
    );
  }
  const capture = captures.get(page.slug);
  if (capture) return castText(capture, page.title);
  throw new SnippetsError(
    'nothing-to-run',
    `${page.file} has no capture to export: it was never captured`,
    `run: ${COMMAND} capture ${page.slug}`,
  );
}

function writeExport(file: string, text: string, format: ExportFormat): void {
  try {
    checkReplaceable(file);
    replaceFile(file, text, { mode: format === 'sh' ? 0o755 : undefined });
  } catch (error) {
    throw new SnippetsError(
      'option-invalid',
      `${file} cannot be written: ${(error as Error).message}`,
      `name another file, or make ${dirname(file)} writable`,
    );
  }
}

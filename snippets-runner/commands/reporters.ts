/** Writes the reports of a run where `--reporter NAME` and `--reporter NAME:FILE` say. */
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { relative } from 'node:path/posix';
import { didYouMean, listed } from '../base/nearest.ts';
import { checkReplaceable, replaceFile } from '../base/replace-file.ts';
import { visible } from '../base/visible.ts';
import { SnippetsError } from '../model/error.ts';
import { REPORTERS, type ReporterName } from '../model/formats.ts';
import type { RunReport } from '../model/report.ts';
import { githubReport } from '../report/github.ts';
import { jsonReport } from '../report/json.ts';
import { junitReport } from '../report/junit.ts';
import { markdownReport } from '../report/markdown.ts';
import { prettyReport, runSummary } from '../report/run.ts';
import { createStyle } from '../report/style.ts';
import type { CommandContext, Io } from './command.ts';

interface Destination {
  readonly name: ReporterName;
  /** Absolute; undefined for standard output. */
  readonly file: string | undefined;
}

export interface Reports {
  /** For everything else: texts for people go to standard error if a report for programs uses standard output. */
  readonly io: Io;
  /**
   * Checks that no report would replace a file that the command reads.
   * @param files absolute paths
   * @throws SnippetsError `option-invalid`
   */
  checkApart(files: readonly string[]): void;
  /**
   * Writes every report that can be written.
   * @throws SnippetsError `report-not-writable`
   */
  deliver(report: RunReport): void;
}

/**
 * Checks the options before anything runs.
 * @throws SnippetsError `option-invalid`, with every mistake
 */
export function openReports(options: readonly string[], context: CommandContext): Reports {
  const parsed = options.map((option) => parseReporter(option, context.cwd));
  const destinations = parsed.flatMap((each) => (typeof each === 'string' ? [] : each));
  const mistakes = [
    ...parsed.filter((each) => typeof each === 'string'),
    ...doubled(destinations),
    ...destinations.flatMap(unwritable),
  ];
  if (mistakes.length > 0) throw new SnippetsError('option-invalid', mistakes.join('\n  '), REPORTER_HINT);
  const printed = destinations.find(({ file }) => file === undefined)?.name ?? 'pretty';
  const { io } = context;
  return {
    io: printed === 'pretty' ? io : { ...io, print: io.verbosity === 'quiet' ? () => undefined : io.tell },
    checkApart: (files) => checkApart(destinations, files),
    deliver: (report) => {
      if (printed === 'pretty') summarise(report, io);
      else print(printed, textOf(printed, report, context), io);
      writeFiles(report, destinations, context);
    },
  };
}

const REPORTER_HINT = `reporters are ${REPORTERS.join(', ')}; with a file: --reporter junit:reports/junit.xml`;

/** @returns the destination, or a message if the option is invalid */
function parseReporter(option: string, cwd: string): Destination | string {
  const [, given = '', file] = /^([^:]*)(?::(.*))?$/su.exec(option) ?? [];
  const name = REPORTERS.find((each) => each === given);
  if (!name) return `there is no reporter "${given}"${didYouMean(given, REPORTERS)}`;
  if (file === '') return `--reporter ${option} names no file after the colon`;
  return { name, file: file === undefined || file === '/dev/stdout' ? undefined : resolve(cwd, file) };
}

function doubled(destinations: readonly Destination[]): readonly string[] {
  const places = Map.groupBy(destinations, ({ file }) => file ?? 'standard output');
  return [...places]
    .filter(([, { length }]) => length > 1)
    .map(([place, each]) => `reporters ${listed(each.map(({ name }) => name))} write to the same place: ${place}`);
}

function unwritable({ file }: Destination): readonly string[] {
  if (file === undefined) return [];
  try {
    checkReplaceable(file);
    return [];
  } catch (error) {
    return [`report ${file} cannot be written: ${(error as Error).message}`];
  }
}

function checkApart(destinations: readonly Destination[], files: readonly string[]): void {
  const toFiles = destinations.flatMap(({ name, file }) => (file === undefined ? [] : { name, file }));
  if (toFiles.length === 0) return;
  const read = new Set(files.map(realPath));
  const mistakes = toFiles
    .filter(({ file }) => read.has(realPath(file)))
    .map(({ name, file }) => `--reporter ${name}:${file} would replace a file that is read in this run`);
  if (mistakes.length > 0) throw new SnippetsError('option-invalid', mistakes.join('\n  '), REPORTER_HINT);
}

/** Follows links. A file that does not exist has only its name, and so does a pipe of the shell, such as `<(…)`. */
function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

/** Prints the last line. Pages and problems have been printed before. */
function summarise(report: RunReport, { print, style }: Io): void {
  const { kind } = report.ending;
  if (kind === 'refused' || kind === 'failed') return;
  print(runSummary(report, style));
}

function print(reporter: ReporterName, text: string, { printExact, printCommands }: Io): void {
  if (text === '') return;
  if (reporter === 'github') printCommands(text);
  else printExact(text);
}

function writeFiles(report: RunReport, destinations: readonly Destination[], context: CommandContext): void {
  const mistakes: string[] = [];
  for (const { name, file } of destinations) {
    if (file === undefined) continue;
    try {
      replaceFile(file, `${textOf(name, report, context)}\n`);
    } catch (error) {
      mistakes.push(`report ${file} cannot be written: ${(error as Error).message}`);
    }
  }
  if (mistakes.length > 0) {
    throw new SnippetsError(
      'report-not-writable',
      mistakes.join('\n  '),
      'free some disk space, or make the file writable',
    );
  }
}

function textOf(name: ReporterName, report: RunReport, { cwd, env, io }: CommandContext): string {
  switch (name) {
    case 'pretty':
      return visible(prettyReport(report, createStyle(false), io.verbosity === 'verbose'));
    case 'json':
      return jsonReport(report);
    case 'junit':
      return junitReport(report);
    case 'markdown':
      return markdownReport(report);
    case 'github':
      return githubReport(report, (file) => relative(env.GITHUB_WORKSPACE || cwd, resolve(cwd, file)));
  }
}

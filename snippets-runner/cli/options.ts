/** The options that several commands share, and the parsers of their values. */
import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError } from 'commander';
import { IS_PACKAGE } from '../base/installation.ts';
import { REPORTERS } from '../model/formats.ts';
import { MOST_SHARDS } from '../model/report.ts';
import type { Shard } from '../run/shards.ts';

/** A lab needs about one core and 200 MB of memory. */
const DEFAULT_JOBS = Math.min(4, availableParallelism());

const ALL_PAGES = 'files, folders or slugs; default: all pages';
/** For commands that read documents. */
export const PAGES_OR_FILES = `${ALL_PAGES}, or the files of snippets.yaml`;
/** For commands that check them: without a path, those of the npm package are not meant. */
export const CHECKED = IS_PACKAGE ? 'files, folders or slugs; default: the files of snippets.yaml' : PAGES_OR_FILES;

export interface RunFlags {
  readonly jobs: number;
  readonly bail?: true;
  readonly allowSkips?: true;
  readonly reporter?: readonly string[];
}

/** @param paths what the argument means */
export function withRunOptions(command: Command, paths = ALL_PAGES): Command {
  return withReports(
    command
      .argument('[paths...]', paths)
      .option('-j, --jobs <number>', 'number of pages to run at the same time', positiveInteger, DEFAULT_JOBS)
      .option('--bail', 'start no further page after the first that does not pass'),
  );
}

/** Adds the options of commands that report a run. */
export function withReports(command: Command): Command {
  return command
    .option('--allow-skips', 'succeed even if pages were skipped, because no engine can run them')
    .option(
      '--reporter <name[:file]>',
      `${REPORTERS.join(', ')}; with :file, written to that file; may be repeated`,
      gathered,
    );
}

/** Adds the options of commands that read documents. */
export function withDocumentOptions(command: Command): Command {
  return command
    .option(
      '--config <file>',
      'snippets.yaml for Markdown files; default: the nearest, up to the root of the repository',
    )
    .option('--no-config', 'use no snippets.yaml')
    .option('--set <name=value>', 'value of the placeholder <name> in Markdown files; may be repeated', gathered);
}

export function runOptions({ jobs, bail, allowSkips, reporter = [] }: RunFlags) {
  return { jobs, bail: bail === true, allowSkips: allowSkips === true, reporters: reporter };
}

/** Collects the values of an option that may be repeated. */
export function gathered(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function positiveInteger(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It must be a whole number, at least 1.');
  return number;
}

/** Parses a shard, such as `2/3`. */
export function shard(value: string): Shard {
  const [, index = 0, count = 0] = (/^(\d+)\/(\d+)$/u.exec(value) ?? []).map(Number);
  if (index < 1 || index > count) {
    throw new InvalidArgumentError('It must be a part and the number of parts, such as 1/3, 2/3 or 3/3.');
  }
  if (count > MOST_SHARDS) throw new InvalidArgumentError(`There can be ${MOST_SHARDS} parts at most.`);
  return { index, count };
}

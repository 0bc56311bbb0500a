/** `snippets practice`: an exercise in a lab of its own, in a terminal that can check it. */
import { COMMAND } from '../base/installation.ts';
import { didYouMean } from '../base/nearest.ts';
import { SnippetsError } from '../model/error.ts';
import { problemsReport } from '../report/problems.ts';
import type { EquippedLab } from '../run/prepared-lab.ts';
import type { Exercise, Locale, SitePage } from '../tutorial/page.ts';
import { LOCALES, SOURCE_LOCALE } from '../tutorial/page.ts';
import type { CommandContext, ExitCode } from './command.ts';
import { checkTerminal, chosenNode, withHandedLab } from './handed-lab.ts';
import { practiseIn, type ToldExercise } from './practice-session.ts';
import { PRACTICE_WORDS } from './practice-words.ts';
import { selectOne } from './select-one.ts';
import { readWorkspace, type Workspace } from './workspace.ts';

export interface PracticeOptions {
  /** Slug or file. Undefined: the exercises are listed. */
  readonly page: string | undefined;
  /** Id. Undefined: the only one of the page, or its exercises are listed. */
  readonly exercise: string | undefined;
  readonly node: string | undefined;
  /** Undefined: the language of this computer, if the pages have it. */
  readonly language: Locale | undefined;
}

export async function practice(options: PracticeOptions, context: CommandContext): Promise<ExitCode> {
  const { io } = context;
  const workspace = readWorkspace(context);
  const locale = options.language ?? spokenLocale(context.env);
  if (options.page === undefined) {
    io.print(list(pagesWithExercises(workspace), locale, workspace));
    return 0;
  }
  const { page, problems } = selectOne(workspace, options.page, 'ignored', context);
  if (!page || problems.length > 0) {
    io.print(problemsReport(problems, io.style));
    return 1;
  }
  if (page.kind !== 'page' || page.exercises.length === 0) {
    const hint = `${COMMAND} practice lists the pages that have some`;
    throw new SnippetsError('option-invalid', `${page.file} has no exercise`, hint);
  }
  const [only, ...others] = page.exercises;
  if (options.exercise === undefined && others.length > 0) {
    io.print(list([page], locale, workspace));
    return 0;
  }
  const exercise = options.exercise === undefined ? only : page.exercises.find(({ id }) => id === options.exercise);
  if (!exercise) {
    const ids = page.exercises.map(({ id }) => id);
    throw new SnippetsError(
      'option-invalid',
      `${page.file} has no exercise "${options.exercise}"${didYouMean(options.exercise ?? '', ids)}`,
      `it has: ${ids.join(', ')}`,
    );
  }
  checkTerminal();
  // Where there is something to do. The check may look from another node, such as that of a visitor.
  const solution = page.snippets.find(({ id }) => id === exercise.solution[0]);
  const node = chosenNode(page, options.node ?? solution?.node);
  const told = translated(workspace, page, exercise, locale);
  const next = page.exercises[page.exercises.indexOf(exercise) + 1];
  const { preparing, beginning } = PRACTICE_WORDS[told.locale];
  io.tell(io.style.dim(preparing));
  const use = (ready: EquippedLab) =>
    practiseIn(ready, { page, exercise, told, node, next: next && commandFor(page, next) }, context);
  await withHandedLab(page, workspace, context, use, beginning);
  return 0;
}

function commandFor({ slug }: SitePage, { id }: Exercise): string {
  return `${COMMAND} practice ${slug} ${id}`;
}

function pagesWithExercises({ pageFiles }: Workspace): readonly SitePage[] {
  const sources = pageFiles.filter(({ locale }) => locale === SOURCE_LOCALE);
  return sources.flatMap(({ page }) => (page && page.exercises.length > 0 ? [page] : []));
}

function list(pages: readonly SitePage[], locale: Locale, workspace: Workspace): string {
  if (pages.length === 0) return 'no page has an exercise';
  const rows = pages.flatMap((page) =>
    page.exercises.map((exercise) => ({
      command: commandFor(page, exercise),
      title: translated(workspace, page, exercise, locale).exercise.title,
    })),
  );
  const width = Math.max(...rows.map(({ command }) => command.length));
  return rows.map(({ command, title }) => `${command.padEnd(width)}  ${title}`).join('\n');
}

function translated(workspace: Workspace, page: SitePage, exercise: Exercise, locale: Locale): ToldExercise {
  const file = workspace.pageFiles.find((each) => each.slug === page.slug && each.locale === locale);
  const found = file?.page?.exercises.find(({ id }) => id === exercise.id);
  return file && found
    ? { exercise: found, locale, file: file.file }
    : { exercise, locale: page.locale, file: page.file };
}

/** Reads the locale of POSIX, such as `zh_CN.UTF-8`. */
function spokenLocale({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): Locale {
  const [language = ''] = (LC_ALL || LC_MESSAGES || LANG || '').toLowerCase().split(/[_.]/u);
  return LOCALES.find((locale) => locale.split('-')[0] === language) ?? SOURCE_LOCALE;
}

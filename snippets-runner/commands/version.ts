/** Reads a page or a document as it is now, with all that its run and its comparison depend on. */
import { resolve } from 'node:path';
import { SnippetsError } from '../model/error.ts';
import type { Capture } from '../tutorial/capture/capture.ts';
import { captureFile } from '../tutorial/capture/read.ts';
import { type Page, SOURCE_LOCALE } from '../tutorial/page.ts';
import type { Problem } from '../tutorial/problem.ts';
import { captureProblems } from './capture-problems.ts';
import type { CommandContext } from './command.ts';
import { hashOf, pageHash } from './fingerprint.ts';
import { selectAny, withFilesBeside } from './markdown.ts';
import { runMistakes } from './mistakes.ts';
import { type PageFile, readWorkspace, sourcesOf, type Workspace } from './workspace.ts';

export interface Version {
  /** Undefined if the file is not valid MDX. */
  readonly page: Page | undefined;
  /** Mistakes that keep it from running. */
  readonly mistakes: readonly Problem[];
  /** What else keeps `verify` from running it: its capture is not one of this page. */
  readonly captureProblems: readonly Problem[];
  readonly capture: Capture | undefined;
  /** The files that it depends on, the edited one first. Absolute paths. */
  readonly files: readonly string[];
  /** Changes with the text of the file, and with everything else above. */
  readonly hash: string;
}

/** @throws SnippetsError `option-invalid`, `nothing-to-run`, `document-not-readable` */
export function readVersion(path: string, images: readonly string[], context: CommandContext): Version {
  const workspace = readWorkspace(context);
  const selected = selectAny(workspace, [path], { images, update: false }, context);
  const markdown = selected.markdown.map((file) => withFilesBeside(file, workspace));
  const [source] = sourcesOf(workspace, selected.pageFiles);
  const [document] = markdown;
  const slugs = new Set(selected.pageFiles.map(({ slug }) => slug));
  if (slugs.size + markdown.length > 1) {
    throw new SnippetsError(
      'option-invalid',
      `${path} matches ${slugs.size + markdown.length} pages`,
      'name one of them',
    );
  }
  const mistakes = runMistakes({ ...selected, markdown }, 'ignored', workspace);
  const page = source?.page ?? document?.document;
  const capture = source && workspace.captures.get(source.slug);
  const problems = source ? captureProblems(source, workspace, 'compared') : [];
  const own = source?.path ?? document?.path ?? resolve(context.cwd, path);
  const files = [
    own,
    ...(selected.configFile === undefined ? [] : [selected.configFile]),
    ...beginsIn(source, workspace).map((each) => each.path),
    ...(source ? [captureFile(workspace.capturesFolder, source.slug)] : []),
    ...(page?.lab.files ? page.lab.files.names.map((name) => resolve(page.lab.files?.folder ?? '', name)) : []),
  ];
  const text = source?.source ?? document?.bytes.toString() ?? '';
  const hash = hashOf([text, page ? pageHash(page, capture) : '', JSON.stringify([mistakes, problems])]);
  return { page, mistakes, captureProblems: problems, capture, files, hash };
}

/** Returns the file of the page with whose snippets a page begins. */
function beginsIn(source: PageFile | undefined, { pageFiles }: Workspace): readonly PageFile[] {
  const slug = source?.page?.begins?.page;
  return pageFiles.filter((each) => each.slug === slug && each.locale === SOURCE_LOCALE);
}

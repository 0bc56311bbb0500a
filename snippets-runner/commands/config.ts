/** Finds and reads the `snippets.yaml` that says how documents are read, and the values of `--set`. */
import { existsSync, lstatSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { matchesGlob } from '../base/glob.ts';
import { didYouMean, listed, meantHint } from '../base/nearest.ts';
import { SnippetsError } from '../model/error.ts';
import { type DocumentConfig, NO_CONFIG, VALUE_NAME, VALUE_TEXT } from '../tutorial/config/config.ts';
import { parseConfig } from '../tutorial/config/parse-config.ts';
import { isExactReference } from '../tutorial/docker-commands.ts';
import type { Problem } from '../tutorial/problem.ts';
import { type DocumentFiles, documentFiles, type UnreadFile } from './markdown-files.ts';
import { readableText } from './readable.ts';

/** What the command line says about it. */
export interface ConfigChoice {
  /** Path of the file; false for none. Undefined: it is looked for from the working directory upward. */
  readonly config?: string | false | undefined;
  /** `NAME=VALUE`; these come before the values of the file. */
  readonly set?: readonly string[] | undefined;
}

export interface RepositoryConfig {
  /** Path of the file; undefined if there is none. */
  readonly path: string | undefined;
  readonly config: DocumentConfig;
  /** Mistakes in the file. */
  readonly problems: readonly Problem[];
  /** Names of the values of `--set`. */
  readonly set: readonly string[];
}

const NAME = 'snippets.yaml';

/**
 * @param knownImages of labs
 * @throws SnippetsError `option-invalid`, `document-not-readable`
 */
export function readConfig(
  { config: asked, set = [] }: ConfigChoice,
  knownImages: readonly string[],
  { cwd }: { readonly cwd: string },
): RepositoryConfig {
  const given = new Map(set.map(settingOf));
  const path = asked === undefined ? configAbove(cwd) : asked === false ? undefined : namedConfig(resolve(cwd, asked));
  const { config, problems } =
    path === undefined ? { config: NO_CONFIG, problems: [] } : read(path, relative(cwd, path) || path, knownImages);
  return {
    path,
    config: { ...config, values: new Map([...config.values, ...given]) },
    problems,
    set: [...given.keys()],
  };
}

/** Returns whether a file is found that says which documents are meant. */
export function namesFiles(choice: ConfigChoice | undefined, context: { readonly cwd: string }): boolean {
  return readConfig(choice ?? {}, [], context).config.files !== undefined;
}

/**
 * Returns the documents of a repository, by the patterns of its file. Undefined if it names none.
 * @throws SnippetsError `nothing-to-run` if no file matches; `document-not-readable`
 */
export function configuredFiles({ path, config }: RepositoryConfig): DocumentFiles | undefined {
  if (path === undefined || !config.files) return undefined;
  const { include, exclude } = config.files;
  const folder = dirname(path);
  const matches = (file: string, patterns: readonly string[]) => {
    const name = relative(folder, file).split(sep).join('/');
    return patterns.some((pattern) => matchesGlob(name, pattern));
  };
  const isMeant = (file: string) => matches(file, include) && !matches(file, exclude);
  // It is not known what is in a folder that cannot be read.
  const mayBeMeant = ({ path: file, isFolder }: UnreadFile) => (isFolder ? !matches(file, exclude) : isMeant(file));
  const found = documentFiles(folder);
  const files = found.files.filter(isMeant);
  if (files.length > 0) return { files, unread: found.unread.filter(mayBeMeant) };
  throw new SnippetsError(
    'nothing-to-run',
    `no document matches the files of ${path}`,
    `they include ${listed(include)}; hidden files, links and node_modules never match`,
  );
}

/**
 * Fails for a value that no document asks for: its name is probably mistyped.
 * @param named names between `<` and `>` in the documents
 * @throws SnippetsError `option-invalid`
 */
export function checkSet({ set }: RepositoryConfig, named: ReadonlySet<string>): void {
  const unused = set.filter((name) => !named.has(name));
  if (unused.length === 0) return;
  throw new SnippetsError(
    'option-invalid',
    unused.map((name) => `--set ${name}: no document has <${name}>${didYouMean(name, named)}`).join('\n  '),
    'write the name as it is between < and >, in the same letters',
  );
}

function settingOf(setting: string): readonly [name: string, value: string] {
  const [, name = '', value = ''] = /^([^=]*)=(.*)$/su.exec(setting) ?? [];
  if (VALUE_NAME.test(name) && VALUE_TEXT.test(value)) return [name, value];
  const isNamed = VALUE_NAME.test(name) || !setting.includes('=');
  const what = isNamed ? 'the value is not one line of text' : 'the name cannot stand between < and >';
  throw new SnippetsError('option-invalid', `--set ${setting}: ${what}`, 'write --set NAME=VALUE for <NAME>');
}

/** Returns the path of the nearest file, up to the root of the repository, or of the file system. */
function configAbove(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const path = join(folder, NAME);
    if (lstatSync(path, { throwIfNoEntry: false })) return path;
    if (existsSync(join(folder, '.git')) || folder === dirname(folder)) return undefined;
  }
}

function namedConfig(path: string): string {
  if (lstatSync(path, { throwIfNoEntry: false })) return path;
  throw new SnippetsError(
    'option-invalid',
    `there is no file ${path}`,
    'name a file: --config FILE; or write --no-config',
  );
}

function read(
  path: string,
  shown: string,
  knownImages: readonly string[],
): { readonly config: DocumentConfig; readonly problems: readonly Problem[] } {
  // It may be a stranger's, and a mistake shows a part of the file.
  if (lstatSync(path).isSymbolicLink()) {
    throw new SnippetsError(
      'document-not-readable',
      `${shown} cannot be read: it is a link`,
      'put a file in its place',
    );
  }
  const { config, problems, imagePosition } = parseConfig(shown, readableText(path));
  const isKnown = (image: string) => knownImages.includes(image) || isExactReference(image);
  const unknown = config.images.flatMap((image, index): Problem[] => {
    if (isKnown(image)) return [];
    const hint = meantHint('images', image, knownImages);
    const message = `labs have no image "${image}"`;
    return [{ code: 'image-unknown', file: shown, position: imagePosition(index), message, hint }];
  });
  return {
    config: { ...config, images: config.images.filter(isKnown) },
    problems: [...problems, ...unknown],
  };
}

/**
 * Finds the files beside a document that its commands need: the Dockerfile of `docker build .`, a Compose file. The lab
 * gets a copy of them, so a run changes nothing in the folder.
 */
import { existsSync, lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FolderTooLarge, folderTree } from '../base/folder-tree.ts';
import { isRegularItself, readFile } from '../base/read-file.ts';
import { type ImageUse, imagesInFile } from '../tutorial/docker-commands.ts';
import type { LabFiles, LeftOut, MarkdownDocument } from '../tutorial/page.ts';
import { filesHash, hashOf } from './fingerprint.ts';
import { gitFiles } from './git-files.ts';
import { isLeftOut } from './markdown-files.ts';

/** More is not copied into each node. */
export const MOST_FILES = 2_000;
export const MOST_BYTES = 16_000_000;

/** Commands that read the current folder without naming a file. */
const READS_FOLDER = /\bdocker(?:\s+(?:image\s+|buildx\s+|builder\s+)?build\b|[\s-]compose\b)/u;
/** Files that name images. */
const NAMES_IMAGES = /(?:^|\/)(?:[\w.-]*Dockerfile[\w.-]*|(?:docker-)?compose[\w.-]*\.ya?ml)$/u;

export interface FilesBeside {
  readonly files: LabFiles | undefined;
  /** Why the files that the document needs are not in its lab. */
  readonly leftOut: readonly LeftOut[];
  /** What Dockerfiles and Compose files say of images. */
  readonly images: readonly ImageUse[];
}

const NOTHING: FilesBeside = { files: undefined, leftOut: [], images: [] };

/** @param path of the document */
export function filesBeside(path: string, { snippets }: MarkdownDocument): FilesBeside {
  const folder = dirname(path);
  const first = snippets[0]?.steps[0];
  if (!first) return NOTHING;
  const leftOut = (why: string): FilesBeside => ({
    ...NOTHING,
    leftOut: [{ position: first.position, reason: `the files beside the document are not in its lab: ${why}` }],
  });
  const commands = snippets.flatMap(({ steps }) => steps.map(({ text }) => text));
  if (!commands.some((text) => needsFiles(text, folder))) return NOTHING;
  try {
    const names = gitFiles(folder) ?? visibleFiles(folder);
    if (names.length > MOST_FILES) return leftOut(`there are more than ${MOST_FILES}`);
    const bytes = names.reduce((sum, name) => sum + lstatSync(join(folder, name)).size, 0);
    if (bytes > MOST_BYTES) return leftOut(`they have more than ${MOST_BYTES / 1_000_000} MB`);
    const files = { folder, names, hash: hashOfAll(folder, names) };
    return { files, leftOut: [], images: imagesIn(folder, names) };
  } catch (error) {
    if (error instanceof FolderTooLarge) return leftOut(`there are more than ${MOST_FILES}`);
    return leftOut(`they cannot be read: ${(error as Error).message}`);
  }
}

/** Returns whether a command reads the folder, or names a file or folder in it. */
function needsFiles(command: string, folder: string): boolean {
  if (READS_FOLDER.test(command)) return true;
  const words = command.split(/[\s'"=:;|&()<>,]+/u).filter((word) => /^\.?\w[\w./-]*$|^\.\/\w/u.test(word));
  return words.some((word) => existsSync(join(folder, word)));
}

/** Returns all files but hidden ones. */
function visibleFiles(folder: string): readonly string[] {
  const { files, misnamed } = folderTree(folder, { followsLinks: false, isLeftOut, most: MOST_FILES });
  const [odd] = misnamed.keys();
  if (odd !== undefined) throw new TypeError(`the name of ${join(folder, odd)} is not UTF-8`);
  return files;
}

function hashOfAll(folder: string, names: readonly string[]): string {
  const modes = names.map((name) => `${name} ${lstatSync(join(folder, name)).mode}`);
  const regular = names.filter((name) => isRegularItself(join(folder, name)));
  return hashOf([...modes, filesHash(folder, regular)]);
}

function imagesIn(folder: string, names: readonly string[]): readonly ImageUse[] {
  return names
    .filter((name) => NAMES_IMAGES.test(name) && isRegularItself(join(folder, name)))
    .map((name) => imagesInFile(readFile(join(folder, name)).toString()));
}

/** Reads content/images: a recipe for each image that labs can use. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hashFile, isRegular, readText, UnfitFile } from '../../base/read-file.ts';
import { SnippetsError } from '../../model/error.ts';
import type { ImageOrigin } from '../../model/lab.ts';
import type { Problem } from '../../tutorial/problem.ts';
import { type ParsedRecipe, parseRecipe, type RecipeRead } from './parse-recipe.ts';

export interface ImageRecipe extends ParsedRecipe {
  /** Name in pages and commands, such as `alpine`. */
  readonly name: string;
  /** Has the Dockerfile and the files that it copies. */
  readonly folder: string;
  /** Hash of all files of the recipe; 12 hex digits. */
  readonly hash: string;
}

/** Base of the node image if a registry answers. */
export const NODE_REFERENCE = 'debian:forky-slim';

/** Folder of the checkout or package. */
export const HOME = join(import.meta.dirname, '../../..');
const SCRIPTS = join(HOME, 'scripts');
/** Script that makes the base of every stand-in. */
export const DEBIAN_ROOT = join(SCRIPTS, 'debian-root');
/** What the bases of stand-ins depend on, so it is part of every recipe's hash. */
const OF_BASES = [DEBIAN_ROOT, join(SCRIPTS, 'debian.lock')];

/** Returns the names of all images that labs can use; none if there is no such folder. */
export function imageNames(imagesFolder: string): readonly string[] {
  if (!existsSync(imagesFolder)) return [];
  return readdirSync(imagesFolder).filter((name) => existsSync(join(imagesFolder, name, 'image.yaml')));
}

/** @throws SnippetsError `image-not-made` if there is no such recipe, it cannot be read, or it has mistakes */
export function readRecipe(imagesFolder: string, name: string): ImageRecipe {
  const folder = join(imagesFolder, name);
  const { recipe, problems } = readProblems(imagesFolder, name);
  if (recipe) return { name, ...recipe, folder, hash: hashOf(folder) };
  const places = problems.map(({ file, position, message }) =>
    position ? `${file}:${position.line}:${position.column} ${message}` : `${file} ${message}`,
  );
  throw new SnippetsError(
    'image-not-made',
    `the recipe of image "${name}" has mistakes:\n  ${places.join('\n  ')}`,
    problems[0]?.hint ?? '',
  );
}

/**
 * Returns the mistakes of recipes.
 * @param inWords returns the path of a file as problems show it
 * @param names of the images whose recipes matter; undefined for all
 */
export function recipeProblems(
  imagesFolder: string,
  inWords: (file: string) => string,
  names?: ReadonlySet<string>,
): readonly Problem[] {
  const meant = imageNames(imagesFolder).filter((name) => names?.has(name) ?? true);
  return meant.flatMap((name) =>
    readProblems(imagesFolder, name).problems.map((problem) => ({ ...problem, file: inWords(problem.file) })),
  );
}

function readProblems(imagesFolder: string, name: string): RecipeRead {
  const file = join(imagesFolder, name, 'image.yaml');
  try {
    return parseRecipe(name, file, readText(file));
  } catch (cause) {
    const why = cause instanceof UnfitFile ? cause.why : whyOf(cause as NodeJS.ErrnoException);
    const hint = cause instanceof UnfitFile ? cause.hint : `existing recipes: ${imageNames(imagesFolder).join(', ')}`;
    throw new SnippetsError('image-not-made', `${file} cannot be read: ${why}`, hint, { cause });
  }
}

function whyOf({ code, message }: NodeJS.ErrnoException): string {
  return code === 'EISDIR' ? 'it is a folder' : message;
}

/** The node has packages.txt in place of image.yaml, because a shell script reads it for the embedded engine. */
export function readNodeRecipe(imagesFolder: string): ImageRecipe {
  const folder = join(imagesFolder, 'node');
  const packages = readText(join(folder, 'packages.txt'))
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line));
  return { name: 'node', reference: NODE_REFERENCE, packages, folder, hash: hashOf(folder) };
}

/** Returns the name of a recipe's image on the engine. */
export function tagOf({ name, hash }: ImageRecipe, origin: ImageOrigin): string {
  return `snippets/${name}:${hash}-${origin}`;
}

/** Returns the names of the files in a folder, sorted. */
export function filesOf(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => isRegular(join(folder, name)))
    .sort();
}

function hashOf(folder: string): string {
  const hash = createHash('sha256');
  for (const file of OF_BASES) hashFile(file, hash);
  for (const name of filesOf(folder)) hashFile(join(folder, name), hash.update(`${name}\0`));
  return hash.digest('hex').slice(0, 12);
}

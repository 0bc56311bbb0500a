/** Reads content/images: a recipe for each image that labs can use. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { SnippetsError } from '../../model/error.ts';
import type { ImageOrigin } from '../../model/lab.ts';

export interface ImageRecipe {
  /** Name in pages and commands, such as `alpine`. */
  readonly name: string;
  /** Name in the registry, such as `alpine:3.22`. */
  readonly reference: string;
  /** Debian packages in the base of the stand-in. */
  readonly packages: readonly string[];
  /** Has the Dockerfile and the files that it copies. */
  readonly folder: string;
  /** Hash of all files of the recipe; 12 hex digits. */
  readonly hash: string;
}

/** Base of the node image if a registry answers. */
export const NODE_REFERENCE = 'debian:forky-slim';

/** Script that makes the base of every stand-in, so its content is part of every recipe's hash. */
export const DEBIAN_ROOT = join(import.meta.dirname, '../../../scripts/debian-root');

const imageFile = z.strictObject({ reference: z.string(), packages: z.array(z.string()).min(1) });

export function imageNames(imagesFolder: string): readonly string[] {
  return readdirSync(imagesFolder).filter((name) => existsSync(join(imagesFolder, name, 'image.yaml')));
}

/** @throws SnippetsError `image-not-made` if there is no such recipe or it cannot be read */
export function readRecipe(imagesFolder: string, name: string): ImageRecipe {
  const folder = join(imagesFolder, name);
  try {
    const { reference, packages } = imageFile.parse(parse(readFileSync(join(folder, 'image.yaml'), 'utf8')));
    return { name, reference, packages, folder, hash: hashOf(folder) };
  } catch (cause) {
    throw new SnippetsError(
      'image-not-made',
      `the recipe of image "${name}" cannot be read: ${(cause as Error).message}`,
      `${join(folder, 'image.yaml')} needs \`reference\` and \`packages\`; existing recipes: ${imageNames(imagesFolder).join(', ')}`,
      { cause },
    );
  }
}

/** The node has packages.txt in place of image.yaml, because a shell script reads it for the embedded engine. */
export function readNodeRecipe(imagesFolder: string): ImageRecipe {
  const folder = join(imagesFolder, 'node');
  const packages = readFileSync(join(folder, 'packages.txt'), 'utf8')
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
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();
}

function hashOf(folder: string): string {
  const hash = createHash('sha256').update(readFileSync(DEBIAN_ROOT));
  for (const name of filesOf(folder)) hash.update(`${name}\0`).update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 12);
}

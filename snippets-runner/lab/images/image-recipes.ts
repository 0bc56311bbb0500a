/** What content/images says: which images labs may ask for, and how each is had. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { SnippetsError } from '../../model/error.ts';

export interface ImageRecipe {
  /** Name by which pages ask for it and commands run it, such as `alpine`. */
  readonly name: string;
  /** As the registry knows it. */
  readonly reference: string;
  /** Debian packages of the stand-in's base. */
  readonly packages: readonly string[];
  /** Folder with the Dockerfile and what it copies. */
  readonly folder: string;
  /** Changes when anything of the recipe does; 12 hex digits. */
  readonly hash: string;
}

/** The base of a lab's nodes, where a registry answers. */
export const NODE_REFERENCE = 'debian:forky-slim';

/** Makes the base of every stand-in, so it belongs to every recipe. */
export const DEBIAN_ROOT = join(import.meta.dirname, '../../../scripts/debian-root');

const imageFile = z.strictObject({ reference: z.string(), packages: z.array(z.string()).min(1) });

export function imageNames(imagesFolder: string): readonly string[] {
  return readdirSync(imagesFolder).filter((name) => existsSync(join(imagesFolder, name, 'image.yaml')));
}

/** @throws SnippetsError `image-not-made` when there is no such recipe or it cannot be read */
export function readRecipe(imagesFolder: string, name: string): ImageRecipe {
  const folder = join(imagesFolder, name);
  try {
    const { reference, packages } = imageFile.parse(parse(readFileSync(join(folder, 'image.yaml'), 'utf8')));
    return { name, reference, packages, folder, hash: hashOf(folder) };
  } catch (cause) {
    throw new SnippetsError(
      'image-not-made',
      `the recipe of image "${name}" cannot be read: ${(cause as Error).message}`,
      `${join(folder, 'image.yaml')} needs \`reference\` and \`packages\`; there are: ${imageNames(imagesFolder).join(', ')}`,
      { cause },
    );
  }
}

/** The node has no image.yaml: its packages are also the engine's, which a shell script reads. */
export function readNodeRecipe(imagesFolder: string): ImageRecipe {
  const folder = join(imagesFolder, 'node');
  const packages = readFileSync(join(folder, 'packages.txt'), 'utf8')
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line));
  return { name: 'node', reference: NODE_REFERENCE, packages, folder, hash: hashOf(folder) };
}

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

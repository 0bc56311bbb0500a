/** Reads captures from their files: content/captures/SLUG.yaml. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../problem.ts';
import type { Capture } from './capture.ts';
import { type CaptureRead, parseCapture } from './parse-capture.ts';

export interface CapturesRead {
  /** By slug. */
  readonly captures: ReadonlyMap<string, Capture>;
  /** Problems of each file that is not a valid capture, by the slug of the file's name. */
  readonly invalid: ReadonlyMap<string, readonly Problem[]>;
}

/** Returns the path of a slug's capture file. */
export function captureFile(capturesFolder: string, slug: string): string {
  return join(capturesFolder, `${slug}.yaml`);
}

/**
 * Reads all captures of a folder. A folder that does not exist has none.
 * @param options.shown returns the path of a file as problems show it
 * @param options.read returns the text of a file
 * @throws what `read` or `node:fs` throws if a file cannot be read
 */
export function readCaptures(
  capturesFolder: string,
  { shown = (file) => file, read = readText }: ReadOptions = {},
): CapturesRead {
  const captures = new Map<string, Capture>();
  const invalid = new Map<string, readonly Problem[]>();
  if (!existsSync(capturesFolder)) return { captures, invalid };
  for (const name of readdirSync(capturesFolder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!name.endsWith('.yaml')) continue;
    const file = join(capturesFolder, name);
    const slug = name.slice(0, -'.yaml'.length);
    const result = parseCapture(shown(file), slug, read(file));
    if (result.kind === 'capture') captures.set(slug, result.capture);
    else invalid.set(slug, result.problems);
  }
  return { captures, invalid };
}

interface ReadOptions {
  readonly shown?: (file: string) => string;
  readonly read?: (file: string) => string;
}

function readText(file: string): string {
  return readFileSync(file, 'utf8');
}

/**
 * @param shown path of the file as problems show it
 * @throws what `node:fs` throws if the file cannot be read
 */
export function readCapture(file: string, slug: string, shown = file): CaptureRead {
  return parseCapture(shown, slug, readFileSync(file, 'utf8'));
}

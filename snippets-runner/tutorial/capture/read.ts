/** Reads captures from their files: content/captures/SLUG.yaml. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { folderTree } from '../../base/folder-tree.ts';
import { LARGEST_RECORD, readText } from '../../base/read-file.ts';
import type { Problem } from '../problem.ts';
import type { Capture } from './capture.ts';
import { type CaptureRead, parseCapture, parseCaptures } from './parse-capture.ts';

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
 * @param options.files paths of the files in the folder and below, relative to it; default: looks for them
 * @param options.shown returns the path of a file as problems show it
 * @param options.read returns the text of a file
 * @throws what `read` throws if a file cannot be read; the errors of `node:fs` if a folder cannot be read
 */
export function readCaptures(
  capturesFolder: string,
  { files, shown = (file) => file, read = readRecord }: ReadOptions = {},
): CapturesRead {
  const captures = new Map<string, Capture>();
  const invalid = new Map<string, readonly Problem[]>();
  const names = (files ?? filesIn(capturesFolder)).filter((name) => name.endsWith('.yaml'));
  const texts = names.map((name) => {
    const file = join(capturesFolder, name);
    return { file: shown(file), slug: name.slice(0, -'.yaml'.length), read: () => read(file) };
  });
  for (const [index, result] of parseCaptures(texts).entries()) {
    const slug = texts[index]?.slug ?? '';
    if (result.kind === 'capture') captures.set(slug, result.capture);
    else invalid.set(slug, result.problems);
  }
  return { captures, invalid };
}

interface ReadOptions {
  readonly files?: readonly string[];
  readonly shown?: (file: string) => string;
  readonly read?: (file: string) => string;
}

function filesIn(folder: string): readonly string[] {
  return existsSync(folder) ? folderTree(folder).files : [];
}

function readRecord(file: string): string {
  return readText(file, { largest: LARGEST_RECORD });
}

/**
 * @param shown path of the file as problems show it
 * @throws UnfitFile, and what `node:fs` throws if the file cannot be read
 */
export function readCapture(file: string, slug: string, shown = file): CaptureRead {
  return parseCapture(shown, slug, readRecord(file));
}

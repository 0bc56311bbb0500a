/**
 * What `snippets watch` last recorded of a page, in the form of a capture. The site's dev server shows it while the
 * command runs. It is not a capture: nobody has accepted it, it has no seal, and no build reads it. A page may lack
 * snippets in it that have not run.
 */
import { hash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { processIdentity, processState } from '../../base/process-identity.ts';
import { makeFolderOf, replaceFile } from '../../base/replace-file.ts';
import { type Capture, captureSchema } from './capture.ts';

const draftSchema = z.strictObject({
  /** The process that keeps it up to date, as `processIdentity` returns it. */
  writer: z.string(),
  capture: captureSchema,
});

export type Draft = z.infer<typeof draftSchema>;

/**
 * Returns the folder of the drafts of a content folder: two of them may have pages with the same slug.
 * @param home root folder of the checkout
 */
export function draftFolder(home: string, contentFolder: string): string {
  return join(home, '.cache/watched', hash('sha256', contentFolder).slice(0, 12));
}

export function draftFile(folder: string, slug: string): string {
  return join(folder, `${slug}.json`);
}

/** Replaces the draft of a page. It ends with this process. @throws the errors of `node:fs` */
export function writeDraft(folder: string, capture: Capture): void {
  const file = draftFile(folder, capture.slug);
  makeFolderOf(file);
  replaceFile(file, JSON.stringify({ writer: processIdentity(process.pid), capture } satisfies Draft));
}

export function removeDraft(folder: string, slug: string): void {
  rmSync(draftFile(folder, slug), { force: true });
}

/** @returns undefined if the text is no draft, or one of another version */
export function parseDraft(text: string): Draft | undefined {
  try {
    return draftSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Returns whether the process that wrote a draft still runs. If it was killed, nobody has removed its draft. */
export function isKeptUp({ writer }: Draft): boolean {
  return processState(writer) !== 'gone';
}

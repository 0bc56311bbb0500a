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
import { LARGEST_RECORD, readText } from '../../base/read-file.ts';
import { makeFolderOf, replaceFile } from '../../base/replace-file.ts';
import { type Capture, captureSchema } from './capture.ts';

const draftSchema = z.strictObject({
  /** The process that keeps it up to date, as `processIdentity` returns it. */
  writer: z.string(),
  capture: captureSchema,
});

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
  replaceFile(
    file,
    JSON.stringify({ writer: processIdentity(process.pid), capture } satisfies z.infer<typeof draftSchema>),
  );
}

export function removeDraft(folder: string, slug: string): void {
  rmSync(draftFile(folder, slug), { force: true });
}

/** Returns undefined if there is no draft, or if the process that wrote it has ended. */
export function readDraft(folder: string, slug: string): Capture | undefined {
  try {
    const text = readText(draftFile(folder, slug), { largest: LARGEST_RECORD });
    const { writer, capture } = draftSchema.parse(JSON.parse(text));
    return processState(writer) === 'gone' ? undefined : capture;
  } catch {
    return undefined;
  }
}

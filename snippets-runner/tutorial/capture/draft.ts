/**
 * What `snippets watch` last recorded of a page, in the form of a capture. The site's dev server shows it while the
 * command runs. It is not a capture: nobody has accepted it, it has no seal, and no build reads it. A page may lack
 * snippets in it that have not run.
 */
import { hash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { cacheFolder } from '../../base/cache-folder.ts';
import { contentOf } from '../../base/content-of.ts';
import { processIdentity, processState } from '../../base/process-identity.ts';
import { makeFolderOf, replaceFile } from '../../base/replace-file.ts';
import { captureSchema } from './capture.ts';

const draftSchema = z.strictObject({
  /** The process that keeps it up to date, as `processIdentity` returns it. */
  writer: z.string(),
  capture: captureSchema,
  /** Ids of the snippets that printed something else than their capture, or have none. */
  uncaptured: z.array(z.string()),
});

export type Draft = z.infer<typeof draftSchema>;

/** Returns the folder of all drafts. @param home folder of the checkout or package */
export function draftsFolder(home: string): string {
  return join(cacheFolder(home), 'watched');
}

/** Returns the file of a page's draft. Two content folders may have pages with the same slug. */
export function draftFile(home: string, contentFolder: string, slug: string): string {
  const own = hash('sha256', `${contentFolder}\0${slug}`).slice(0, 12);
  return join(draftsFolder(home), `${slug.replaceAll('/', '-')}-${own}.json`);
}

/** Replaces a draft. It counts as long as this process runs. @throws the errors of `node:fs` */
export function writeDraft(file: string, draft: Omit<Draft, 'writer'>): void {
  makeFolderOf(file);
  replaceFile(file, JSON.stringify({ ...draft, writer: processIdentity(process.pid) } satisfies Draft));
}

/** Removes a draft, unless another process has written it since: two may watch the same page. */
export function removeDraft(file: string): void {
  const writer = parseDraft(contentOf(file))?.writer;
  if (writer === undefined || writer === processIdentity(process.pid)) rmSync(file, { force: true });
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

import path from 'node:path';
import { captureFile } from '../../snippets-runner/tutorial/capture/read.ts';
import { type PageKey, pageFile, pageKeyOf } from '../../snippets-runner/tutorial/page-key.ts';

/** Folder of the pages and captures. CONTENT_ROOT lets the tests build the site from fixtures. */
export const contentRoot: string = path.resolve(process.env.CONTENT_ROOT ?? 'content');

/** Returns a path below the content root as people type it: relative to where the build was started. */
export function shownPath(file: string): string {
  return path.relative(process.cwd(), file);
}

export function fileOfPage(key: PageKey): string {
  return pageFile(contentRoot, key);
}

/** Returns undefined for a file that is not a page of the content root. */
export function pageOfFile(file: string): PageKey | undefined {
  return pageKeyOf(contentRoot, file);
}

export function fileOfCapture(slug: string): string {
  return captureFile(path.join(contentRoot, 'captures'), slug);
}

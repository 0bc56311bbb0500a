import path from 'node:path';
import { captureFile } from '../../snippets-runner/tutorial/capture/read.ts';
import { guideFile, guideKeyOf } from '../../snippets-runner/tutorial/guide/guide-file.ts';
import { type PageKey, pageFile, pageKeyOf } from '../../snippets-runner/tutorial/page-key.ts';

/** Folder of the pages and captures. Tests set CONTENT_ROOT to build the site from fixtures. */
export const contentRoot: string = path.resolve(process.env.CONTENT_ROOT ?? 'content');

/** Returns a path as people type it: relative to the folder in which the build was started. */
export function shownPath(file: string): string {
  return path.relative(process.cwd(), file);
}

export function fileOfPage(key: PageKey): string {
  return pageFile(contentRoot, key);
}

/** Returns undefined for a file that is not a page of the content root. */
export function pageKeyOfFile(file: string): PageKey | undefined {
  return pageKeyOf(contentRoot, file);
}

export function fileOfGuide(key: PageKey): string {
  return guideFile(contentRoot, key);
}

/** Returns undefined for a file that is not a guide of the content root. */
export function guideKeyOfFile(file: string): PageKey | undefined {
  return guideKeyOf(contentRoot, file);
}

export function fileOfCapture(slug: string): string {
  return captureFile(path.join(contentRoot, 'captures'), slug);
}

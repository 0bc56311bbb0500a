import path from 'node:path';

/** Folder of the pages and captures; CONTENT_ROOT lets the tests build the site from fixtures. */
export const contentRoot: string = path.resolve(process.env.CONTENT_ROOT ?? 'content');

/** A path below the content root as people type it: relative to where the build was started. */
export function shownPath(file: string): string {
  return path.relative(process.cwd(), file);
}

/** Where a page's source lies. */
export function pageFile(locale: string, slug: string): string {
  return path.join(contentRoot, locale, `${slug}.mdx`);
}

/** Where a page's capture lies. */
export function captureFile(slug: string): string {
  return path.join(contentRoot, 'captures', `${slug}.yaml`);
}

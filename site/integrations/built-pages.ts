import { readdirSync } from 'node:fs';

/** Returns the HTML files of a build, relative to its folder. */
export function builtPages(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.html'));
}

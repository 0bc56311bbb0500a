/** Builds and serves the real site and a site of fixtures, once for all test files. */
import { globSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { type ServedSite, serveSite } from '../../serve.ts';
import { buildSite } from './build.ts';

export interface TestedSite {
  /** URL of its root, with the base path and a slash at the end. */
  readonly url: string;
  /** Folder of the build. */
  readonly folder: string;
  readonly base: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** Built from the content of this repository. */
    real: TestedSite;
    /** Built under a base path, from fixtures that have one of everything. */
    fixture: TestedSite;
  }
}

const FIXTURES = 'site/test/fixtures/content';

export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const hasCaptures = globSync('content/captures/**/*.yaml').length > 0;
  // One after the other, because both write Astro's folder of generated types.
  const real = await serveBuild('real', hasCaptures ? 'content' : FIXTURES, '/');
  const fixture = await serveBuild('fixture', FIXTURES, '/docs/', {
    VERIFIED_HERE: 'site/test/fixtures/verified-here.json',
    EDIT_URL: 'https://github.com/someone/tutorials/edit/main',
  });
  provide('real', real.site);
  provide('fixture', fixture.site);
  return async () => {
    await real.server[Symbol.asyncDispose]();
    await fixture.server[Symbol.asyncDispose]();
  };
}

async function serveBuild(
  name: string,
  contentRoot: string,
  base: string,
  variables?: NodeJS.ProcessEnv,
): Promise<{ server: ServedSite; site: TestedSite }> {
  const { exit, printed, folder } = await buildSite(name, contentRoot, base, variables);
  if (exit !== 0) throw new Error(`The site did not build from ${contentRoot}:\n${printed}`);
  const server = await serveSite({ folder, base });
  return { server, site: { url: server.url, folder, base } };
}

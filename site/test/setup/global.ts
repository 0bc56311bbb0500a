/** Builds and serves, once for all files of tests, the real site and one of fixtures. */
import { globSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { type ServedSite, serveSite } from '../../serve.ts';
import { buildSite } from './build.ts';

export interface TestedSite {
  /** Address of its root, with base and a slash at the end. */
  readonly url: string;
  /** Where it was built to. */
  readonly folder: string;
  readonly base: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** From the content of this repository. */
    real: TestedSite;
    /** From fixtures that have one of everything, below a base. */
    fixture: TestedSite;
  }
}

const FIXTURES = 'site/test/fixtures/content';

export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const hasCaptures = globSync('content/captures/**/*.yaml').length > 0;
  // One after the other: both write Astro's folder of generated types.
  const real = await serveBuild('real', hasCaptures ? 'content' : FIXTURES, '/');
  const fixture = await serveBuild('fixture', FIXTURES, '/docs/');
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
): Promise<{ server: ServedSite; site: TestedSite }> {
  const { exit, printed, folder } = await buildSite(name, contentRoot, base);
  if (exit !== 0) throw new Error(`The site did not build from ${contentRoot}:\n${printed}`);
  const server = await serveSite({ folder, base });
  return { server, site: { url: server.url, folder, base } };
}

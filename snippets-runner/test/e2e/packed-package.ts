/** Makes the npm package of this checkout for a test, and the environment that it runs in. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PACKAGE } from '../../base/installation.ts';
import { HOME } from './snippets.ts';

/** Where npm finds what this checkout has downloaded before. */
export const NPM_CACHE = join(HOME, '.cache/npm');

/** Returns the path of the packed file. Whatever is made is below the folder. */
export function packedIn(folder: string): string {
  return makePackage(join(folder, 'made'));
}

/** @param folder of the package; the packed file is beside it */
export function makePackage(folder: string): string {
  const flags = process.features.typescript
    ? []
    : ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'];
  const make = [...flags, join(HOME, 'scripts/package.ts'), folder];
  return execFileSync(process.execPath, make, { encoding: 'utf8' }).trim();
}

/** On an engine without images, they are made from what this checkout has downloaded. */
export function shareImages(folder: string): void {
  mkdirSync(join(folder, 'cache', PACKAGE), { recursive: true });
  for (const name of ['debian', 'roots', 'images']) {
    mkdirSync(join(HOME, '.cache', name), { recursive: true });
    symlinkSync(join(HOME, '.cache', name), join(folder, 'cache', PACKAGE, name));
  }
}

/** Returns an environment in which the tool's cache is below the folder. */
export function packageEnvironment(folder: string, dockerHost: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    DOCKER_HOST: dockerHost,
    XDG_CACHE_HOME: join(folder, 'cache'),
    SNIPPETS_CACHE: '',
    NO_COLOR: '1',
  };
}

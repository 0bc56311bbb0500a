/** Finds the folder in which the tool keeps what it can make again: images, engines, which pages have passed. */
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { IS_PACKAGE, PACKAGE } from './installation.ts';

export interface CacheOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly isPackage: boolean;
}

/**
 * Returns the folder. That of a checkout is in the checkout. That of the package is the user's, because each update
 * replaces the package: SNIPPETS_CACHE, or a folder in that of the XDG Base Directory Specification or of macOS.
 * `scripts/engine` finds the same one.
 * @param home folder of the checkout or package
 */
export function cacheFolder(home: string, options: Partial<CacheOptions> = {}): string {
  const { env = process.env, platform = process.platform, isPackage = IS_PACKAGE } = options;
  if (!isPackage) return join(home, '.cache');
  if (env.SNIPPETS_CACHE) return resolve(env.SNIPPETS_CACHE);
  return join(cachesOfUser(env, platform), PACKAGE);
}

function cachesOfUser({ XDG_CACHE_HOME = '' }: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  // The specification says to ignore a relative path.
  if (isAbsolute(XDG_CACHE_HOME)) return XDG_CACHE_HOME;
  return join(homedir(), platform === 'darwin' ? 'Library/Caches' : '.cache');
}

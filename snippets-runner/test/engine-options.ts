/** How tests on a real daemon connect, and open the engine that the environment names. */
import { join } from 'node:path';
import { HOME } from './e2e/snippets.ts';

export const ENGINE_OPTIONS = {
  env: process.env,
  home: HOME,
  imagesFolder: join(HOME, 'content/images'),
  onProgress: () => undefined,
};

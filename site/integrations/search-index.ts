/** Writes Pagefind's index for full-text search in every language, next to the pages. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import * as pagefind from 'pagefind';
import { SiteError } from '../site-error.ts';
import { builtPages } from './built-pages.ts';

export function searchIndex(): AstroIntegration {
  return {
    name: 'search-index',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        await writeIndex(fileURLToPath(dir));
        logger.info('search index written');
      },
    },
  };
}

async function writeIndex(outDir: string): Promise<void> {
  try {
    const { index, errors } = await pagefind.createIndex();
    if (!index) throw indexError(errors);
    for (const sourcePath of builtPages(outDir)) {
      const content = readFileSync(join(outDir, sourcePath), 'utf8').replaceAll(RANDOM_ID, '');
      const { errors: unread } = await index.addHTMLFile({ sourcePath, content });
      if (unread.length > 0) throw indexError(unread);
    }
    const { errors: unwritten } = await index.writeFiles({ outputPath: `${outDir}/pagefind` });
    if (unwritten.length > 0) throw indexError(unwritten);
  } finally {
    await pagefind.close();
  }
}

/**
 * An id of Docker, whole or short. Nobody looks for one. And where Pagefind does not find a word, it shortens the word
 * until another one begins with it, so it would find pages for which no reader has asked.
 */
const RANDOM_ID = /\b(?=[a-z]*\d)(?:[0-9a-f]{64}|[0-9a-f]{12}|[0-9a-z]{25})\b/gu;

function indexError(errors: readonly string[]): SiteError {
  return new SiteError(
    `The search index was not written: ${errors.join('; ')}`,
    'The pagefind package may be incomplete: run npm ci.',
  );
}

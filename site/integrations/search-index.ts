/** Writes Pagefind's index for full-text search in every language, next to the pages. */
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import * as pagefind from 'pagefind';
import { SiteError } from '../site-error.ts';

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
    const { errors: unread } = await index.addDirectory({ path: outDir });
    if (unread.length > 0) throw indexError(unread);
    const { errors: unwritten } = await index.writeFiles({ outputPath: `${outDir}/pagefind` });
    if (unwritten.length > 0) throw indexError(unwritten);
  } finally {
    await pagefind.close();
  }
}

function indexError(errors: readonly string[]): SiteError {
  return new SiteError(
    `The search index was not written: ${errors.join('; ')}`,
    'The pagefind package may be incomplete: run npm ci.',
  );
}

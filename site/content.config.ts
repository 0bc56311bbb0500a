import { defineCollection } from 'astro:content';
import path from 'node:path';
import { glob } from 'astro/loaders';
import { GUIDES_FOLDER, guideKeyOfName } from '../snippets-runner/tutorial/guide/guide-file.ts';
import { frontMatterSchema } from '../snippets-runner/tutorial/page/front-matter.ts';
import { contentRoot } from './data/content-root.ts';
import { LINT_HINT } from './data/page-source.ts';
import { LOCALES } from './i18n/locales.ts';
import { SiteError } from './site-error.ts';

/** Entries have no text of their own: `page-source.ts` and `guide-source.ts` read the files. */

/** The tutorials of every locale. An entry's id is its locale and slug, such as `en/bridge/user-defined`. */
const pages = defineCollection({
  loader: glob({
    base: contentRoot,
    pattern: `{${LOCALES.join(',')}}/**/*.mdx`,
    generateId: ({ entry }) => entry.replace(/\.mdx$/u, ''),
    retainBody: false,
  }),
  schema: frontMatterSchema,
});

/** The guides of every locale. Ids are as those of tutorials. */
const guides = defineCollection({
  loader: glob({
    base: path.join(contentRoot, GUIDES_FOLDER),
    pattern: '*.mdx',
    generateId: ({ entry }) => idOfGuide(entry),
    retainBody: false,
  }),
  schema: frontMatterSchema.pick({ title: true, description: true, keywords: true }),
});

/** @throws SiteError if the name of the file is not that of a guide */
function idOfGuide(entry: string): string {
  const key = guideKeyOfName(entry);
  if (key) return `${key.locale}/${key.slug}`;
  throw new SiteError(`${GUIDES_FOLDER}/${entry} is not named as guides are.`, LINT_HINT);
}

export const collections = { guides, pages };

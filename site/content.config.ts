import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { frontMatterSchema } from '../snippets-runner/tutorial/page/front-matter.ts';
import { contentRoot } from './data/content-root.ts';
import { LOCALES } from './i18n/locales.ts';

/** The tutorials of every locale. An entry's id is its locale and slug, such as `en/bridge/user-defined`. */
const pages = defineCollection({
  loader: glob({
    base: contentRoot,
    pattern: `{${LOCALES.join(',')}}/**/*.mdx`,
    generateId: ({ entry }) => entry.replace(/\.mdx$/u, ''),
  }),
  schema: frontMatterSchema,
});

export const collections = { pages };

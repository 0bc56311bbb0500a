import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import * as z from 'zod';
import { contentRoot } from './data/content-root.ts';

/** Tutorials of every locale; an entry's id is `en/bridge/user-defined`. */
const pages = defineCollection({
  loader: glob({
    base: contentRoot,
    pattern: '{en,zh-cn}/**/*.mdx',
    generateId: ({ entry }) => entry.replace(/\.mdx$/u, ''),
  }),
  schema: z.strictObject({
    title: z.string(),
    description: z.string(),
    /** Place in its group of the sidebar; without one, after those that have one. */
    order: z.number().optional(),
    /** The runner's; the site reads what came of it from the capture. */
    lab: z.unknown().optional(),
    /** Why the page has no captures, for the reader. */
    notCapturable: z.string().optional(),
    /** Hashes of the source's sections that the translation was made from. */
    translated: z.array(z.string()).optional(),
  }),
});

export const collections = { pages };

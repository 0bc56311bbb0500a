/** content/glossary.yaml: what each thing is called in both languages, what it is, and what it is not called. */
import * as z from 'zod';

/** What the Chinese glossary is grouped by, in this order. */
export const TOPICS = ['docker', 'container', 'network', 'basics', 'swarm', 'site'] as const;
export type Topic = (typeof TOPICS)[number];

const text = z.string().trim().min(1);
/** Plain text in which `code` stands in backticks. */
const prose = text.refine((value) => value.split('`').length % 2 === 1, {
  error:
    'a backtick is not closed; where " #" is meant as text, put the whole in quotes, or YAML takes it for a comment',
});
const inBoth = z.strictObject({ en: prose, zh: prose });

const termSchema = z.strictObject({
  en: text,
  zh: text,
  topic: z.enum(TOPICS),
  /** What the thing is, in one or two sentences. */
  meaning: inBoth,
  /** What the Chinese pages do not say for it. */
  avoid: z.array(text).optional(),
  /** How the term is used on the pages. */
  note: inBoth.optional(),
  /** Where it is explained: `bridge/default#by-name-no`, a page with the anchor of a heading of its source. */
  see: z
    .string()
    .regex(/^[a-z0-9-]+(?:\/[a-z0-9-]+)*(?:#\S+)?$/u)
    .optional(),
});

export const glossarySchema = z.array(termSchema);

export type Term = z.infer<typeof termSchema>;
export type Glossary = z.infer<typeof glossarySchema>;

export function targetOfSee(see: string): { readonly slug: string; readonly anchor: string | undefined } {
  const [slug = '', anchor] = see.split('#');
  return { slug, anchor };
}

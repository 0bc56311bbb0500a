/** Schema of content/glossary.yaml: the terms in both languages, their meanings, and the words to avoid. */
import * as z from 'zod';

/** The groups of the Chinese glossary, in order. */
export const TOPICS = ['docker', 'container', 'network', 'basics', 'swarm', 'site'] as const;
export type Topic = (typeof TOPICS)[number];

const text = z.string().trim().min(1);
/** Plain text, with code in backticks. */
const prose = text.refine((value) => value.split('`').length % 2 === 1, {
  error: 'a backtick is not closed. If the text contains " #", quote the whole text: in YAML, " #" begins a comment',
});
const inBoth = z.strictObject({ en: prose, zh: prose });

const termSchema = z.strictObject({
  en: text,
  zh: text,
  topic: z.enum(TOPICS),
  /** What the thing is, in one or two sentences. */
  meaning: inBoth,
  /** Words that the Chinese pages must not use for it. */
  avoid: z.array(text).optional(),
  /** How the pages use the term. */
  note: inBoth.optional(),
  /** Where it is explained: `bridge/default#by-name-no`, the slug of a page and the anchor of a heading in its source. */
  see: z
    .string()
    .regex(/^[a-z0-9-]+(?:\/[a-z0-9-]+)*(?:#\S+)?$/u)
    .optional(),
});

export const glossarySchema = z.array(termSchema);

export type Term = z.infer<typeof termSchema>;
export type Glossary = z.infer<typeof glossarySchema>;

/** Splits the value of `see` into slug and anchor. */
export function targetOfSee(see: string): { readonly slug: string; readonly anchor: string | undefined } {
  const [slug = '', anchor] = see.split('#');
  return { slug, anchor };
}

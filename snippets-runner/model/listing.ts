/** The schema of `list --json`. A field never gets a new meaning: if a field changes, the version changes. */
import * as z from 'zod';
import { captureSchema } from '../tutorial/capture/capture.ts';
import { KERNEL_FEATURES, LEFTOVER_KINDS, LOCALES } from '../tutorial/page.ts';

export const LISTING_SCHEMA_VERSION = 2;

const lab = z.strictObject({
  nodes: z.array(z.string()),
  images: z.array(z.string()),
  needs: z.array(z.enum(KERNEL_FEATURES)),
  outside: z.boolean(),
  leaves: z.array(z.enum(LEFTOVER_KINDS)),
});

const position = z.strictObject({ line: z.int(), column: z.int() });

const snippet = z.strictObject({
  id: z.string(),
  node: z.string(),
  position,
  /** ISO 8601; null if the snippet was never captured. */
  captured: z.iso.datetime().nullable(),
});

export const listingSchema = z.strictObject({
  schema: z.literal(LISTING_SCHEMA_VERSION),
  pages: z.array(
    z.strictObject({
      slug: z.string(),
      /** The source page, relative to the working directory. */
      file: z.string(),
      locales: z.array(z.enum(LOCALES)),
      /** Null if the file is not valid MDX: `snippets lint` says why. */
      page: z
        .strictObject({
          title: z.string(),
          lab,
          /** The snippets of another page that run before its own. Left out if it begins in a fresh lab. */
          begins: z.strictObject({ page: z.string(), snippets: z.array(z.string()) }).optional(),
          snippets: z.array(snippet),
        })
        .nullable(),
      /** The engine and images of the capture; null if the page was never captured. */
      capture: captureSchema.pick({ engine: true, images: true }).nullable(),
    }),
  ),
  /** The Markdown documents among the arguments. They have no capture: their outputs are in the document. */
  documents: z.array(
    z.strictObject({
      file: z.string(),
      lab,
      snippets: z.array(snippet.omit({ captured: true })),
      /** Blocks that are not run, each with the reason. */
      leftOut: z.array(z.strictObject({ position, reason: z.string() })),
    }),
  ),
});
export type Listing = z.infer<typeof listingSchema>;

/** What `list --json` prints. A field is never given a new meaning; where one has to change, the version does. */
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
  /** ISO 8601; null where it was never captured. */
  captured: z.iso.datetime().nullable(),
});

export const listingSchema = z.strictObject({
  schema: z.literal(LISTING_SCHEMA_VERSION),
  pages: z.array(
    z.strictObject({
      slug: z.string(),
      /** Of the source page, relative to where the command was called. */
      file: z.string(),
      locales: z.array(z.enum(LOCALES)),
      /** Null where the file is no MDX: `snippets lint` says why. */
      page: z
        .strictObject({
          title: z.string(),
          lab,
          snippets: z.array(snippet),
        })
        .nullable(),
      /** With what it was captured; null where it never was. */
      capture: captureSchema.pick({ engine: true, images: true }).nullable(),
    }),
  ),
  /** Markdown documents that were named; they have no capture, but show what their commands print. */
  documents: z.array(
    z.strictObject({
      file: z.string(),
      lab,
      snippets: z.array(snippet.omit({ captured: true })),
      /** What is neither run nor compared, and why. */
      leftOut: z.array(z.strictObject({ position, reason: z.string() })),
    }),
  ),
});
export type Listing = z.infer<typeof listingSchema>;

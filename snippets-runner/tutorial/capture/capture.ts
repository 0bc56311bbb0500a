/**
 * The schema of a capture. A capture is the committed recording of a page, which the site shows. Each slug has
 * one YAML file under content/captures. Only the runner writes it.
 */
import * as z from 'zod';
import { recordOf } from './record.ts';
import { topologySchema } from './topology.ts';

export const CAPTURE_SCHEMA_VERSION = 1;

const engine = z.strictObject({
  version: z.string(),
  api: z.string(),
  kernel: z.string(),
  os: z.string(),
  arch: z.string(),
});

const image = z.strictObject({
  reference: z.string(),
  id: z.string(),
  origin: z.enum(['registry', 'stand-in']),
});

const step = z.strictObject({
  /** `$ ` for the node's shell, or an inner program's prompt. Empty for keys pressed without a prompt. */
  prompt: z.string(),
  /** As in the page, with placeholders. The lines of a continued command are joined by newlines. */
  text: z.string(),
  /** Keys pressed after the text, such as `Ctrl-P`. */
  keys: z.array(z.string()).optional(),
  output: z.string(),
  exit: z.int().nullable(),
  /** Milliseconds. */
  duration: z.int().nonnegative(),
});

const snippet = z.strictObject({
  id: z.string(),
  node: z.string(),
  /** See `snippetHash`. */
  hash: z.string(),
  captured: z.iso.datetime(),
  /** The exit code that the page expects of the last command. */
  exit: z.int(),
  output: z.enum(['show', 'fold', 'hide']),
  hidden: z.boolean(),
  /** The values of the placeholders in its commands. */
  values: recordOf(z.string()).optional(),
  steps: z.array(step).min(1),
  /**
   * The lab's network after the snippet. Left out if the snippet did not change it. The first state is that of `begins`,
   * or of a fresh lab.
   */
  topology: topologySchema.optional(),
});

/** What the page begins with: snippets of another page, whose outputs are in the capture of that page. */
const begins = z.strictObject({
  /** Slug of the other page. */
  page: z.string(),
  /** See `beginningHash`. */
  hash: z.string(),
  /** The values of the placeholders in their commands. */
  values: recordOf(z.string()).optional(),
  /** The lab's network after them: the first state of this page. */
  topology: topologySchema,
});

/** Two snippets with one id would be one snippet for the site, and another one for the runner. */
function haveUniqueIds(snippets: readonly z.infer<typeof snippet>[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [index, { id }] of snippets.entries()) {
    if (seen.has(id)) {
      context.addIssue({ code: 'custom', path: [index, 'id'], message: `there is another snippet "${id}" before it` });
    }
    seen.add(id);
  }
}

export const captureSchema = z.strictObject({
  schema: z.literal(CAPTURE_SCHEMA_VERSION),
  slug: z.string(),
  /** The daemon inside the nodes. All snippets of the file were captured with it. */
  engine,
  images: recordOf(image),
  begins: begins.optional(),
  snippets: z.array(snippet).superRefine(haveUniqueIds),
});

/** What a file contains: the capture, and the seal that `sealOf` gives for it. Captures from before have no seal. */
export const captureFileSchema = captureSchema.extend({ seal: z.string().optional() });

export type Capture = z.infer<typeof captureSchema>;
export type CapturedSnippet = Capture['snippets'][number];
export type CapturedStep = CapturedSnippet['steps'][number];

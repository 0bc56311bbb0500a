/**
 * The recording that is committed and that the site shows: one YAML file a slug under
 * content/captures, written only by the runner. This schema is its definition.
 */
import * as z from 'zod';
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
  /** `$ ` for the node's shell, an inner program's prompt, or empty for keys pressed without one. */
  prompt: z.string(),
  /** As in the page, with placeholders; lines of a continued command are joined by newlines. */
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
  /** Of the commands and their node: see `snippetHash`. */
  hash: z.string(),
  captured: z.iso.datetime(),
  /** The exit code that the page announces for the last command. */
  exit: z.int(),
  output: z.enum(['show', 'fold', 'hide']),
  hidden: z.boolean(),
  /** What the placeholders in its commands stood for. */
  values: z.record(z.string(), z.string()).optional(),
  steps: z.array(step).min(1),
  /** What the lab's network was after it, where that is not what it was after the one before (or a fresh lab's). */
  topology: topologySchema.optional(),
});

export const captureSchema = z.strictObject({
  schema: z.literal(CAPTURE_SCHEMA_VERSION),
  slug: z.string(),
  /** The daemon inside the nodes; every snippet of the file was captured with it. */
  engine,
  images: z.record(z.string(), image),
  snippets: z.array(snippet),
});

export type Capture = z.infer<typeof captureSchema>;
export type CapturedSnippet = Capture['snippets'][number];
export type CapturedStep = CapturedSnippet['steps'][number];

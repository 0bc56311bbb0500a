/**
 * What the last runs on this machine found, for a site that `scripts/start` serves. A published site has no such file,
 * and says nothing about it.
 */
import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';

const pageHere = z.strictObject({
  /** `broken`: the tool could not run the page. `skipped`: no engine of this machine can run it. */
  result: z.enum(['passed', 'failed', 'broken', 'skipped']),
  /** When the run that found this ended. */
  at: z.iso.datetime(),
  /** Of the daemon that ran the page. */
  engine: z.strictObject({ version: z.string(), kernel: z.string() }).optional(),
  /** Why the page was not run, in English: it is a message of the tool. */
  reason: z.string().optional(),
});

/** By slug. */
export const verifiedHereSchema = z.record(z.string(), pageHere);

export type PageHere = z.infer<typeof pageHere>;
export type VerifiedHere = z.infer<typeof verifiedHereSchema>;

/** Returns what the file in VERIFIED_HERE says. It does not exist before the first run. */
export function verifiedHere(): ReadonlyMap<string, PageHere> {
  const file = process.env.VERIFIED_HERE;
  if (!file || !existsSync(file)) return new Map();
  return new Map(Object.entries(verifiedHereSchema.parse(JSON.parse(readFileSync(file, 'utf8')))));
}

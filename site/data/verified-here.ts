/**
 * What the last runs on this machine found, for a site that `scripts/start` serves. A published site has no such file,
 * and says nothing about it.
 */
import { readFileSync } from 'node:fs';
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

/** Returns nothing if there is no such file, as before the first run, or if another version has written it. */
export function readVerifiedHere(file: string): VerifiedHere {
  try {
    return verifiedHereSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}

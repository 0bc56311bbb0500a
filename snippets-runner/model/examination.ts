/** What an engine is like, and what of it is in the way of labs. */
import * as z from 'zod';
import type { ImageOrigin, LabOrigin } from './lab.ts';

export interface Examination {
  readonly host: string;
  readonly source: string;
  /** Names and values, in the order to show. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly images: readonly { readonly name: string; readonly state: ImageOrigin | 'not made yet' }[];
  readonly labs: readonly LabOrigin[];
  /** Undefined where it cannot be measured, because the image of the nodes is not made yet. */
  readonly disk: DiskRoom | undefined;
  readonly registry: RegistryState;
  readonly findings: readonly Finding[];
}

export interface Finding {
  readonly severity: 'blocking' | 'note';
  readonly message: string;
  readonly hint: string;
}

/** Of the file system that has the engine's images, containers and volumes. */
export interface DiskRoom {
  readonly bytes: number;
  readonly freeBytes: number;
}

export type RegistryState =
  | { readonly kind: 'reachable' }
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** An embedded engine: it has no network, and its images are made of Debian's packages. */
  | { readonly kind: 'none-by-design' };

export const EXAMINATION_SCHEMA_VERSION = 1;

/** What `doctor --json` prints. A field is never given a new meaning; where one has to change, the version does. */
export const doctorReportSchema = z.strictObject({
  schema: z.literal(EXAMINATION_SCHEMA_VERSION),
  /** The first is the one that is used. */
  engines: z.array(
    z.strictObject({
      host: z.string(),
      /** Where the engine was found. */
      source: z.string(),
      /** For people: names and values are not fixed. */
      facts: z.record(z.string(), z.string()),
      images: z.array(z.strictObject({ name: z.string(), state: z.enum(['registry', 'stand-in', 'not made yet']) })),
      labs: z.array(
        z.strictObject({
          labId: z.string(),
          page: z.string(),
          started: z.string(),
          ownerState: z.enum(['alive', 'gone', 'elsewhere']),
        }),
      ),
      /** Null where it was not measured. */
      disk: z.strictObject({ bytes: z.int(), freeBytes: z.int() }).nullable(),
      registry: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('reachable') }),
        z.strictObject({ kind: z.literal('unreachable'), reason: z.string() }),
        z.strictObject({ kind: z.literal('none-by-design') }),
      ]),
      findings: z.array(
        z.strictObject({ severity: z.enum(['blocking', 'note']), message: z.string(), hint: z.string() }),
      ),
    }),
  ),
});
export type DoctorReport = z.infer<typeof doctorReportSchema>;

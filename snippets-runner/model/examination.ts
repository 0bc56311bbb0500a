/** What `doctor` finds out about an engine. */
import * as z from 'zod';
import type { ImageOrigin, LabOrigin } from './lab.ts';

export interface Examination {
  /** Such as `unix:///var/run/docker.sock`. */
  readonly host: string;
  /** Where the address was found, for people. */
  readonly source: string;
  /** Names and values, in the order in which they are shown. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly images: readonly { readonly name: string; readonly state: ImageOrigin | 'not made yet' }[];
  readonly labs: readonly LabOrigin[];
  /** Undefined if it cannot be measured, because the node image is not made yet. */
  readonly disk: DiskRoom | undefined;
  readonly registry: RegistryState;
  readonly findings: readonly Finding[];
}

export interface Finding {
  readonly severity: 'blocking' | 'note';
  readonly message: string;
  readonly hint: string;
}

/** Space on the file system with the engine's images, containers and volumes. */
export interface DiskRoom {
  readonly bytes: number;
  readonly freeBytes: number;
}

export type RegistryState =
  | { readonly kind: 'reachable' }
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** An embedded engine: it has no network, and its images are built from Debian's packages. */
  | { readonly kind: 'none-by-design' };

export const EXAMINATION_SCHEMA_VERSION = 1;

/** Output of `doctor --json`. A field never gets a new meaning: a change of meaning needs a new version. */
export const doctorReportSchema = z.strictObject({
  schema: z.literal(EXAMINATION_SCHEMA_VERSION),
  /** The first one is used for pages. */
  engines: z.array(
    z.strictObject({
      host: z.string(),
      /** Where the address was found. */
      source: z.string(),
      /** For people. Names and values may change. */
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
      /** Null if it was not measured. */
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

/** What an engine is like, and what of it is in the way of labs. */
import type { ImageOrigin, LabOrigin } from './lab.ts';

export interface Examination {
  readonly host: string;
  readonly source: string;
  /** Names and values, in the order to show. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly images: readonly { readonly name: string; readonly state: ImageOrigin | 'not made yet' }[];
  readonly labs: readonly LabOrigin[];
  readonly findings: readonly Finding[];
}

export interface Finding {
  readonly severity: 'blocking' | 'note';
  readonly message: string;
  readonly hint: string;
}

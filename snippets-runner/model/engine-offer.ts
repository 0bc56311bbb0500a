/** The engines that a run may give its pages to. */

import type { KernelFeature } from '../tutorial/page.ts';
import type { Engine } from './lab.ts';

/** One of them, not opened before a page is given to it. */
export interface EngineOffer {
  /** For people, and different from all others of the run: `native`, `vm`, a docker context, an address. */
  readonly name: string;
  /** Of what pages of this run need, what its kernel has. */
  readonly features: ReadonlySet<KernelFeature>;
  /** Given only what no other can run, because it is much slower. */
  readonly isLastResort: boolean;
  /** How many pages run on it at once. */
  readonly jobs: number;
  /** The same engine every time. @throws SnippetsError `engine-unreachable`, `engine-lost`, `docker-refused` */
  open(): Promise<Engine>;
}

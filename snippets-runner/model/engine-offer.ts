/** The engines that a run may give its pages to. */

import type { KernelFeature } from '../tutorial/page.ts';
import type { Engine } from './lab.ts';

/** One of these engines. It is opened when it is first needed. */
export interface EngineOffer {
  /** Unique in a run, and shown to people: `native`, `vm`, a docker context, an address. */
  readonly name: string;
  /** Changes whenever the same page may run differently: address and version of the daemon, or `vm`. */
  readonly identity: string;
  /** Features of its kernel. Empty if no page of the run needs any, because then they are not probed. */
  readonly features: ReadonlySet<KernelFeature>;
  /** True for an engine that is much slower: it gets only the pages that no other engine can run. */
  readonly isLastResort: boolean;
  /** How many pages run on it at once. */
  readonly jobs: number;
  /**
   * Returns the same engine every time.
   * @throws SnippetsError `engine-unreachable`, `engine-lost`, `docker-refused`, `interrupted`
   */
  open(): Promise<Engine>;
}

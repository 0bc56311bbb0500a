/** The engines that a run may give its pages to. */

import type { KernelFeature } from '../tutorial/page.ts';
import type { Engine } from './lab.ts';

/** Everything of an engine on which the results of pages depend. */
export interface EngineIdentity {
  /** Changes if the daemon, its version or its kernel is another. */
  readonly engine: string;
  /** Ids of the images for labs, by name. `node` is the image of the nodes. Images that are not made yet are missing. */
  readonly images: ReadonlyMap<string, string>;
}

/** One of these engines. It is opened when it is first needed. */
export interface EngineOffer {
  /** Unique in a run, and shown to people: `native`, `vm`, a docker context, an address. */
  readonly name: string;
  /**
   * Returns what the results of pages depend on. Does not start the engine.
   * @returns undefined if it cannot be known before the engine runs
   * @throws SnippetsError `engine-lost`, `docker-refused`
   */
  identify(): Promise<EngineIdentity | undefined>;
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

/**
 * The interface between what runs commands and what they run on. `lab/` implements it with a real
 * daemon, the tests with a fake one for faults; one contract suite holds for both.
 */
import type { KernelFeature, LabSpec } from '../tutorial/page.ts';

/** The outer Docker daemon that labs run on. */
export interface Engine extends AsyncDisposable {
  /**
   * Boots every node of a lab, with its images. Nothing stays behind when it fails or is aborted.
   * @throws SnippetsError `node-not-ready`, `image-not-made`, `engine-lost`, `docker-refused`
   */
  createLab(request: LabRequest): Promise<Lab>;
  /**
   * What the kernel has that its nodes run on; probed once, by trying.
   * @throws SnippetsError `image-not-made`, `engine-lost`, `docker-refused`
   */
  features(): Promise<ReadonlySet<KernelFeature>>;
}

export interface LabRequest {
  /** Slug of the page, kept in the lab's labels for people who look at the engine. */
  readonly page: string;
  readonly spec: LabSpec;
  readonly signal: AbortSignal;
}

/** What captures say about the daemon inside the nodes. */
export interface EngineFacts {
  /** Docker's version as it prints it, such as `28.5.2` or `28.5.2+dfsg4`. */
  readonly version: string;
  /** Docker Engine API version, such as `1.51`. */
  readonly api: string;
  /** Release of the kernel, such as `6.12.48`. */
  readonly kernel: string;
  readonly os: string;
  /** As `uname -m` names it. */
  readonly arch: string;
}

/** A page's sandbox. Disposing of it removes all that was made for it. */
export interface Lab extends AsyncDisposable {
  readonly id: string;
  readonly facts: EngineFacts;
  /** How many times longer things take here than on a machine of its own; 1 or more. Timeouts follow it. */
  readonly slowdown: number;
  readonly nodes: ReadonlyMap<string, LabNode>;
  readonly images: ReadonlyMap<string, ImageFacts>;
  /** What `<NAME>` stands for from the first snippet on, such as `MANAGER_IP`. */
  readonly placeholders: ReadonlyMap<string, string>;
}

export type ImageOrigin = 'registry' | 'stand-in';

export interface ImageFacts {
  /** As the registry knows it, such as `alpine:3.22`. */
  readonly reference: string;
  readonly id: string;
  /** `stand-in`: built here from Debian's packages, because no registry answered. */
  readonly origin: ImageOrigin;
}

/** One Docker host of a lab. */
export interface LabNode {
  readonly name: string;
  /** IPv4 address on the lab's network. */
  readonly address: string;
  /** @throws SnippetsError `engine-lost`, `docker-refused` */
  openPty(command: readonly string[], size: PtySize): Promise<Pty>;
  /**
   * What the node's daemon answers to a GET request of Docker's Engine API, such as `/networks`; no
   * terminal shows anything of it.
   * @throws SnippetsError `engine-lost`, `docker-refused`
   */
  ask(path: string): Promise<unknown>;
  /**
   * What part the node's daemon has in a swarm, by the header `Swarm` of `GET /_ping`; `/info` says it as
   * well, but takes ten times as long.
   * @throws SnippetsError `engine-lost`, `docker-refused`
   */
  swarmState(): Promise<SwarmState>;
  /**
   * What its engine knows of it, also when its own daemon is gone.
   * @throws SnippetsError `engine-lost`, `docker-refused`
   */
  condition(): Promise<NodeCondition>;
}

export type NodeCondition =
  | { readonly kind: 'running' }
  /** Something in it was killed for that, and it may have ended. */
  | { readonly kind: 'out-of-memory' }
  | { readonly kind: 'ended'; readonly exit: number }
  /** It was removed. */
  | { readonly kind: 'gone' };

/** Of Docker's Engine API, since version 1.42. */
export const SWARM_STATES = ['inactive', 'pending', 'error', 'locked', 'active/worker', 'active/manager'] as const;
export type SwarmState = (typeof SWARM_STATES)[number];

export interface PtySize {
  readonly columns: number;
  readonly rows: number;
}

/** The near end of a pseudo-terminal; what is written to it is typed, what is read was printed. */
export interface Pty extends AsyncDisposable {
  /**
   * Prints arrive in order; ends when the program does, or when the terminal is let go. One reader.
   * @throws SnippetsError `engine-lost`
   */
  readonly output: AsyncIterable<Uint8Array>;
  write(bytes: string): void;
  resize(size: PtySize): Promise<void>;
}

/** Who made a lab that is on the engine, read from its labels. */
export interface LabOrigin {
  readonly labId: string;
  readonly page: string;
  /** ISO 8601. */
  readonly started: string;
  /** `elsewhere`: made from another machine, so it cannot be told from here. */
  readonly ownerState: 'alive' | 'gone' | 'elsewhere';
}

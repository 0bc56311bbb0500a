/**
 * Labs, and the engines on which they are made. `lab/` implements these interfaces with a real Docker daemon. The
 * tests have a fake implementation, to provoke faults. Both pass the same contract tests.
 */
import type { KernelFeature, LabSpec } from '../tutorial/page.ts';

/** A Docker daemon on which labs can be made. */
export interface Engine {
  /**
   * Boots every node of a lab, with its images. If it fails or is aborted, the lab is removed first.
   * @throws SnippetsError `node-not-ready`, `image-not-made`, `engine-lost`, `docker-refused`, `interrupted`
   */
  createLab(request: LabRequest): Promise<Lab>;
  /**
   * Returns the features of the kernel on which its nodes run. The first call tries each of them.
   * @throws SnippetsError `image-not-made`, `engine-lost`, `docker-refused`
   */
  features(): Promise<ReadonlySet<KernelFeature>>;
}

export interface LabRequest {
  /** Slug of the page. It is in the lab's labels, for people who look at the engine. */
  readonly page: string;
  readonly spec: LabSpec;
  /** Once it is aborted, no daemon of the lab is waited for, and the lab can only be removed. */
  readonly signal: AbortSignal;
}

/** The daemon inside the nodes, as captures have it. */
export interface EngineFacts {
  /** Docker's version, such as `28.5.2` or `28.5.2+dfsg4`. */
  readonly version: string;
  /** Docker Engine API version, such as `1.51`. */
  readonly api: string;
  /** Kernel release, such as `6.12.48`. */
  readonly kernel: string;
  readonly os: string;
  /** As `uname -m` prints it. */
  readonly arch: string;
}

/** The sandbox of a page. Disposing removes everything that was made for it. */
export interface Lab extends AsyncDisposable {
  readonly id: string;
  readonly facts: EngineFacts;
  /** How many times slower this lab is than one on an idle machine; 1 or more. Timeouts are multiplied by it. */
  readonly slowdown: number;
  readonly nodes: ReadonlyMap<string, LabNode>;
  readonly images: ReadonlyMap<string, ImageFacts>;
  /** Values of `<NAME>` that are known before the first snippet, such as `MANAGER_IP`. */
  readonly placeholders: ReadonlyMap<string, string>;
}

/** `stand-in`: built here from Debian's packages, because no registry answered. */
export const IMAGE_ORIGINS = ['registry', 'stand-in'] as const;
export type ImageOrigin = (typeof IMAGE_ORIGINS)[number];

export interface ImageFacts {
  /** Name in the registry, such as `alpine:3.22`. */
  readonly reference: string;
  readonly id: string;
  readonly origin: ImageOrigin;
}

/** One Docker host of a lab. */
export interface LabNode {
  readonly name: string;
  /** IPv4 address on the lab's network. */
  readonly address: string;
  /** Absolute path of the folder that terminals begin in; undefined: the home folder. */
  readonly folder?: string | undefined;
  /** @throws SnippetsError `engine-lost`, `docker-refused` */
  openPty(command: readonly string[], size: PtySize): Promise<Pty>;
  /**
   * Sends a GET request of Docker's Engine API to the node's daemon, and returns the answer. Nothing of it is
   * visible in a terminal.
   * @param path such as `/networks`
   * @throws SnippetsError `engine-lost`, `docker-refused`
   */
  ask(path: string): Promise<unknown>;
  /**
   * Returns the role of the node's daemon in a swarm: the header `Swarm` of `GET /_ping`. `/info` has it too, but
   * takes ten times as long.
   * @throws SnippetsError `engine-lost`, `docker-refused`
   */
  swarmState(): Promise<SwarmState>;
  /**
   * Returns the interfaces of macvlan and ipvlan on the node itself, which its daemon does not know.
   * @throws SnippetsError `engine-lost`, `docker-refused`
   */
  interfaces(): Promise<readonly NodeInterface[]>;
  /**
   * Returns whether a program in the foreground of a terminal waits for input from it. False where the kernel does not
   * tell.
   * @param shell a text in the environment of the terminal's shell, and of no other process
   * @throws SnippetsError `engine-lost`, `docker-refused`
   */
  waitsForInput(shell: string): Promise<boolean>;
  /**
   * Kills the programs in the foreground of a terminal, but not its shell.
   * @param shell as for `waitsForInput`
   * @throws SnippetsError `engine-lost`, `docker-refused`
   */
  killForeground(shell: string): Promise<void>;
  /**
   * Kills the shell of a terminal, its programs, and what they have started in containers.
   * @param shell as for `waitsForInput`
   * @throws SnippetsError `engine-lost`, `docker-refused`
   */
  endTerminal(shell: string): Promise<void>;
  /**
   * Returns what the engine knows about the node. The node's own daemon need not answer.
   * @throws SnippetsError `engine-lost`, `docker-refused`
   */
  condition(): Promise<NodeCondition>;
}

export interface NodeInterface {
  readonly name: string;
  readonly driver: 'macvlan' | 'ipvlan';
  /** The interface of the node that it uses. */
  readonly parent: string;
  /** Addresses with prefix length. */
  readonly ipv4: readonly string[];
}

export type NodeCondition =
  | { readonly kind: 'running' }
  /** A process in it was killed because memory was full. */
  | { readonly kind: 'out-of-memory'; readonly isRunning: boolean }
  | { readonly kind: 'ended'; readonly exit: number }
  /** The node was removed. */
  | { readonly kind: 'gone' };

/** Values of the header `Swarm`, in Docker's Engine API since version 1.42. */
export const SWARM_STATES = ['inactive', 'pending', 'error', 'locked', 'active/worker', 'active/manager'] as const;
export type SwarmState = (typeof SWARM_STATES)[number];

export interface PtySize {
  readonly columns: number;
  readonly rows: number;
}

/** The runner's side of a pseudo-terminal. */
export interface Pty extends AsyncDisposable {
  /**
   * What the program prints. Ends when the program ends or the terminal is disposed. It has one reader.
   * @throws SnippetsError `engine-lost`
   */
  readonly output: AsyncIterable<Uint8Array>;
  /** Types text, as a person would. */
  write(text: string): void;
  resize(size: PtySize): Promise<void>;
}

/** Who made a lab on the engine; read from its labels. */
export interface LabOrigin {
  readonly labId: string;
  readonly page: string;
  /** ISO 8601. */
  readonly started: string;
  /** Of the process that made it. `elsewhere`: it belongs to another machine, so its state is unknown. */
  readonly ownerState: 'alive' | 'gone' | 'elsewhere';
}

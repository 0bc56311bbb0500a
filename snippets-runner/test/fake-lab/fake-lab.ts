/** Labs in memory that can provoke faults. They pass the same contract suite as labs on a real daemon. */

import type { EngineOffer } from '../../model/engine-offer.ts';
import { SnippetsError } from '../../model/error.ts';
import {
  type Engine,
  type EngineFacts,
  type ImageFacts,
  type Lab,
  type LabNode,
  type LabRequest,
  type NodeCondition,
  type NodeInterface,
  type Pty,
  type PtySize,
  SWARM_STATES,
  type SwarmState,
} from '../../model/lab.ts';
import type { KernelFeature } from '../../tutorial/page.ts';
import { nodePlaceholder } from '../../tutorial/snippet/placeholder.ts';
import { type FakePrograms, runFakeBash } from './fake-bash.ts';
import { BUILTINS } from './fake-programs.ts';
import { FakeTerminal } from './fake-terminal.ts';

export interface FakeFaults {
  readonly createLab?: SnippetsError;
  readonly openPty?: SnippetsError;
  /** Thrown when the lab is removed. The lab is removed all the same. */
  readonly dispose?: SnippetsError;
}

export interface FakeEngineOptions {
  readonly programs?: FakePrograms;
  /** By slug of the page. */
  readonly faults?: Readonly<Record<string, FakeFaults>>;
  /** Slugs of pages whose nodes are never ready. */
  readonly slow?: readonly string[];
  /** The most bytes that one read from a terminal returns. */
  readonly cut?: number;
  readonly facts?: Partial<EngineFacts>;
  readonly features?: readonly KernelFeature[];
  readonly slowdown?: number;
  /**
   * The answer of a node's daemon to a path, or a promise of it. For `/_ping`, it is the node's role in a swarm. Default: a daemon without
   * containers and networks.
   */
  readonly answers?: (node: string, path: string) => unknown;
  readonly interfaces?: (node: string) => readonly NodeInterface[];
  /** Whether a registry has an image that a page names. Default: it has all. */
  readonly isInRegistry?: (reference: string) => boolean;
  /** What has become of a node while its lab exists. Default: it runs. */
  readonly condition?: (node: string) => NodeCondition;
}

export const FAKE_FACTS: EngineFacts = {
  version: '28.5.2',
  api: '1.51',
  kernel: '6.12.48',
  os: 'linux',
  arch: 'x86_64',
};

/** The answers of a daemon without containers and networks, by path. */
const ANSWERS: Readonly<Record<string, unknown>> = {
  '/_ping': 'inactive',
  '/containers/json?all=true': [],
  '/info': { Swarm: { LocalNodeState: 'inactive', ControlAvailable: false } },
  '/networks': [],
  '/version': { Version: FAKE_FACTS.version },
  '/volumes': { Volumes: null },
};

export class FakeEngine implements Engine {
  readonly #options: FakeEngineOptions;
  /** Ids of the labs that exist now. */
  readonly labs = new Set<string>();
  /** Slugs of the pages for which labs were requested, in order. */
  readonly asked: string[] = [];
  /** The most labs that existed at once. */
  mostLabs = 0;

  constructor(options: FakeEngineOptions = {}) {
    this.#options = options;
  }

  async createLab({ page, spec, signal }: LabRequest): Promise<Lab> {
    this.asked.push(page);
    const { slow = [], faults = {}, facts, slowdown = 1, isInRegistry = () => true } = this.#options;
    const { createLab, openPty, dispose } = faults[page] ?? {};
    const id = `lab${this.asked.length}`;
    this.labs.add(id);
    this.mostLabs = Math.max(this.mostLabs, this.labs.size);
    if (slow.includes(page)) await abortOf(signal);
    if (signal.aborted || createLab) {
      this.labs.delete(id);
      throw signal.aborted ? new SnippetsError('interrupted', 'interrupted while a lab was starting', '') : createLab;
    }
    const pulled = (spec.references ?? []).filter(isInRegistry);
    const nodes = spec.nodes.map(
      (name, index) => new FakeNode(name, `10.213.0.${10 + index}`, this.#options, signal, openPty),
    );
    return {
      id,
      facts: { ...FAKE_FACTS, ...facts },
      slowdown,
      nodes: new Map(nodes.map((node) => [node.name, node])),
      images: new Map([...spec.images, ...pulled].map((name) => [name, fakeImage(name)])),
      placeholders: new Map(nodes.map(({ name, address }) => [nodePlaceholder(name), address])),
      [Symbol.asyncDispose]: async () => {
        for (const node of nodes) node.stop();
        this.labs.delete(id);
        if (dispose) throw dispose;
      },
    };
  }

  async features(): Promise<ReadonlySet<KernelFeature>> {
    return new Set(this.#options.features);
  }
}

/** Returns an offer of one engine, as a run gets it. */
export function offerOf(engine: FakeEngine, more: Partial<EngineOffer> = {}): EngineOffer {
  return {
    name: 'fake',
    identify: async () => ({ engine: 'fake', images: new Map() }),
    features: new Set(),
    isLastResort: false,
    jobs: 1,
    open: async () => engine,
    ...more,
  };
}

class FakeNode implements LabNode {
  readonly name: string;
  readonly address: string;
  readonly #options: FakeEngineOptions;
  /** Rejects when the lab is aborted. */
  readonly #letGo: Promise<never>;
  readonly #fault: SnippetsError | undefined;
  /** Each with the environment of its program. */
  readonly #terminals = new Map<FakeTerminal, string>();
  #isStopped = false;

  constructor(
    name: string,
    address: string,
    options: FakeEngineOptions,
    signal: AbortSignal,
    fault: SnippetsError | undefined,
  ) {
    this.name = name;
    this.address = address;
    this.#options = options;
    this.#letGo = abortOf(signal).then(() => {
      throw new SnippetsError('docker-refused', `the connection to ${name} is closed`, '');
    });
    this.#letGo.catch(() => undefined);
    this.#fault = fault;
  }

  async openPty(command: readonly string[], size: PtySize): Promise<Pty> {
    if (this.#fault) throw this.#fault;
    if (this.#isStopped) throw new SnippetsError('docker-refused', `no such container: ${this.name}`, '');
    const terminal = new FakeTerminal(size, this.#options.cut);
    this.#terminals.set(terminal, command.join('\n'));
    // As with a real process, the caller can read and write before the program does anything.
    setImmediate(() => void this.#start(command, terminal));
    return terminal.nearEnd(() => this.#terminals.delete(terminal));
  }

  async ask(path: string): Promise<unknown> {
    if (this.#isStopped) throw new SnippetsError('docker-refused', `no such container: ${this.name}`, '');
    const answer = await Promise.race([this.#options.answers?.(this.name, path) ?? ANSWERS[path], this.#letGo]);
    if (answer === undefined) throw new SnippetsError('docker-refused', `page not found: ${path}`, '');
    return answer;
  }

  async swarmState(): Promise<SwarmState> {
    const state = await this.ask('/_ping');
    return SWARM_STATES.find((known) => known === state) ?? 'inactive';
  }

  async interfaces(): Promise<readonly NodeInterface[]> {
    if (this.#isStopped) throw new SnippetsError('docker-refused', `no such container: ${this.name}`, '');
    return this.#options.interfaces?.(this.name) ?? [];
  }

  async waitsForInput(shell: string): Promise<boolean> {
    return this.#terminalOf(shell)?.isAwaited ?? false;
  }

  async killForeground(shell: string): Promise<void> {
    this.#terminalOf(shell)?.kill();
  }

  async endTerminal(shell: string): Promise<void> {
    this.#terminalOf(shell)?.end();
  }

  async condition(): Promise<NodeCondition> {
    if (this.#isStopped) return { kind: 'gone' };
    return this.#options.condition?.(this.name) ?? { kind: 'running' };
  }

  stop(): void {
    this.#isStopped = true;
    for (const terminal of this.#terminals.keys()) terminal.end();
  }

  #terminalOf(shell: string): FakeTerminal | undefined {
    return [...this.#terminals].find(([, command]) => command.includes(shell))?.[0];
  }

  async #start(command: readonly string[], terminal: FakeTerminal): Promise<void> {
    const programs = { ...BUILTINS, ...this.#options.programs };
    const { environment, program } = parseEnv(command);
    if (program[0] === 'bash') return runFakeBash({ terminal, environment, programs, node: this.name });
    const run = programs[program.join(' ')] ?? programs[program[0] ?? ''];
    await run?.({
      terminal,
      command: program.join(' '),
      node: this.name,
      lastExit: 0,
      signal: terminal.hangUp,
    });
    terminal.end();
  }
}

/** Parses `env --chdir=… NAME=VALUE… PROGRAM…`. */
function parseEnv(command: readonly string[]): { environment: Record<string, string>; program: readonly string[] } {
  if (command[0] !== 'env') return { environment: {}, program: command };
  const start = command.findIndex((word, index) => index > 0 && !word.startsWith('--') && !word.includes('='));
  const variables = command.slice(1, start).filter((word) => !word.startsWith('--'));
  return {
    environment: Object.fromEntries(
      variables.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
    ),
    program: command.slice(start),
  };
}

function fakeImage(name: string): ImageFacts {
  return { reference: `${name}:1`, id: `sha256:${name.padEnd(64, '0')}`, origin: 'registry' };
}

function abortOf(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

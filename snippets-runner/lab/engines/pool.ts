/**
 * The engines of a run. Without `--engine` there is one, the daemon that the docker command uses. If pages need
 * a kernel feature that it lacks, the virtual machines of `scripts/engine` are added.
 */
import { availableParallelism, totalmem } from 'node:os';
import type { EngineIdentity, EngineOffer } from '../../model/engine-offer.ts';
import { SnippetsError } from '../../model/error.ts';
import type { Engine } from '../../model/lab.ts';
import { KERNEL_FEATURES, type KernelFeature } from '../../tutorial/page.ts';
import { connect, connectTo } from '../daemon/connect.ts';
import type { Connection } from '../daemon/connection.ts';
import { EmbeddedEngines, type EmbeddedKind, isEmbeddedKind, machinesFor, obstacleTo } from './embedded.ts';
import { daemonIdentity, machineIdentity } from './identity.ts';
import { type OpenOptions, openEngine } from './open.ts';

export interface PoolOptions extends OpenOptions {
  /** The values of `--engine`: `native`, `vm`, docker contexts, addresses. Empty for the default. */
  readonly choices: readonly string[];
  /** The virtual machines that `vm` stands for. By default as many as this computer has room for. */
  readonly machines?: readonly EmbeddedKind[];
  /** How many pages run on one engine at once. */
  readonly jobs: number;
  readonly signal: AbortSignal;
}

/** Disposing releases the engines of `scripts/engine` that were started. */
export interface EnginePool extends AsyncDisposable {
  /**
   * Finds out what the results of pages depend on. Starts no engine.
   * @throws SnippetsError `engine-lost`, `docker-refused`
   */
  identify(): Promise<PoolIdentity>;
  /**
   * Returns the engines for pages with these needs. Probes the kernels only if there are any needs.
   * @throws SnippetsError as `Engine.features` does
   */
  offersFor(needs: ReadonlySet<KernelFeature>): Promise<Offers>;
}

export interface PoolIdentity {
  /** Names of the engines that every page may get. A page with needs may also get the virtual machine. */
  readonly chosen: readonly string[];
  /** By name of the engine. Engines of which too little is known are missing. */
  readonly engines: ReadonlyMap<string, EngineIdentity>;
}

export interface Offers {
  readonly offers: readonly EngineOffer[];
  /** For each engine that would have more features and cannot run here: why. */
  readonly missing: readonly string[];
}

/** @throws SnippetsError `engine-unreachable`, `engine-lost`, `docker-refused`, `option-invalid`, `interrupted` */
export async function openPool(options: PoolOptions): Promise<EnginePool> {
  const embedded = new EmbeddedEngines(options);
  const { machines: kinds = machinesFor(availableParallelism(), totalmem()) } = options;
  const machines = kinds.map((kind) => machineOffer(kind, options, embedded));
  let offers: readonly EngineOffer[];
  try {
    offers = await chosenOffers(options, machines, embedded);
  } catch (error) {
    await embedded[Symbol.asyncDispose]().catch(() => undefined);
    throw error;
  }
  return {
    identify: () => identify(offers, machines),
    offersFor: (needs) => offersFor(needs, offers, options.choices.length === 0 ? machines : []),
    [Symbol.asyncDispose]: () => embedded[Symbol.asyncDispose](),
  };
}

async function identify(offers: readonly EngineOffer[], machines: readonly EngineOffer[]): Promise<PoolIdentity> {
  const all = [...new Set([...offers, ...machines])];
  const identities = await Promise.all(all.map((offer) => offer.identify()));
  const engines = all.flatMap(({ name }, index) => {
    const identity = identities[index];
    return identity ? [[name, identity] as const] : [];
  });
  return { chosen: offers.map(({ name }) => name), engines: new Map(engines) };
}

async function chosenOffers(
  options: PoolOptions,
  machines: readonly EngineOffer[],
  embedded: EmbeddedEngines,
): Promise<readonly EngineOffer[]> {
  if (options.choices.length === 0) return [await offerAt(await connect(options), options)];
  const offers: EngineOffer[] = [];
  for (const choice of options.choices) {
    const names = choice === 'vm' ? machines.map(({ name }) => name) : [choice];
    const twice = names.find((each) => offers.some(({ name }) => name === each));
    if (twice !== undefined) {
      throw new SnippetsError('option-invalid', `engine ${twice} is given twice`, 'give it once');
    }
    if (choice === 'vm') offers.push(...machines);
    else offers.push(await chosenOffer(choice, options, embedded));
  }
  return offers;
}

async function chosenOffer(choice: string, options: PoolOptions, embedded: EmbeddedEngines): Promise<EngineOffer> {
  const connection = isEmbeddedKind(choice)
    ? await startEmbedded(choice, options, embedded)
    : await connectTo(choice, options);
  return offerAt(connection, options);
}

/** The engine is opened at once: its daemon answers, so this takes no time. */
async function offerAt(connection: Connection, options: PoolOptions): Promise<EngineOffer> {
  const engine = await openEngine(connection, options);
  return {
    name: connection.name,
    identify: () => daemonIdentity(connection, options.imagesFolder),
    features: new Set(),
    isLastResort: false,
    jobs: options.jobs,
    open: async () => engine,
  };
}

/** It has one processor, so pages slow each other down. Beside a page, only the next lab is booted. */
const MACHINE_JOBS = 1;
/** The machine always has the same kernel, so it is not started to probe it. */
const MACHINE_FEATURES: ReadonlySet<KernelFeature> = new Set(KERNEL_FEATURES);

/** A virtual machine is started when its first page runs. */
function machineOffer(kind: EmbeddedKind, options: PoolOptions, embedded: EmbeddedEngines): EngineOffer {
  let engine: Promise<Engine> | undefined;
  // Its labs end with it, and it ends before they are removed.
  const own = { ...options, onLeft: () => undefined };
  const start = async () => openEngine(await startEmbedded(kind, options, embedded), own);
  return {
    name: kind,
    identify: async () => machineIdentity(options.home, options.imagesFolder),
    features: MACHINE_FEATURES,
    isLastResort: true,
    jobs: MACHINE_JOBS,
    open: () => {
      engine ??= start();
      return engine;
    },
  };
}

async function startEmbedded(kind: EmbeddedKind, options: PoolOptions, embedded: EmbeddedEngines): Promise<Connection> {
  await embedded.start(kind);
  return connectTo(kind, options);
}

/** @param machines are added if no other engine has what the pages need; empty if they were not chosen */
async function offersFor(
  needs: ReadonlySet<KernelFeature>,
  opened: readonly EngineOffer[],
  machines: readonly EngineOffer[],
): Promise<Offers> {
  if (needs.size === 0) return { offers: opened, missing: [] };
  const offers = await Promise.all(opened.map(probed));
  const isMet = [...needs].every((need) => offers.some(({ features }) => features.has(need)));
  if (isMet || machines.length === 0) return { offers, missing: [] };
  const obstacle = obstacleTo('vm');
  if (obstacle !== undefined) return { offers, missing: [`engine vm cannot run on this machine: ${obstacle}`] };
  return { offers: [...offers, ...machines], missing: [] };
}

/** Returns the offer with the features of its kernel. */
async function probed(offer: EngineOffer): Promise<EngineOffer> {
  if (offer.isLastResort) return offer;
  return { ...offer, features: await (await offer.open()).features() };
}

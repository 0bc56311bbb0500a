/**
 * The engines of a run. Without a choice it is the Docker daemon that a docker command would talk to, and
 * beside it, for pages that need what its kernel lacks, the virtual machine of `scripts/engine`.
 */

import type { EngineOffer } from '../../model/engine-offer.ts';
import { SnippetsError } from '../../model/error.ts';
import type { Engine } from '../../model/lab.ts';
import { KERNEL_FEATURES, type KernelFeature } from '../../tutorial/page.ts';
import { type Connection, connect, connectTo, connectToEmbedded } from '../daemon/connect.ts';
import type { Reaped } from '../removal.ts';
import { type EmbeddedKind, holdEmbedded, isEmbeddedKind, letGoOfEmbedded, obstacleTo } from './embedded.ts';
import { type OpenEngine, type OpenOptions, openEngine } from './open.ts';

export interface PoolOptions extends OpenOptions {
  /** `native`, `vm`, docker contexts, addresses; none leaves the choice to what is there and what pages need. */
  readonly choices: readonly string[];
  /** How many pages run at once on one engine. */
  readonly jobs: number;
  readonly signal: AbortSignal;
  readonly onReaped: (reaped: Reaped) => void;
}

export interface EnginePool extends AsyncDisposable {
  /** What it is made of; the same result of the same page is to be expected as long as this is the same. */
  readonly identity: string;
  /** @param needs of the pages that are to be run. @throws SnippetsError as `Engine.features` does */
  offersFor(needs: ReadonlySet<KernelFeature>): Promise<Offers>;
}

export interface Offers {
  readonly offers: readonly EngineOffer[];
  /** Engines that would have more, and why they cannot be had. */
  readonly missing: readonly string[];
}

/** On an emulated processor, pages get in each other's way, and the lab of the next one is enough beside one. */
const JOBS_ON_MACHINE = 1;

/** @throws SnippetsError `engine-unreachable`, `engine-lost`, `docker-refused`, `option-invalid` */
export async function openPool(options: PoolOptions): Promise<EnginePool> {
  const held: EmbeddedKind[] = [];
  const members = new Map<string, Member>();
  try {
    for (const choice of options.choices) {
      if (members.has(choice))
        throw new SnippetsError('option-invalid', `engine ${choice} is given twice`, 'once will do');
      members.set(choice, await memberOf(choice, options, held));
    }
    if (members.size === 0) {
      const connection = await connect(options);
      members.set(nameOf(connection), await connectedMember(connection, options));
    }
  } catch (error) {
    for (const kind of held) await letGoOfEmbedded({ home: options.home, kind });
    throw error;
  }
  return {
    identity: [...members.values()].map(({ identity }) => identity).join(' '),
    offersFor: (needs) => offersFor(needs, members, options, held),
    [Symbol.asyncDispose]: async () => {
      for (const kind of held) await letGoOfEmbedded({ home: options.home, kind });
    },
  };
}

/** Connected to, or, where that takes long, when it is first needed. */
interface Member {
  readonly identity: string;
  readonly isMachine: boolean;
  readonly open: () => Promise<Engine>;
}

async function memberOf(choice: string, options: PoolOptions, held: EmbeddedKind[]): Promise<Member> {
  if (choice === 'vm') return machineMember(options, held);
  if (!isEmbeddedKind(choice)) return connectedMember(await connectTo(choice, options), options);
  return connectedMember(await startedConnection(choice, options, held), options);
}

async function connectedMember(connection: Connection, options: PoolOptions): Promise<Member> {
  const { engine } = await opened(connection, options);
  return { identity: `${connection.host} ${connection.version}`, isMachine: false, open: async () => engine };
}

function machineMember(options: PoolOptions, held: EmbeddedKind[]): Member {
  let engine: Promise<Engine> | undefined;
  const start = async () => (await opened(await startedConnection('vm', options, held), options)).engine;
  return {
    identity: 'vm',
    isMachine: true,
    open: () => {
      engine ??= start();
      return engine;
    },
  };
}

async function startedConnection(kind: EmbeddedKind, options: PoolOptions, held: EmbeddedKind[]): Promise<Connection> {
  const obstacle = obstacleTo(kind);
  if (obstacle !== undefined) {
    throw new SnippetsError('engine-unreachable', `engine ${kind} cannot be had here: ${obstacle}`, 'choose another');
  }
  held.push(kind);
  await holdEmbedded({ ...options, kind }, options.signal);
  return connectToEmbedded(kind, options.home);
}

async function opened(connection: Connection, options: PoolOptions): Promise<OpenEngine> {
  const open = await openEngine(connection, options);
  options.onReaped(open.reaped);
  return open;
}

async function offersFor(
  needs: ReadonlySet<KernelFeature>,
  members: ReadonlyMap<string, Member>,
  options: PoolOptions,
  held: EmbeddedKind[],
): Promise<Offers> {
  const offers = await Promise.all([...members].map(([name, member]) => offerOf(name, member, needs, options)));
  const isMet = [...needs].every((need) => offers.some(({ features }) => features.has(need)));
  if (isMet || options.choices.length > 0) return { offers, missing: [] };
  const obstacle = obstacleTo('vm');
  if (obstacle !== undefined) return { offers, missing: [`engine vm cannot be had here: ${obstacle}`] };
  return { offers: [...offers, await offerOf('vm', machineMember(options, held), needs, options)], missing: [] };
}

async function offerOf(
  name: string,
  { isMachine, open }: Member,
  needs: ReadonlySet<KernelFeature>,
  { jobs }: PoolOptions,
): Promise<EngineOffer> {
  const features = needs.size === 0 ? new Set<never>() : isMachine ? MACHINE_FEATURES : await (await open()).features();
  return { name, features, isLastResort: isMachine, jobs: isMachine ? JOBS_ON_MACHINE : jobs, open };
}

/** Its kernel is always the same one, so it need not be started to be asked. */
const MACHINE_FEATURES: ReadonlySet<KernelFeature> = new Set(KERNEL_FEATURES);

/** As `--engine` takes it, where it has a name. */
function nameOf({ host, source }: Connection): string {
  const context = /^docker context "(.+)"$/u.exec(source)?.[1];
  return context ?? (source.startsWith('embedded') ? 'native' : host);
}

/**
 * Finds the hosts that the prompts of a document name, such as `user@manager1:~$ `, `node1$ `, or the prompt of Play with
 * Docker, and the terminals that its blocks are for (`terminals.ts`).
 * A block is split where its host changes, and each part runs on the node of that host.
 *
 * Prompts of several hosts may be those of one machine at several times, or of containers. Without a lab that names the
 * nodes, the hosts become nodes only if they are certainly several machines: their names differ in a number only, or
 * the document makes a swarm of them.
 */
import { listed } from '../../base/nearest.ts';
import { NODE_NAME } from '../names.ts';
import type { LabSpec, Note, Position } from '../page.ts';
import type { Fence } from '../snippet/fence.ts';
import { parseFenceMeta } from '../snippet/fence-meta.ts';
import type { SourceText } from '../source/source-text.ts';
import { ownMeta } from './document-attributes.ts';
import { isCertain, shellPromptOf } from './prompts.ts';
import { saysMachines, terminalOf } from './terminals.ts';

/** A block whose lines before a prompt of two lines are removed. */
export interface HostFence extends Fence {
  /** By the number of a line: the host that the first line of its prompt has named. */
  readonly hostsAbove?: ReadonlyMap<number, string>;
}

/** A block, or a part of one. */
export interface BlockOfHost {
  readonly fence: Fence;
  /** The block that it is, or that it is a part of. */
  readonly whole: HostFence;
  /** The node whose prompt it shows. */
  readonly node: string | undefined;
}

export interface HostsRead {
  readonly blocks: readonly BlockOfHost[];
  /** The nodes of the lab. Undefined if the hosts change nothing. */
  readonly nodes: LabSpec['nodes'] | undefined;
  readonly notes: readonly Note[];
}

/** More nodes are not made because of prompts. */
const MOST_HOSTS = 6;

/** @param stated the nodes of the document's comment; undefined if it has none */
export function readHosts(
  fences: readonly HostFence[],
  stated: LabSpec['nodes'] | undefined,
  source: SourceText,
): HostsRead {
  const read = readPrompts(fences, stated);
  const terminals = [...new Set(fences.flatMap((fence) => terminalOf(fence) ?? []))].sort();
  const second = fences.find((fence) => terminalOf(fence) === terminals[1]);
  if (!second || terminals.length < 2 || read.nodes || terminals.length > MOST_HOSTS) return read;
  const { position } = second;
  const names = Array.from({ length: terminals.at(-1) ?? 0 }, (_, index) => `node${index + 1}`);
  const nodes = stated ?? (saysMachines(source) ? names : undefined);
  const named = `blocks are for several terminals, ${listed(terminals.map((number) => `.term${number}`))}`;
  if (!nodes) {
    const lab = `<!-- snippets lab: {nodes: [${names.join(', ')}]} -->`;
    const message = `${named}, and all run on one node: if these are of several machines, write ${lab}`;
    return { ...read, notes: [...read.notes, { position, message }] };
  }
  const onNodes = (block: BlockOfHost): BlockOfHost => ({
    ...block,
    node: block.node ?? nodes[(terminalOf(block.whole) ?? 0) - 1],
  });
  const message = `${named}: each runs on a node of its own, ${listed(nodes)}`;
  return {
    blocks: read.blocks.map(onNodes),
    nodes: stated ? undefined : names,
    notes: stated ? read.notes : [...read.notes, { position, message }],
  };
}

function readPrompts(fences: readonly HostFence[], stated: LabSpec['nodes'] | undefined): HostsRead {
  const blocksOn = (nodes: readonly string[]) => fences.flatMap((fence) => split(fence, nodes));
  if (stated) return { blocks: blocksOn(stated), nodes: undefined, notes: notSplit(fences, stated) };
  const shown = hostsIn(fences);
  const hosts = [...new Set(shown.map(({ host }) => host))];
  const [, second] = hosts;
  const position = shown.find(({ host }) => host === second)?.position;
  if (!position) return { blocks: blocksOn([]), nodes: undefined, notes: [] };
  const some = hosts.slice(0, MOST_HOSTS);
  const named = `prompts name several hosts, ${listed(some)}`;
  if (areMachines(hosts, fences)) {
    const message = `${named}: each block runs on the node of its host`;
    return { blocks: blocksOn(hosts), nodes: hosts, notes: [{ position, message }, ...notSplit(fences, hosts)] };
  }
  const lab = `<!-- snippets lab: {nodes: [${some.join(', ')}]} -->`;
  const message = `${named}, and all blocks run on one node: if these are machines, write ${lab}`;
  return { blocks: blocksOn([]), nodes: undefined, notes: [{ position, message }] };
}

interface HostShown {
  readonly host: string;
  readonly position: Position;
}

function hostsIn(fences: readonly HostFence[]): readonly HostShown[] {
  const found = fences.flatMap((fence) =>
    fence.body.flatMap(({ text, position }) => {
      const host = hostOf(fence, text, position);
      return host === undefined ? [] : { host, position };
    }),
  );
  const containers = containersIn(fences);
  return found.filter(({ host }) => !containers.has(host));
}

/** Returns the name of the node that a line's prompt names, if a command follows the prompt. */
function hostOf({ hostsAbove }: HostFence, text: string, { line }: Position): string | undefined {
  const prompt = shellPromptOf(text);
  if (!prompt || !isCertain(prompt, text.slice(prompt.text.length).trim())) return undefined;
  const host = hostsAbove?.get(line) ?? prompt.hostName;
  const name = host?.toLowerCase().replace(/\..*$/u, '').replaceAll('_', '-');
  // A container's name is an id.
  return name !== undefined && NODE_NAME.test(name) && !/^[0-9a-f]{12}$/u.test(name) ? name : undefined;
}

/** Returns the words of commands that name containers: their prompts are not those of machines. */
function containersIn(fences: readonly Fence[]): ReadonlySet<string> {
  const commands = fences.flatMap(({ body }) => body.filter(({ text }) => CONTAINER.test(text)));
  return new Set(commands.flatMap(({ text }) => text.toLowerCase().split(/[\s='"]+/u)));
}

const CONTAINER = /\b(?:docker|podman) (?:container )?(?:run|exec|attach|start|create|compose)\b/u;

function areMachines(hosts: readonly string[], fences: readonly Fence[]): boolean {
  if (hosts.length > MOST_HOSTS) return false;
  const stems = new Set(hosts.map((host) => host.replace(/\d+/gu, '')));
  return stems.size === 1 || fences.some(({ body }) => body.some(({ text }) => /\bdocker swarm join\b/u.test(text)));
}

/** Splits a block where another node's prompt begins. A block with attributes of ours stays whole: they are for all of it. */
function split(fence: HostFence, nodes: readonly string[]): readonly BlockOfHost[] {
  const starts = startsIn(fence, nodes);
  const isOne = starts.length === 1 || ownMeta(fence.meta).attributes.length > 0;
  if (isOne) return [{ fence, whole: fence, node: starts[0]?.node }];
  return starts.map(({ at, node }, index) => {
    const body = fence.body.slice(at, starts[index + 1]?.at);
    const position = body[0]?.position ?? fence.position;
    const part = index === 0 ? { ...fence, body } : { ...fence, body, position, meta: parseFenceMeta('') };
    return { fence: part, whole: fence, node };
  });
}

interface Start {
  /** Index of the line. */
  readonly at: number;
  readonly node: string | undefined;
}

/** Returns the lines at which another node's prompt begins. The first one is that of the block. */
function startsIn(fence: HostFence, nodes: readonly string[]): readonly Start[] {
  const starts: Start[] = [{ at: 0, node: undefined }];
  for (const [at, { text, position }] of fence.body.entries()) {
    const node = hostOf(fence, text, position);
    if (node === undefined || !nodes.includes(node)) continue;
    const last = starts.at(-1);
    if (last?.node === undefined) starts.splice(-1, 1, { at: last?.at ?? 0, node });
    else if (last.node !== node) starts.push({ at, node });
  }
  return starts;
}

/** Says which blocks with prompts of several nodes stay whole. One that names its node is meant to. */
function notSplit(fences: readonly HostFence[], nodes: readonly string[]): readonly Note[] {
  return fences.flatMap((fence) => {
    const { attributes } = ownMeta(fence.meta);
    const named = [...new Set(startsIn(fence, nodes).flatMap(({ node }) => node ?? []))];
    const staysWhole = named.length > 1 && attributes.length > 0 && !attributes.some(({ name }) => name === 'node');
    if (!staysWhole) return [];
    const why = `prompts name ${listed(named)} in a block with attributes`;
    const message = `${why}, so all of it runs on ${listed(named.slice(0, 1))}: write a block for each`;
    return [{ position: fence.position, message }];
  });
}

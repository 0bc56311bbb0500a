/**
 * What a page has made without Docker: namespaces, bridges and cables, found in the `ip` commands that have succeeded.
 * Docker does not know of them, so no topology has them. Also finds the bridges that Docker was told to name, what
 * namespaces belong to, and where each `tcpdump` has listened.
 */
import type { CapturedSnippet } from '../capture/capture.ts';
import { fillPlaceholders } from '../snippet/placeholder.ts';

export interface MadeInterface {
  readonly node: string;
  /** Empty for that of the node. */
  readonly namespace: string;
  readonly name: string;
  /** Such as `veth`, `bridge` or `vxlan`. */
  readonly kind: string;
  /** Number of the cable, if it is one end of one. */
  readonly cable: number | undefined;
  /** The bridge that it is plugged into. */
  readonly master: string | undefined;
  /** Such as `10.99.0.2/24`. */
  readonly address: string | undefined;
}

export interface Made {
  readonly interfaces: readonly MadeInterface[];
  /** Bridges that Docker was told to name, by node and name of the interface. */
  readonly bridgeNames: ReadonlyMap<string, string>;
  /** Names of containers and networks, by node and name of the namespace. */
  readonly owners: ReadonlyMap<string, string>;
  /** By name of the file that tcpdump has written. */
  readonly recordings: readonly Recording[];
}

/** A `tcpdump` that writes to a file. */
export interface Recording {
  readonly file: string;
  readonly node: string;
  /** Its namespace, or the container that it is in. Empty for that of the node. */
  readonly namespace: string;
}

/** @param snippets those that have run, in order */
export function madeBy(snippets: readonly CapturedSnippet[]): Made {
  const workshop = new Workshop();
  for (const { node, steps, values = {} } of snippets) {
    for (const { prompt, text, exit } of steps) {
      if (prompt !== '$ ' || exit !== 0) continue;
      const line = fillPlaceholders(text, new Map(Object.entries(values))).replace(/\s*\\\n\s*/gu, ' ');
      workshop.listen(node, line);
      workshop.own(node, line);
      for (const command of line.split(/\s*(?:&&|;|\n)\s*/u)) workshop.run(node, command.trim().split(/\s+/u));
    }
  }
  return workshop;
}

/** Patterns of commands that name a namespace, and the groups of its name and of what it belongs to. */
const NAMINGS: readonly (readonly [pattern: RegExp, name: number, owner: number])[] = [
  [/\bip netns attach (\S+) .*\binspect\b.*[\s=]([\w.-]+)\)/u, 1, 2],
  [/\bln -s\S* \S*docker\/netns\/1-\$\(docker network inspect\b[^|)]*\s([\w.-]+)[^/]*\S*netns\/(\S+)/u, 2, 1],
  [/\bln -s\S* \S*docker\/netns\/(ingress_sbox) \S*netns\/(\S+)/u, 2, 1],
];

type Changing = { -readonly [Key in keyof MadeInterface]: MadeInterface[Key] };

class Workshop implements Made {
  interfaces: Changing[] = [];
  readonly bridgeNames = new Map<string, string>();
  readonly owners = new Map<string, string>();
  readonly recordings: Recording[] = [];
  #cables = 0;

  /** Reads `ip netns exec box tcpdump … > file`, and the like. */
  listen(node: string, line: string): void {
    const [, before = '', after = ''] = /^(.*?)\btcpdump\b(.*)$/su.exec(line) ?? [];
    const file = /(?:^|[^\d&>])>>?\s*([\w./-]+)/u.exec(after)?.[1];
    if (file === undefined) return;
    const named = /(?:netns exec|docker exec(?: -\S+)*)\s+(\S+)\s+(?:sudo\s+)?$/u.exec(before)?.[1];
    const entered = /\bnsenter\b.*\binspect\b[^)]*\s([\w.-]+)\)/su.exec(before)?.[1];
    this.recordings.push({ file: file.replace(/^.*\//u, ''), node, namespace: named ?? entered ?? '' });
  }

  /** Reads how a namespace of Docker gets a name: `ip netns attach`, or a link to `/var/run/docker/netns`. */
  own(node: string, line: string): void {
    for (const [pattern, name, owner] of NAMINGS) {
      const found = pattern.exec(line);
      if (found) this.owners.set(`${node} ${found[name]}`, found[owner] ?? '');
    }
  }

  run(node: string, words: readonly string[]): void {
    const [program, first, second, third, ...rest] = words;
    if (program === 'sudo') this.run(node, words.slice(1));
    else if (program === 'docker' && first === 'network' && second === 'create') this.#named(node, words);
    else if (program !== 'ip') return;
    else if (first === 'netns' && second === 'exec') {
      if (rest[0] === 'ip') this.#ip(node, third ?? '', rest.slice(1));
    } else if (first === 'netns' && /^del/u.test(second ?? '')) this.#deleteNamespace(node, third ?? '');
    else if (first === '-n' || first === '-netns') this.#ip(node, second ?? '', words.slice(3));
    else this.#ip(node, '', words.slice(1));
  }

  #named(node: string, words: readonly string[]): void {
    const name = /\bcom\.docker\.network\.bridge\.name=(\S+)/u.exec(words.join(' '))?.[1];
    if (name !== undefined) this.bridgeNames.set(`${node} ${name}`, words.at(-1) ?? '');
  }

  #ip(node: string, namespace: string, words: readonly string[]): void {
    const [object = '', action = '', ...rest] = words.filter((word) => !word.startsWith('-'));
    if (/^l(?:i(?:nk?)?)?$/u.test(object)) {
      if (action === 'add') this.#add(node, namespace, rest);
      else if (action === 'set') this.#set(node, namespace, rest);
      else if (/^del/u.test(action)) this.#delete(node, namespace, wordAfter(rest, 'dev') ?? rest[0] ?? '');
    } else if (/^a(?:ddr(?:ess)?)?$/u.test(object) && action === 'add') {
      const found = this.#find(node, namespace, wordAfter(rest, 'dev') ?? '');
      if (found) found.address ??= rest[0];
    }
  }

  #add(node: string, namespace: string, words: readonly string[]): void {
    const at = words.indexOf('peer');
    const ownWords = at < 0 ? words : words.slice(0, at);
    const name = wordAfter(ownWords, 'name') ?? words[0] ?? '';
    const kind = wordAfter(words, 'type') ?? '';
    const cable = kind === 'veth' ? ++this.#cables : undefined;
    const own = { node, namespace, kind, cable, master: undefined, address: undefined };
    this.interfaces.push({ ...own, name, master: wordAfter(ownWords, 'master') });
    if (cable === undefined || at < 0) return;
    const peer = words.slice(at + 1);
    const peerName = wordAfter(peer, 'name') ?? peer[0] ?? '';
    this.interfaces.push({ ...own, name: peerName, namespace: wordAfter(peer, 'netns') ?? namespace });
  }

  #set(node: string, namespace: string, words: readonly string[]): void {
    const found = this.#find(node, namespace, wordAfter(words, 'dev') ?? words[0] ?? '');
    if (!found) return;
    found.master = words.includes('nomaster') ? undefined : (wordAfter(words, 'master') ?? found.master);
    found.namespace = wordAfter(words, 'netns') ?? found.namespace;
    found.name = wordAfter(words, 'name') ?? found.name;
  }

  #delete(node: string, namespace: string, name: string): void {
    const gone = this.#find(node, namespace, name);
    if (gone) this.interfaces = this.interfaces.filter((each) => each !== gone && !areOneCable(each, gone));
  }

  #deleteNamespace(node: string, name: string): void {
    const gone = this.interfaces.filter((each) => each.node === node && each.namespace === name);
    this.interfaces = this.interfaces.filter((each) => !gone.some((own) => own === each || areOneCable(own, each)));
  }

  #find(node: string, namespace: string, name: string): Changing | undefined {
    return this.interfaces.find((each) => each.node === node && each.namespace === namespace && each.name === name);
  }
}

/** Returns the word after a keyword. */
function wordAfter(words: readonly string[], keyword: string): string | undefined {
  const at = words.indexOf(keyword);
  return at < 0 ? undefined : words[at + 1];
}

function areOneCable(one: MadeInterface, other: MadeInterface): boolean {
  return one.cable !== undefined && one.cable === other.cable;
}

/** Returns the other end of a cable. */
export function otherEnd(own: MadeInterface, { interfaces }: Made): MadeInterface | undefined {
  return interfaces.find((each) => each !== own && areOneCable(each, own));
}

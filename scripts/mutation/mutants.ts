/** Makes mutants: copies of a page or a document with one change each. */
import type { Page, Snippet, Step } from '../../snippets-runner/tutorial/page.ts';
import { exerciseChanges } from './exercises.ts';
import { argumentChanges, type Change, changesOf, namesIn, type RuleName } from './rules.ts';

export interface Mutant {
  readonly rule: RuleName;
  /** Snippet and command before the change, such as `create, $ docker network create demo`. */
  readonly original: string;
  /** The command after the change, or after which command it now runs. */
  readonly change: string;
  readonly page: Page;
  /** Why the change shows in no output; such a mutant is not run. Undefined for a mutant that must be detected. */
  readonly equivalent: string | undefined;
  /** Why the change may go unnoticed. The mutant is run, because a later output may show it. */
  readonly excuse: string | undefined;
}

/** Longest timeout of a mutant's snippet. Many mutants time out, and a longer wait would show nothing more. */
const MOST_TIMEOUT_MS = 20_000;

/** What an exercise plays several times is changed each time: an author writes it once. */
export function mutantsOf(page: Page): readonly Mutant[] {
  const names = namesIn(commandsOf(page));
  const changed = writtenIn(page).flatMap((snippet) =>
    snippet.steps.flatMap((step, index): Mutant[] => {
      if (step.kind === 'input') return [];
      const endsStep = snippet.steps[index + 1]?.kind !== 'input';
      const changes = changesOf(step.text, names, endsStep);
      // The commands of documents are those of any program, so that the names of Docker are not enough.
      const more = page.kind === 'document' ? argumentChanges(step.text) : [];
      return [...changes, ...more, ...exerciseChanges(page, snippet, step.text)].map((change) =>
        mutant(
          page,
          withReason(page, snippet, step.text, change),
          `${snippet.id}, $ ${oneLine(step.text)}`,
          withStep(snippet, index, change.text),
        ),
      );
    }),
  );
  return [...changed, ...orderMutants(page)].map((each, number) => ({
    ...each,
    page: { ...each.page, slug: `${page.slug}~${number + 1}` },
  }));
}

/**
 * Survivors that were examined by hand: they print the same output. Each is identified by page, snippet, and the
 * command after the change, or `after $ …` for another order.
 */
const EXAMINED: readonly (readonly [slug: string, id: string, after: RegExp, why: string])[] = [
  ['bridge/by-hand', 'question-second-box', /^after /u, 'settings of two interfaces, in either order'],
  [
    'bridge/compose',
    'all-pairs',
    /shop-db-1 ping -c 2 .*<OUTSIDE_IP>$/u,
    'a packet without a route is not sent, with any count',
  ],
  ['bridge/names', 'internal', /exec web grep ExtServers/u, 'both containers ask the same server'],
  ['bridge/names', 'question-stopped', /exec client2 nslookup/u, 'both containers ask the same server'],
  ['bridge/options', 'name-on-shop', /--network office/u, 'both networks let out, so both find the name'],
  ['bridge/options', 'name-on-shop', /--bind-interfaces$/u, 'without an address, dnsmasq listens at all addresses'],
  [
    'bridge/several-networks',
    'pairs',
    /exec -t db ping -c 2 -W 1 10\.81\.0\.2$/u,
    'a packet without a route is not sent, with any count',
  ],
  ['host/nginx', 'rights', /--network bridge/u, 'on any network, it is refused because permissions are missing'],
  ['host/nginx', 'processes-unseen', /--network bridge/u, 'a container sees its own processes on any network'],
  ['ipvlan/modes', 'l3-watch', /^tcpdump -n -e -c 2 icmp/u, 'without -i, tcpdump takes the first interface: eth0'],
  [
    'macvlan/bridge-mode',
    'overlap',
    /--driver bridge|0\/24 lan2$/u,
    'an overlapping subnet is refused before anything else is checked',
  ],
  ['outside/firewall', 'clean-up', /^after .*netns delete/u, 'both are removed, in either order'],
  ['outside/firewall', 'right-number', /-i eth0 -m conntrack/u, 'only TCP is tried, with and without -p tcp'],
  ['outside/mtu', 'clean-up-gateway', /^after .*rm told listening/u, 'both are undone, in either order'],
  ['outside/mtu', 'question-until-restart', /exec probe ip link/u, 'both containers have the MTU of their network'],
  ['outside/nftables', 'own-out', /exec db wget/u, 'both containers reach the outside'],
  ['outside/nftables', 'remove-guest', /^after .*nft delete table/u, 'both are removed, in either order'],
  ['outside/reach-host', 'firewall-off', /^after .*iptables -D INPUT/u, 'both are undone, in either order'],
  [
    'outside/proxy',
    'internal',
    /-qO- http:\/\/<PROXY_IP>$/u,
    'the proxy is not reached, whatever it would be asked for',
  ],
  ['overlay/encrypted', 'not-later', /^docker network create .* open-net$/u, 'a name that is taken is refused first'],
  ['overlay/encrypted', 'not-overheard', /grep -c/u, 'nothing has the words, and -c prints 0 for any kind of file'],
  ['overlay/packet', 'clean-up-worker', /^after .*rm -r trace/u, 'both are removed, in either order'],
  ['plugins/own-driver', 'clean-up', /^after .*rm -f driver/u, 'both are removed, in either order'],
  [
    'practice/compose-and-mtu',
    'small-only-set-up-gateway',
    /^after .*ip link add vpn/u,
    'settings of two interfaces, in either order',
  ],
  [
    'practice/compose-and-mtu',
    'small-only-check',
    /elif false\nthen echo "[^"]*small page/u,
    'who does not load the small page does not load the large one either, so it only says it more precisely',
  ],
  ['practice/compose-and-mtu', 'small-only-set-up-server', /head -c 100001/u, 'one byte of a large page'],
  [
    'practice/firewalls',
    'still-open-both',
    /-I DOCKER-USER -p tcp/u,
    'nobody but laptop asks the containers for port 80 meanwhile',
  ],
  ['practice/swarm', 'all-but-one-ready', /<MANAGER_IP>:8080$/u, 'both nodes answer with the same page'],
  [
    'practice/swarm',
    'all-but-one-check',
    /service inspect (?:db|api) \| grep/u,
    'the JSON has other words only after a port or a network was taken back, as it shows the specification before',
  ],
  ['terminal-shows-its-own-prompt.md', 'block-1', /grep -c PS2/u, 'neither variable is set'],
  ['sudo-and-compose.md', 'block-2', /compose version \|/u, 'both forms of the version are one line'],
];

/** Adds why a change is equivalent, if it was examined by hand or if the rest of the snippet shows it. */
function withReason(page: Page, snippet: Snippet, before: string, change: Change): Change {
  if (change.equivalent !== undefined) return change;
  const equivalent = examined(page, snippet, change.text) ?? reasonInContext(page, snippet, before, change);
  return { ...change, equivalent };
}

function examined(page: Page, snippet: Snippet, after: string): string | undefined {
  return EXAMINED.find(([slug, id, pattern]) => isMeant(slug, page) && id === snippet.id && pattern.test(after))?.[3];
}

/** A document is meant wherever it is. */
function isMeant(slug: string, page: Page): boolean {
  return page.slug === slug || (page.kind === 'document' && page.slug.endsWith(`/${slug}`));
}

function reasonInContext(page: Page, snippet: Snippet, before: string, { rule, text }: Change): string | undefined {
  const isRefused = isRefusedIn(page, snippet, before);
  if (rule === 'value' && isRefused && /\bping (?:-[a-zA-Z] \d+ )+[a-z][\w.-]*$/u.test(before)) {
    return 'a name that is not found is not pinged, with any count';
  }
  if (rule === 'name' && isRefused && before.startsWith('docker run '))
    return 'a container that is refused gets no name';
  if (rule === 'flag' && isRefused && /^docker run -[dit]+ /u.test(before) && /^docker run (?:-[dit]+ )?/u.test(text))
    return 'a container that is refused is not started in any way';
  if (rule === 'argument' && isRefused && before.startsWith('docker run '))
    return 'a container that is refused runs nothing';
  if (rule === 'network' && isRefused && before.startsWith('docker network connect ') && hasNoNetwork(page, before))
    return 'a container on the network none is refused any other';
  if (rule === 'target' && before.startsWith('docker port ') && !mayPublish(page, before) && !mayPublish(page, text))
    return 'neither container publishes a port';
  if (before === 'docker ps --all' && text === 'docker ps' && isAllRemoved(page, snippet)) {
    return 'all containers are removed, so both list none';
  }
  return undefined;
}

/** Returns whether a command fails. A document need not say so: it shows what the last command of a block prints. */
function isRefusedIn(page: Page, snippet: Snippet, command: string): boolean {
  if (page.kind === 'page') return snippet.exit !== 0 && snippet.steps.at(-1)?.text === command;
  const step = snippet.steps.findIndex(({ text }) => text === command);
  const output = page.shown.find(({ id }) => id === snippet.id)?.steps?.[step]?.output ?? '';
  return /^(?:docker|ping): |^Error response /mu.test(output);
}

/** Returns whether `docker network connect` names a container on the network `none`. */
function hasNoNetwork(page: Page, command: string): boolean {
  const name = command.split(' ').at(-1) ?? '';
  const run = commandsOf(page).find((each) => each.includes(`--name ${name} `)) ?? '';
  return /--network[ =]none\b/u.test(run);
}

/** Returns whether the container that `docker port` names may have a published port. */
function mayPublish(page: Page, command: string): boolean {
  const name = command.split(' ')[2] ?? '';
  const run = commandsOf(page).find((each) => each.includes(`--name ${name} `)) ?? '';
  return /\s(?:-p|-P|--publish\S*)\s/u.test(run) && !/--network (?:none|host)\b/u.test(run);
}

/** Returns whether no container is started after the last removal, up to the end of the snippet. */
function isAllRemoved(page: Page, snippet: Snippet): boolean {
  const index = page.snippets.findIndex(({ id }) => id === snippet.id);
  const commands = commandsOf({ snippets: page.snippets.slice(0, index + 1) });
  const removed = commands.findLastIndex((command) => command.startsWith('docker rm '));
  return removed > commands.findLastIndex((command) => /^docker (?:run|create|start) /u.test(command));
}

/** Returns the snippets that the author has written, without those that an exercise plays again. */
function writtenIn({ snippets }: Page): readonly Snippet[] {
  return snippets.filter(({ repeats }) => repeats === undefined);
}

function mutant(page: Page, { rule, text, equivalent }: Change, original: string, snippet: Snippet): Mutant {
  return {
    rule,
    original,
    change: `$ ${oneLine(text)}`,
    page: withShortTimeouts(withSteps(page, snippet)),
    equivalent,
    excuse: excuseIn(page, snippet, rule, text),
  };
}

/** Returns why a document may not show a change of a block. CONTRIBUTING.md tells authors the same. */
function excuseIn(page: Page, { id }: Snippet, rule: RuleName, changed: string): string | undefined {
  if (page.kind !== 'document') return undefined;
  const steps = page.snippets.find((each) => each.id === id)?.steps ?? [];
  const shown = page.shown.find((each) => each.id === id);
  if (rule === 'exit') {
    const index = steps.findIndex(({ text }) => changed === `${text}; (exit 9)`);
    const isShown = (shown?.steps?.[index]?.output ?? '') !== '';
    return isShown ? 'a document may show what a failing command prints, in place of exit=N' : undefined;
  }
  const isRemoval = (text: string) => /\s--rm\b/u.test(text);
  if (rule === 'flag' && !isRemoval(changed) && steps.some(({ text }) => isRemoval(text)))
    return 'what stays on the nodes is not checked, unless the document says leaves: []';
  return shown?.steps === undefined ? 'the block shows no output, so only its exit codes are compared' : undefined;
}

/** Gives a snippet of a page its changed steps, each time that it is played. */
function withSteps<P extends Page>(page: P, { id, steps }: Snippet): P {
  const snippets = page.snippets.map((each) => ((each.repeats ?? each.id) === id ? { ...each, steps } : each));
  return { ...page, snippets };
}

function withStep(snippet: Snippet, index: number, text: string): Snippet {
  const steps = snippet.steps.map((step, at): Step => (at === index ? { ...step, text } : step));
  return { ...snippet, steps };
}

/** Swaps two neighbouring commands of a snippet. */
function orderMutants(page: Page): Mutant[] {
  return writtenIn(page).flatMap((snippet) =>
    snippet.steps.flatMap((first, index): Mutant[] => {
      const second = snippet.steps[index + 1];
      if (first.kind === 'input' || second?.kind !== 'command' || first.text === second.text) return [];
      if (snippet.steps[index + 2]?.kind === 'input') return [];
      const steps = snippet.steps.with(index, second).with(index + 1, first);
      const original = `${snippet.id}, $ ${oneLine(first.text)}`;
      const change = `after $ ${oneLine(second.text)}`;
      const equivalent = examined(page, snippet, change) ?? reasonForEitherOrder(first.text, second.text);
      const changed = withShortTimeouts(withSteps(page, { ...snippet, steps }));
      return [
        { rule: 'order', original, change, page: changed, equivalent, excuse: excuseIn(page, snippet, 'order', '') },
      ];
    }),
  );
}

function reasonForEitherOrder(first: string, second: string): string | undefined {
  const starts = [first, second].filter((text) => text.startsWith('docker run -d'));
  if (starts.length === 2) return 'two containers are started, and their order shows only in their addresses';
  const isAddress = (text: string) => /^ip (?:-n \S+ )?addr(?:ess)? add /u.test(text);
  const isUp = (text: string) => /^ip (?:-n \S+ )?link set \S+ (?:master \S+ )?up$/u.test(text);
  if ((isAddress(first) && isUp(second)) || (isUp(first) && isAddress(second)))
    return 'an address that is set before the interface is up stays';
  return undefined;
}

function withShortTimeouts<P extends Page>(page: P): P {
  const snippets = page.snippets.map((snippet) => ({
    ...snippet,
    timeoutMs: Math.min(snippet.timeoutMs, MOST_TIMEOUT_MS),
  }));
  return { ...page, snippets };
}

function commandsOf({ snippets }: Pick<Page, 'snippets'>): readonly string[] {
  return snippets.flatMap(({ steps }) => steps.filter(({ kind }) => kind === 'command').map(({ text }) => text));
}

function oneLine(text: string): string {
  return text.replace(/\s*\\?\n\s*/gu, ' ');
}

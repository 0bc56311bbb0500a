/** Makes mutants: copies of a page with one change each. */
import type { SitePage, Snippet, Step } from '../../snippets-runner/tutorial/page.ts';
import { type Change, changesOf, namesIn, type RuleName } from './rules.ts';

export interface Mutant {
  readonly rule: RuleName;
  /** Snippet and command before the change, such as `create, $ docker network create demo`. */
  readonly original: string;
  /** The command after the change, or after which command it now runs. */
  readonly change: string;
  readonly page: SitePage;
  /** Why the change shows in no output; such a mutant is not run. Undefined for a mutant that must be detected. */
  readonly equivalent: string | undefined;
}

/** Longest timeout of a mutant's snippet. Many mutants time out, and a longer wait would show nothing more. */
const MOST_TIMEOUT_MS = 20_000;

export function mutantsOf(page: SitePage): readonly Mutant[] {
  const names = namesIn(commandsOf(page));
  const changed = page.snippets.flatMap((snippet) =>
    snippet.steps.flatMap((step, index): Mutant[] => {
      if (step.kind === 'input') return [];
      const endsStep = snippet.steps[index + 1]?.kind !== 'input';
      return changesOf(step.text, names, endsStep).map((change) =>
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
 * command after the change.
 */
const EXAMINED: readonly (readonly [slug: string, id: string, after: RegExp, why: string])[] = [
  ['host/nginx', 'rights', /--network bridge/u, 'on any network, it is refused because permissions are missing'],
  ['host/nginx', 'processes-unseen', /--network bridge/u, 'a container sees its own processes on any network'],
  [
    'macvlan/bridge-mode',
    'overlap',
    /--driver bridge|0\/24 lan2$/u,
    'an overlapping subnet is refused before anything else is checked',
  ],
];

/** Adds why a change is equivalent, if it was examined by hand or if the rest of the snippet shows it. */
function withReason(page: SitePage, snippet: Snippet, before: string, change: Change): Change {
  if (change.equivalent !== undefined) return change;
  const known = EXAMINED.find(
    ([slug, id, after]) => slug === page.slug && id === snippet.id && after.test(change.text),
  );
  if (known) return { ...change, equivalent: known[3] };
  return { ...change, equivalent: reasonInContext(page, snippet, before, change) };
}

function reasonInContext(page: SitePage, snippet: Snippet, before: string, { rule, text }: Change): string | undefined {
  const isRefused = snippet.exit !== 0 && snippet.steps.at(-1)?.text === before;
  if (rule === 'value' && isRefused && /\bping (?:-[a-zA-Z] \d+ )+[a-z][\w.-]*$/u.test(before)) {
    return 'a name that is not found is not pinged, with any count';
  }
  if (rule === 'name' && isRefused && before.startsWith('docker run '))
    return 'a container that is refused gets no name';
  if (before === 'docker ps --all' && text === 'docker ps' && isAllRemoved(page, snippet)) {
    return 'all containers are removed, so both list none';
  }
  return undefined;
}

/** Returns whether no container is started after the last removal, up to the end of the snippet. */
function isAllRemoved(page: SitePage, snippet: Snippet): boolean {
  const index = page.snippets.findIndex(({ id }) => id === snippet.id);
  const commands = commandsOf({ ...page, snippets: page.snippets.slice(0, index + 1) });
  const removed = commands.findLastIndex((command) => command.startsWith('docker rm '));
  return removed > commands.findLastIndex((command) => /^docker (?:run|create|start) /u.test(command));
}

function mutant(page: SitePage, { rule, text, equivalent }: Change, original: string, snippet: Snippet): Mutant {
  const snippets = page.snippets.map((each) => (each.id === snippet.id ? snippet : each));
  return { rule, original, change: `$ ${oneLine(text)}`, page: withShortTimeouts({ ...page, snippets }), equivalent };
}

function withStep(snippet: Snippet, index: number, text: string): Snippet {
  const steps = snippet.steps.map((step, at): Step => (at === index ? { ...step, text } : step));
  return { ...snippet, steps };
}

/** Swaps two neighbouring commands of a snippet. */
function orderMutants(page: SitePage): Mutant[] {
  return page.snippets.flatMap((snippet) =>
    snippet.steps.flatMap((first, index): Mutant[] => {
      const second = snippet.steps[index + 1];
      if (first.kind === 'input' || second?.kind !== 'command' || first.text === second.text) return [];
      if (snippet.steps[index + 2]?.kind === 'input') return [];
      const steps = snippet.steps.with(index, second).with(index + 1, first);
      const original = `${snippet.id}, $ ${oneLine(first.text)}`;
      const change = `after $ ${oneLine(second.text)}`;
      const snippets = page.snippets.map((each) => (each === snippet ? { ...snippet, steps } : each));
      const equivalent = reasonForEitherOrder(first.text, second.text);
      return [{ rule: 'order', original, change, page: withShortTimeouts({ ...page, snippets }), equivalent }];
    }),
  );
}

function reasonForEitherOrder(first: string, second: string): string | undefined {
  const starts = [first, second].filter((text) => text.startsWith('docker run -d'));
  if (starts.length === 2) return 'two containers are started, and their order shows only in their addresses';
  if (first.startsWith('ip addr add ') && /^ip link set \S+ up$/u.test(second))
    return 'an address that is set before the interface is up stays';
  return undefined;
}

function withShortTimeouts(page: SitePage): SitePage {
  const snippets = page.snippets.map((snippet) => ({
    ...snippet,
    timeoutMs: Math.min(snippet.timeoutMs, MOST_TIMEOUT_MS),
  }));
  return { ...page, snippets };
}

function commandsOf({ snippets }: SitePage): readonly string[] {
  return snippets.flatMap(({ steps }) => steps.filter(({ kind }) => kind === 'command').map(({ text }) => text));
}

function oneLine(text: string): string {
  return text.replace(/\s*\\?\n\s*/gu, ' ');
}

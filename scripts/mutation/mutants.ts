/** Pages that differ from a page in one thing. */
import type { SitePage, Snippet, Step } from '../../snippets-runner/tutorial/page.ts';
import { type Change, changesOf, type RuleName, thingsOf } from './rules.ts';

export interface Mutant {
  readonly rule: RuleName;
  /** Snippet and command, for people. */
  readonly place: string;
  readonly change: string;
  readonly page: SitePage;
  readonly equivalent: string | undefined;
}

/** What a mutant waits for in vain tells no more after a minute than after this. */
const MOST_TIMEOUT_MS = 20_000;

export function mutantsOf(page: SitePage): readonly Mutant[] {
  const things = thingsOf(commandsOf(page));
  const changed = page.snippets.flatMap((snippet) =>
    snippet.steps.flatMap((step, index): Mutant[] => {
      if (step.kind === 'input') return [];
      const endsStep = snippet.steps[index + 1]?.kind !== 'input';
      return changesOf(step.text, things, endsStep).map((change) =>
        mutant(
          page,
          judged(page, snippet, step.text, change),
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
 * Looked at, one by one, when they went unnoticed: what is printed is the same. By page, snippet, and what
 * the command became.
 */
const SAME_WHEN_LOOKED_AT: readonly (readonly [slug: string, id: string, after: RegExp, why: string])[] = [
  ['host/nginx', 'rights', /--network bridge/u, 'it is refused on any network, for want of rights'],
  ['host/nginx', 'processes-unseen', /--network bridge/u, 'a container sees its own processes on any network'],
  [
    'macvlan/bridge-mode',
    'overlap',
    /--driver bridge|0\/24 lan2$/u,
    'a pool that overlaps is refused before anything else',
  ],
];

/** With why it changes nothing, where the rest of the snippet or a look has told. */
function judged(page: SitePage, snippet: Snippet, before: string, change: Change): Change {
  if (change.equivalent !== undefined) return change;
  const known = SAME_WHEN_LOOKED_AT.find(
    ([slug, id, after]) => slug === page.slug && id === snippet.id && after.test(change.text),
  );
  if (known) return { ...change, equivalent: known[3] };
  return { ...change, equivalent: sameHere(page, snippet, before, change) };
}

function sameHere(page: SitePage, snippet: Snippet, before: string, { rule, text }: Change): string | undefined {
  const isRefused = snippet.exit !== 0 && snippet.steps.at(-1)?.text === before;
  if (rule === 'value' && isRefused && /\bping (?:-[a-zA-Z] \d+ )+[a-z][\w.-]*$/u.test(before)) {
    return 'a name that is not found is not pinged, however often';
  }
  if (rule === 'name' && isRefused && before.startsWith('docker run ')) return 'what is refused gets no name';
  if (before === 'docker ps --all' && text === 'docker ps' && isAllRemoved(page, snippet)) {
    return 'with all containers removed there is none to list either way';
  }
  return undefined;
}

/** Whether no container is started after the last that was removed, up to the end of a snippet. */
function isAllRemoved(page: SitePage, snippet: Snippet): boolean {
  const index = page.snippets.findIndex(({ id }) => id === snippet.id);
  const commands = commandsOf({ ...page, snippets: page.snippets.slice(0, index + 1) });
  const removed = commands.findLastIndex((command) => command.startsWith('docker rm '));
  return removed > commands.findLastIndex((command) => /^docker (?:run|create|start) /u.test(command));
}

function mutant(page: SitePage, { rule, text, equivalent }: Change, place: string, snippet: Snippet): Mutant {
  const snippets = page.snippets.map((each) => (each.id === snippet.id ? snippet : each));
  return { rule, place, change: `$ ${oneLine(text)}`, page: hurried({ ...page, snippets }), equivalent };
}

function withStep(snippet: Snippet, index: number, text: string): Snippet {
  const steps = snippet.steps.map((step, at): Step => (at === index ? { ...step, text } : step));
  return { ...snippet, steps };
}

/** Two commands of a snippet, next to each other, the other way round. */
function orderMutants(page: SitePage): Mutant[] {
  return page.snippets.flatMap((snippet) =>
    snippet.steps.flatMap((first, index): Mutant[] => {
      const second = snippet.steps[index + 1];
      if (first.kind === 'input' || second?.kind !== 'command' || first.text === second.text) return [];
      if (snippet.steps[index + 2]?.kind === 'input') return [];
      const steps = snippet.steps.with(index, second).with(index + 1, first);
      const place = `${snippet.id}, $ ${oneLine(first.text)}`;
      const change = `after $ ${oneLine(second.text)}`;
      const snippets = page.snippets.map((each) => (each === snippet ? { ...snippet, steps } : each));
      const equivalent = sameEitherWay(first.text, second.text);
      return [{ rule: 'order', place, change, page: hurried({ ...page, snippets }), equivalent }];
    }),
  );
}

function sameEitherWay(first: string, second: string): string | undefined {
  const starts = [first, second].filter((text) => text.startsWith('docker run -d'));
  if (starts.length === 2) return 'two containers are started, and which is first shows in addresses alone';
  if (first.startsWith('ip addr add ') && /^ip link set \S+ up$/u.test(second))
    return 'an interface keeps the address that it is given before it is up';
  return undefined;
}

function hurried(page: SitePage): SitePage {
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

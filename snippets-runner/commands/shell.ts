import { COMMAND } from '../base/installation.ts';
import { didYouMean } from '../base/nearest.ts';
import { withResource } from '../base/with-resource.ts';
import type { EnginePool } from '../lab/engines/pool.ts';
import { SnippetsError } from '../model/error.ts';
import type { Engine } from '../model/lab.ts';
import type { PlannedSnippet } from '../model/plan.ts';
import { problemsReport } from '../report/problems.ts';
import { enginesFor, lackOf, planPage } from '../run/plan-pages.ts';
import { Player } from '../run/player.ts';
import type { Page } from '../tutorial/page.ts';
import { givenValues } from '../tutorial/snippet/placeholder.ts';
import type { CommandContext, ExitCode, Io } from './command.ts';
import { poolFor } from './engines.ts';
import { selectOne } from './select-one.ts';
import { readWorkspace } from './workspace.ts';

export interface ShellOptions {
  /** Snippet after which the person takes over; before the first one when undefined. */
  readonly at: string | undefined;
  readonly node: string | undefined;
}

/** Replays a page up to a snippet and hands the lab's terminal over; leaving it removes the lab. */
export async function shell(path: string, { at, node }: ShellOptions, context: CommandContext): Promise<ExitCode> {
  const { io, signal } = context;
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new SnippetsError(
      'option-invalid',
      'there is no terminal to hand over',
      'run it from a terminal; in CI use `snippets verify`',
    );
  }
  const workspace = readWorkspace(context);
  const { page, problems } = selectOne(workspace, path, 'ignored', context);
  if (!page || problems.length > 0) {
    io.print(problemsReport(problems, io.style));
    return 1;
  }
  const snippets = upTo(page, at);
  const nodeName = chosenNode(page, node ?? snippets.at(-1)?.snippet.node);

  const pool = await poolFor(workspace, 1, context, ({ message }) => io.tell(message));
  await withResource(pool, async () => {
    const engine = await engineFor(page, pool);
    const lab = await engine.createLab({ page: page.slug, spec: page.lab, signal });
    await withResource(lab, () =>
      withResource(new Player(lab, signal, givenValues(page)), async (player) => {
        await replay(player, snippets, io);
        io.tell(`node ${io.style.bold(nodeName)} of ${page.slug}; exit or Ctrl-D leaves it and removes the lab`);
        const session = await player.shell(nodeName, 'input');
        await session.handOver(process.stdin, process.stdout);
      }),
    );
  });
  return 0;
}

async function engineFor(page: Page, pool: EnginePool): Promise<Engine> {
  const { offers, missing } = await pool.offersFor(new Set(page.lab.needs));
  const [best] = enginesFor(page, offers);
  const offer = offers.find(({ name }) => name === best);
  if (offer) return offer.open();
  const reason = lackOf(page, offers, missing);
  throw new SnippetsError('nothing-to-run', `${page.file} cannot run: ${reason}`, `\`${COMMAND} doctor\` says more`);
}

async function replay(player: Player, snippets: readonly PlannedSnippet[], io: Io): Promise<void> {
  for (const planned of snippets) {
    io.tell(io.style.dim(`replaying ${planned.snippet.id}`));
    const { ending } = await player.play(planned);
    if (ending.kind !== 'completed') io.tell(`${planned.snippet.id} did not come to its end; here is the lab as it is`);
  }
}

function upTo(page: Page, at: string | undefined): readonly PlannedSnippet[] {
  if (at === undefined) return [];
  const { snippets } = planPage(page, []);
  const index = snippets.findIndex(({ snippet }) => snippet.id === at);
  if (index < 0) {
    const ids = page.snippets.map(({ id }) => id);
    throw new SnippetsError(
      'option-invalid',
      `${page.file} has no snippet "${at}"${didYouMean(at, ids)}`,
      `it has: ${ids.join(', ')}`,
    );
  }
  return snippets.slice(0, index + 1);
}

function chosenNode({ file, lab }: Page, node: string | undefined): string {
  const name = node ?? lab.nodes[0] ?? '';
  if (lab.nodes.includes(name)) return name;
  throw new SnippetsError(
    'option-invalid',
    `${file} has no node "${name}"${didYouMean(name, lab.nodes)}`,
    `it has: ${lab.nodes.join(', ')}`,
  );
}

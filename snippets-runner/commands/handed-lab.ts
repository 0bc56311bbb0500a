/** A lab that a person gets: on which engine, and how it comes to the state that the person takes over. */
import { COMMAND } from '../base/installation.ts';
import { didYouMean } from '../base/nearest.ts';
import { withResource } from '../base/with-resource.ts';
import type { EnginePool } from '../lab/engines/pool.ts';
import { SnippetsError } from '../model/error.ts';
import type { Engine } from '../model/lab.ts';
import type { PlannedSnippet } from '../model/plan.ts';
import { type PlayTold, playBeginning } from '../run/beginning.ts';
import { enginesFor, lackOf, planPage } from '../run/plan-pages.ts';
import type { Player } from '../run/player.ts';
import { type EquippedLab, equippedLab } from '../run/prepared-lab.ts';
import type { Page } from '../tutorial/page.ts';
import { givenValues } from '../tutorial/snippet/placeholder.ts';
import type { CommandContext, Io } from './command.ts';
import { poolFor } from './engines.ts';
import { interrupted, tellPoolEvent } from './pool-events.ts';
import { withStatusLine } from './status-line.ts';
import type { Workspace } from './workspace.ts';

/** @throws SnippetsError `option-invalid` if there is no terminal */
export function checkTerminal(): void {
  if (process.stdin.isTTY && process.stdout.isTTY) return;
  throw new SnippetsError(
    'option-invalid',
    'there is no terminal to hand over',
    'run it from a terminal; in CI use `snippets verify`',
  );
}

/** Says what is done, for the nth of all snippets. */
type StepText = (n: number, all: number) => string;

/**
 * Makes the lab of a page with what the page begins with, lets a person use it, and removes it.
 * @param beginningText gets the slug of the page that has the snippets at the beginning
 * @throws SnippetsError `interrupted` also if a signal has ended the terminal: to the person's side, it has only ended
 */
export async function withHandedLab(
  page: Page,
  workspace: Workspace,
  context: CommandContext,
  use: (lab: EquippedLab) => Promise<void>,
  beginningText: (slug: string, n: number, all: number) => string = replayingText,
): Promise<void> {
  const { io, signal } = context;
  const pool = await poolFor(workspace, { jobs: 1 }, context, (event) => tellPoolEvent(event, io));
  await withResource(pool, async () => {
    const engine = await engineFor(page, pool);
    const lab = await engine.createLab({ page: page.slug, spec: page.lab, signal });
    const equipped = equippedLab(lab, signal, givenValues(page));
    await withResource(equipped, async () => {
      const slug = page.kind === 'page' ? (page.beginning?.slug ?? '') : '';
      const playTold = telling(io, (n, all) => beginningText(slug, n, all));
      await playBeginning(planPage(page, []), equipped, signal, playTold);
      await use(equipped);
    });
  });
  if (signal.aborted) throw interrupted();
}

export function replayingText(slug: string, n: number, all: number): string {
  return `replaying ${slug}: snippet ${n} of ${all}`;
}

/** The line is replaced, where that can be. */
function telling(io: Io, stepText: StepText): PlayTold {
  return (play, n, all) => {
    const text = stepText(n, all);
    if (io.live) return withStatusLine(process.stderr, io, () => text, play);
    io.tell(io.style.dim(text));
    return play();
  };
}

async function engineFor(page: Page, pool: EnginePool): Promise<Engine> {
  const { offers, missing } = await pool.offersFor(new Set(page.lab.needs));
  const [best] = enginesFor(page, offers);
  const offer = offers.find(({ name }) => name === best);
  if (offer) return offer.open();
  const reason = lackOf(page, offers, missing);
  throw new SnippetsError('nothing-to-run', `${page.file} cannot run: ${reason}`, `\`${COMMAND} doctor\` says more`);
}

/**
 * Plays snippets that bring the lab into its state. One that does not end is told. What it runs is stopped before the next
 * one, as in a run of a document, so that both are typed into the same shell.
 */
export async function replay(
  player: Player,
  snippets: readonly PlannedSnippet[],
  io: Io,
  stepText: StepText,
): Promise<void> {
  const playTold = telling(io, stepText);
  for (const [index, planned] of snippets.entries()) {
    const { ending } = await playTold(() => player.play(planned), index + 1, snippets.length);
    if (ending.kind === 'completed') continue;
    const { id, node } = planned.snippet;
    const isLast = index === snippets.length - 1;
    io.tell(`${id} did not come to its end; ${isLast ? 'here is the lab as it is' : 'it is stopped'}`);
    if (!isLast) await player.bringBack(node);
  }
}

/** @throws SnippetsError `option-invalid` if the lab has no such node */
export function chosenNode({ file, lab }: Page, node: string | undefined): string {
  const name = node ?? lab.nodes[0] ?? '';
  if (lab.nodes.includes(name)) return name;
  throw new SnippetsError(
    'option-invalid',
    `${file} has no node "${name}"${didYouMean(name, lab.nodes)}`,
    `it has: ${lab.nodes.join(', ')}`,
  );
}

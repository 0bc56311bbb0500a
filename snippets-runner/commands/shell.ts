import { didYouMean } from '../base/nearest.ts';
import { SnippetsError } from '../model/error.ts';
import type { PlannedSnippet } from '../model/plan.ts';
import { problemsReport } from '../report/problems.ts';
import { planPage } from '../run/plan-pages.ts';
import type { Page } from '../tutorial/page.ts';
import type { CommandContext, ExitCode } from './command.ts';
import { checkTerminal, chosenNode, replay, withHandedLab } from './handed-lab.ts';
import { selectOne } from './select-one.ts';
import { readWorkspace } from './workspace.ts';

export interface ShellOptions {
  /** Snippet after which the person takes over; before the first one when undefined. */
  readonly at: string | undefined;
  readonly node: string | undefined;
}

/** Replays a page up to a snippet and hands the lab's terminal over; leaving it removes the lab. */
export async function shell(path: string, { at, node }: ShellOptions, context: CommandContext): Promise<ExitCode> {
  const { io } = context;
  checkTerminal();
  const workspace = readWorkspace(context);
  const { page, problems } = selectOne(workspace, path, 'ignored', context);
  if (!page || problems.length > 0) {
    io.print(problemsReport(problems, io.style));
    return 1;
  }
  const snippets = upTo(page, at);
  const nodeName = chosenNode(page, node ?? snippets.at(-1)?.snippet.node);
  await withHandedLab(page, workspace, context, async ({ player }) => {
    await replay(player, snippets, io, (n, all) => `replaying the page: snippet ${n} of ${all}`);
    io.tell(`node ${io.style.bold(nodeName)} of ${page.slug}; exit or Ctrl-D leaves it and removes the lab`);
    const session = await player.shell(nodeName, 'input');
    await session.handOver(process.stdin, process.stdout);
  });
  return 0;
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

/**
 * Runs the same commands with this runner, as a page. Times a prepared lab from the page's first command to its
 * outcome: commands are typed, the network is read after each snippet, and everything is compared with a capture.
 */
import { compareRecording } from '../../../snippets-runner/compare/compare-recording.ts';
import { nextCapture } from '../../../snippets-runner/compare/renewal/next-capture.ts';
import type { Lab } from '../../../snippets-runner/model/lab.ts';
import type { PageComparison } from '../../../snippets-runner/model/outcome.ts';
import type { PagePlan } from '../../../snippets-runner/model/plan.ts';
import { planPage } from '../../../snippets-runner/run/plan-pages.ts';
import { type PreparedLab, prepared, type RunContext } from '../../../snippets-runner/run/prepared-lab.ts';
import { recordPage } from '../../../snippets-runner/run/record-page.ts';
import type { Capture } from '../../../snippets-runner/tutorial/capture/capture.ts';
import { parsePage } from '../../../snippets-runner/tutorial/page/parse-page.ts';
import { timed } from '../figures.ts';
import type { Case, Workload } from './cases.ts';
import type { TesterRun } from './in-node.ts';

export const OURS = 'this runner';
/** Snippets of the tutorials have between one and two commands. */
const COMMANDS_A_SNIPPET = 2;

export interface OurPage {
  readonly workload: Workload;
  readonly plan: PagePlan;
  readonly capture: Capture;
}

/**
 * Returns the page of a workload, with a capture that has the workload's outputs. The rest of the capture, such as the
 * network after each snippet, comes from a first run.
 */
export async function ourPage(workload: Workload, lab: Lab): Promise<OurPage> {
  const { page, problems } = parsePage('bench.mdx', source(workload), { slug: 'bench', locale: 'en' });
  if (!page || problems.length > 0) throw new Error(`the page has mistakes: ${JSON.stringify(problems)}`);
  const plan = planPage(page, ['bench']);
  const recording = await recordPage(plan, await preparedAgain(plan, lab), context());
  const stale = new Set(page.snippets.map(({ id }) => id));
  const first = nextCapture({ page, previous: undefined, recording, stale, toCaptured: (text) => text });
  const expected = workload.cases.values();
  const snippets = first.snippets.map((snippet) => ({
    ...snippet,
    steps: snippet.steps.map((step) => ({ ...step, output: (expected.next().value as Case).output })),
  }));
  return { workload, plan, capture: { ...first, snippets } };
}

export async function runOurs({ plan, capture }: OurPage, lab: Lab): Promise<TesterRun> {
  const preparedLab = await preparedAgain(plan, lab);
  let comparison: PageComparison | undefined;
  const seconds = await timed(async () => {
    comparison = compareRecording(plan.page, capture, await recordPage(plan, preparedLab, context()));
  });
  const faults = comparison?.snippets.flatMap((snippet) => snippet.faults) ?? [];
  const hasPassed = comparison?.snippets.length === plan.snippets.length && faults.length === 0;
  return { seconds, hasPassed, message: JSON.stringify(faults) };
}

/** Prepares a lab that stays for the next run: disposing of it does not remove the lab. */
function preparedAgain({ snippets }: PagePlan, lab: Lab): Promise<PreparedLab> {
  return prepared({ ...lab, [Symbol.asyncDispose]: async () => {} }, snippets[0]?.snippet.node, context().signal);
}

function context(): RunContext {
  return { signal: new AbortController().signal, emit: () => {} };
}

function source({ cases }: Workload): string {
  const snippets = Array.from({ length: Math.ceil(cases.length / COMMANDS_A_SNIPPET) }, (_, index) => {
    const commands = cases.slice(index * COMMANDS_A_SNIPPET, (index + 1) * COMMANDS_A_SNIPPET);
    const lines = commands.map(({ command }) => `$ ${command}`);
    return ['```console snippet=commands-', String(index + 1), '\n', lines.join('\n'), '\n```\n'].join('');
  });
  const frontMatter = [
    '---',
    'title: Bench',
    'description: Commands to be timed.',
    'lab:',
    '  images: [alpine]',
    '---',
  ];
  return [...frontMatter, '', ...snippets].join('\n');
}

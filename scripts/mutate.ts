/**
 * The mutation test: see scripts/mutate. Runs pages and documents with one change each. Compares captures, and outputs in
 * documents, with one change each with the run of the unchanged page. All must fail.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { withResource } from '../snippets-runner/base/with-resource.ts';
import { type MarkdownFile, selectAny, withFilesBeside } from '../snippets-runner/commands/markdown.ts';
import { readWorkspace, sourcesOf } from '../snippets-runner/commands/workspace.ts';
import { openPool } from '../snippets-runner/lab/engines/pool.ts';
import { SnippetsError } from '../snippets-runner/model/error.ts';
import { hasPassed, type PageOutcome } from '../snippets-runner/model/outcome.ts';
import { planPages } from '../snippets-runner/run/plan-pages.ts';
import { runPages } from '../snippets-runner/run/run-pages.ts';
import type { Capture } from '../snippets-runner/tutorial/capture/capture.ts';
import type { Page, SitePage } from '../snippets-runner/tutorial/page.ts';
import { shuffled } from './chance.ts';
import { type Mutant, mutantsOf } from './mutation/mutants.ts';
import { type JudgedValue, judgeValues } from './mutation/noticed.ts';
import { type JudgedShown, judgeShown, type RanDocument, shortenedDocument } from './mutation/noticed-shown.ts';
import { type Outcomes, originOf, reasonOf, report, reportShown, reportValues, say } from './mutation/results.ts';
import { ruleNamed } from './mutation/rules.ts';

const HOME = join(import.meta.dirname, '..');

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof SnippetsError)) throw error;
  say(`error: ${error.message}\nhint: ${error.hint}`);
  process.exitCode = 2;
}

async function main(): Promise<number> {
  const { paths, limit, values, seed, jobs, rules } = options();
  const place = { contentFolder: join(HOME, 'content'), cwd: process.cwd() };
  const workspace = readWorkspace(place);
  const { pageFiles, markdown } = selectAny(workspace, paths, { images: [], update: false }, place);
  const sources = sourcesOf(workspace, pageFiles).flatMap(({ page, slug }) =>
    page?.kind === 'page' && workspace.captures.has(slug) ? [page] : [],
  );
  const files = markdown.map((file) => withFilesBeside(file, workspace));
  const documents = files.filter(({ problems }) => problems.length === 0).map(({ document }) => document);
  const pages = [...sources, ...documents].filter(({ snippets }) => snippets.length > 0);
  return withEngines(jobs, async (run) => {
    const unchanged = await run(pages, capturesFor(pages, workspace.captures));
    checkUnchanged(pages, unchanged);
    const usable = pages.filter(({ slug }) => isUsable(unchanged.get(slug)));
    const all = usable.flatMap(mutantsOf);
    const mutants = inTurns(
      all.filter(({ equivalent, rule }) => equivalent === undefined && (rules.length === 0 || rules.includes(rule))),
      seed,
    ).slice(0, limit);
    say(`seed ${seed}: ${mutants.length} of ${all.length} mutants of ${usable.map(({ slug }) => slug).join(', ')}`);
    const changed = mutants.map(({ page }) => page);
    const outcomes = limit === 0 ? new Map() : await run(changed, capturesFor(changed, workspace.captures));
    const code = limit === 0 ? 0 : report(mutants, all, outcomes);
    if (values === 0) return code;
    const tables = [
      reportValues(pagesJudged(sources, unchanged, workspace.captures, values, seed)),
      reportShown(documentsJudged(files, unchanged, values, seed)),
    ].flatMap((result) => result ?? []);
    return tables.length === 0 ? 2 : Math.max(code, ...tables);
  });
}

/**
 * Names the documents that fail without any change. Their mutants are not run.
 * @throws SnippetsError if a page fails, because it should not, or if nothing passes
 */
function checkUnchanged(pages: readonly Page[], outcomes: Outcomes): void {
  if (pages.some(({ slug }) => outcomes.get(slug)?.kind === 'not-run'))
    throw new SnippetsError(
      'interrupted',
      'interrupted before all unchanged pages have run',
      'without their results, the results of the mutants mean nothing: run it again',
    );
  const failing = pages.filter(({ slug }) => !isUsable(outcomes.get(slug)));
  if (failing.length === 0) return;
  const message = `these fail without any change: ${failing.map(({ slug }) => slug).join(', ')}`;
  if (failing.length === pages.length || failing.some(({ kind }) => kind === 'page'))
    throw new SnippetsError('nothing-to-run', message, 'run npx snippets verify, which says why they fail');
  say(message);
}

function pagesJudged(
  pages: readonly SitePage[],
  outcomes: Outcomes,
  captures: ReadonlyMap<string, Capture>,
  values: number,
  seed: number,
): readonly JudgedValue[] {
  return pages.flatMap(({ slug }) => {
    const [ran, capture] = [outcomes.get(slug), captures.get(slug)];
    if (ran?.kind !== 'ran' || !capture) return [];
    say(`changing values of ${slug}`);
    return judgeValues(ran, capture, values, seed);
  });
}

/** Judges each document as it is, and as people would shorten it. */
function documentsJudged(
  files: readonly MarkdownFile[],
  outcomes: Outcomes,
  values: number,
  seed: number,
): readonly JudgedShown[] {
  return files.flatMap(({ document, bytes, parse }) => {
    const ran = outcomes.get(document.slug);
    if (ran?.kind !== 'ran' || !hasPassed(ran)) return [];
    const read = (text: string) => {
      const result = parse(Buffer.from(text));
      return result.problems.length === 0 ? result.document : undefined;
    };
    const text = Buffer.from(bytes).toString();
    const whole: RanDocument = { document, text, recording: ran.recording, parse: read };
    const short = shortenedDocument(whole);
    say(`changing outputs of ${document.slug}`);
    return [
      ...judgeShown(whole, values, seed),
      ...(short ? judgeShown(short, values, seed).map((each) => ({ ...each, isShortened: true })) : []),
    ];
  });
}

function options() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      limit: { type: 'string' },
      values: { type: 'string' },
      seed: { type: 'string' },
      jobs: { type: 'string' },
      rule: { type: 'string', multiple: true },
    },
  });
  type Counted = Exclude<keyof typeof values, 'rule'>;
  const numberOf = (name: Counted, least: number, fallback: number) => {
    const number = Number(values[name] ?? fallback);
    if (Number.isNaN(number) || number < least)
      throw new SnippetsError(
        'option-invalid',
        `--${name} ${values[name]} is not a number of at least ${least}`,
        'give a number',
      );
    return number;
  };
  return {
    paths: positionals,
    limit: numberOf('limit', 0, Number.POSITIVE_INFINITY),
    values: numberOf('values', 0, 30),
    seed: numberOf('seed', 1, Math.ceil(Math.random() * 1e9)),
    jobs: numberOf('jobs', 1, 3),
    rules: (values.rule ?? []).map(ruleNamed),
  };
}

/** Returns the mutants in random order, the rules in turn, so that the first few are of different rules. */
function inTurns(mutants: readonly Mutant[], seed: number): readonly Mutant[] {
  const turns = new Map<string, number>();
  return shuffled(mutants, seed)
    .map((mutant) => {
      const turn = turns.get(mutant.rule) ?? 0;
      turns.set(mutant.rule, turn + 1);
      return { mutant, turn };
    })
    .sort((a, b) => a.turn - b.turn)
    .map(({ mutant }) => mutant);
}

/** Each mutant is compared with the capture of its page. A document has none. */
function capturesFor(pages: readonly Page[], captures: ReadonlyMap<string, Capture>): ReadonlyMap<string, Capture> {
  return new Map(
    pages.flatMap(({ slug }): [string, Capture][] => {
      const capture = captures.get(originOf(slug));
      return capture ? [[slug, capture]] : [];
    }),
  );
}

type Run = (pages: readonly Page[], captures: ReadonlyMap<string, Capture>) => Promise<Outcomes>;

/** Calls a function with one that runs pages on the engines. */
async function withEngines<T>(jobs: number, work: (run: Run) => Promise<T>): Promise<T> {
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interruption.abort());
  const { signal } = interruption;
  const pool = await openPool({
    env: process.env,
    home: HOME,
    imagesFolder: join(HOME, 'content/images'),
    choices: [],
    jobs,
    signal,
    onProgress: say,
    onReaped: () => undefined,
  });
  return withResource(pool, () =>
    work(async (pages, captures) => {
      const { offers, missing } = await pool.offersFor(new Set(pages.flatMap(({ lab }) => lab.needs)));
      const planned = planPages(pages, offers, missing);
      let ended = 0;
      // A mutant always has other commands or attributes than its capture. It must fail by what its commands print.
      const tolerated = new Set(['other-commands', 'other-attributes'] as const);
      const outcome = await runPages({
        ...{ pages: planned, offers, captures, tolerated, bail: false, stopAtFault: true, signal },
        emit: (event) => {
          if (event.kind !== 'page-ended') return;
          const { outcome } = event;
          say(`${++ended}/${pages.length} ${outcome.page.slug}: ${hasPassed(outcome) ? 'passed' : reasonOf(outcome)}`);
        },
      });
      if (outcome.ending.kind === 'failed') throw outcome.ending.error;
      if (outcome.ending.kind === 'interrupted') say('interrupted: not every page was run');
      return new Map(outcome.pages.map((each) => [each.page.slug, each]));
    }),
  );
}

/** Returns whether a page's mutants can be judged: the page has passed, or was skipped as its mutants are. */
function isUsable(outcome: PageOutcome | undefined): boolean {
  return outcome !== undefined && (outcome.kind === 'skipped' || hasPassed(outcome));
}

/** Runs a page each time its author saves it, in labs that stay ready, and says what came of it. */

import { setTimeout as delay } from 'node:timers/promises';
import { withResource } from '../base/with-resource.ts';
import type { EnginePool } from '../lab/engines/pool.ts';
import type { EngineOffer } from '../model/engine-offer.ts';
import { defectOf, SnippetsError } from '../model/error.ts';
import type { RunEvent } from '../model/event.ts';
import { hasPassed, type PageOutcome } from '../model/outcome.ts';
import type { PagePlan } from '../model/plan.ts';
import type { PageThatRan } from '../model/report.ts';
import { pageReport } from '../report/page.ts';
import { problemsReport } from '../report/problems.ts';
import { hasRun, reportedPage } from '../report/run-report.ts';
import { answerHead, clock, confirmedText, isSameResult, leaksReport, printedReport } from '../report/watch.ts';
import { planPage, planPages } from '../run/plan-pages.ts';
import { outcomeOf } from '../run/run-pages.ts';
import { type Answer, WarmPage } from '../run/warm-page.ts';
import type { CommandContext, ExitCode } from './command.ts';
import { Drafts } from './drafts.ts';
import { poolFor } from './engines.ts';
import { interrupted, tellPoolEvent } from './pool-events.ts';
import { Saves } from './saves.ts';
import { tellTrust } from './trust-note.ts';
import { readVersion, type Version } from './version.ts';
import { type RunWatch, watchRun } from './watch-run.ts';
import { readWorkspace } from './workspace.ts';

export interface WatchOptions {
  /** Images for the lab of a Markdown document, in addition to those that it names. */
  readonly images: readonly string[];
}

/**
 * Watches until a signal ends it.
 * @throws SnippetsError `interrupted` at the end; before, if there is no such page, or no engine
 */
export async function watch(path: string, { images }: WatchOptions, context: CommandContext): Promise<ExitCode> {
  const read = () => readVersion(path, images, context);
  const first = read();
  const workspace = readWorkspace(context);
  if (first.page?.kind === 'document') tellTrust(context);
  const progress = new Progress(context);
  // What keeps an image from being made may be gone at the next save.
  const engines = await poolFor(workspace, { jobs: 1, retriesImages: true }, context, (event) => progress.emit(event));
  await withResource(engines, async (pool) => {
    const drafts = new Drafts(context);
    try {
      const warm = new WarmPage({ signal: context.signal, emit: (event) => progress.emit(event) });
      await withResource(warm, () => new Watch({ read, first, pool, warm, drafts, progress, context }).run());
    } finally {
      drafts[Symbol.dispose]();
      progress.end();
    }
  });
  throw interrupted();
}

interface Parts {
  readonly read: () => Version;
  readonly first: Version;
  readonly pool: EnginePool;
  readonly warm: WarmPage;
  readonly drafts: Drafts;
  readonly progress: Progress;
  readonly context: CommandContext;
}

/** How long a page has to stay as it is before it is run once more from the beginning. */
const CONFIRM_AFTER_MS = 2_000;

class Watch {
  readonly #parts: Parts;
  /** What is in the files now, or why they cannot be read. */
  #latest: Version | SnippetsError;
  /** Whether the latest version could not be run. Then a save that changes nothing tries again. */
  #hasFailed = false;
  /** Whether it has run without an image that it names. Then such a save looks for the image, and runs it again. */
  #lacksImages = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#latest = parts.first;
  }

  async run(): Promise<void> {
    const { context, progress, first } = this.#parts;
    const { signal, io } = context;
    const { tell, style, verbosity } = io;
    const saves: Saves = new Saves(() => this.#heedSave(saves));
    try {
      saves.watch(first.files);
      // It may have been saved before it was watched.
      this.#latest = this.#readAgain(saves);
      while (!signal.aborted) {
        await this.#respond(saves);
        progress.end();
        if (!saves.isSaved && !signal.aborted && verbosity !== 'quiet')
          tell(style.dim(this.#lacksImages ? WAITING_FOR_IMAGE : WAITING));
        await saves.next(signal);
      }
    } finally {
      saves[Symbol.dispose]();
    }
  }

  /** @returns false if the save has changed nothing */
  #heedSave(saves: Saves): boolean {
    const before = this.#latest;
    const now = this.#readAgain(saves);
    this.#latest = now;
    const isFailure = before instanceof SnippetsError || now instanceof SnippetsError;
    const isSame = !isFailure && before.hash === now.hash;
    if (isSame && !this.#hasFailed && !this.#lacksImages) return false;
    const { page, mistakes } = now instanceof SnippetsError ? NOTHING : now;
    this.#parts.warm.heed(page && mistakes.length === 0 ? planPage(page, []) : undefined);
    if (isSame && this.#lacksImages) this.#parts.warm.startOver();
    return true;
  }

  #readAgain(saves: Saves): Version | SnippetsError {
    try {
      const version = this.#parts.read();
      saves.watch(version.files);
      return version;
    } catch (error) {
      return error instanceof SnippetsError ? error : defectOf(error);
    }
  }

  /** Answers the latest version. What keeps it from running is told, and the next save tries again. */
  async #respond(saves: Saves): Promise<void> {
    const { context, progress } = this.#parts;
    const { print, style } = context.io;
    const version = this.#latest;
    this.#hasFailed = false;
    this.#lacksImages = false;
    try {
      if (version instanceof SnippetsError) throw version;
      const { page, mistakes } = version;
      if (!page || mistakes.length > 0) {
        print(`${style.dim(clock(new Date()))} ran nothing: the page has mistakes\n${problemsReport(mistakes, style)}`);
      } else if (page.snippets.length === 0) {
        print(`${style.dim(clock(new Date()))} ran nothing: the page has no snippet yet`);
      } else await this.#runAndTell({ ...version, page }, saves);
    } catch (error) {
      if (context.signal.aborted) throw error;
      const { message, hint } = error instanceof SnippetsError ? error : defectOf(error);
      progress.end();
      this.#hasFailed = true;
      print(`${style.dim(clock(new Date()))} ${style.red('could not run')} ${message}`);
      if (hint !== '') print(`  ${style.cyan('hint')} ${hint}`);
    }
  }

  async #runAndTell(version: Runnable, saves: Saves): Promise<void> {
    const { context, progress, warm, pool } = this.#parts;
    const { io, signal } = context;
    const { offers, missing } = await pool.offersFor(new Set(version.page.lab.needs));
    const [planned] = planPages([version.page], offers, missing);
    if (planned?.kind !== 'run') {
      if (planned) io.print(pageReport(reportedPage(planned), io.style));
      return;
    }
    const offer = offers.find(({ name }) => name === planned.engines[0]) as EngineOffer;
    await progress.begin(planned);
    // A version that was saved meanwhile comes next, and nothing of this one has begun that could be broken off.
    if (saves.isSaved || signal.aborted) return;
    const answer = await warm.answer(planned, offer);
    progress.end();
    if (!answer || signal.aborted) return;
    this.#lacksImages = answer.lacksImages;
    const told = this.#tell(version, planned, offer, answer);
    warm.prepare(planned, offer);
    const settled = answer.isSettled ? answer : await warm.settle(answer);
    if (!settled || signal.aborted) return;
    const result = answer.isSettled ? told : this.#tellLeftovers(version, planned, offer, settled, told);
    if (!answer.isOneRun) await this.#confirm(version, planned, offer, result, saves);
  }

  /** Prints the answer. As long as more may be removed from the nodes, what is left there is not told. */
  #tell(version: Runnable, plan: PagePlan, offer: EngineOffer, answer: Answer): PageThatRan {
    const { io } = this.#parts.context;
    const { style } = io;
    const outcome = outcomeIn(version, plan, offer, answer);
    this.#parts.drafts.write(outcome, version.capture);
    const { snippets } = answer.recording;
    const fresh = snippets.slice(snippets.length - answer.ran);
    const durationMs = fresh.reduce((sum, each) => sum + each.durationMs, 0);
    const { next, ran } = answer;
    io.print(answerHead({ at: new Date(), next, ran, all: plan.snippets.length, durationMs }, style));
    const page = reportOf({ ...outcome, leaks: answer.isSettled ? outcome.leaks : [] });
    if (page.result === 'passed' && !answer.isSettled) {
      io.tell(style.dim('  no output differs; looking at what is left on the nodes'));
    } else this.#print(version, page, new Map(fresh.map(({ id, steps }) => [id, steps.map(({ output }) => output)])));
    return reportOf(outcome);
  }

  #print(version: Runnable, page: PageThatRan, outputs: ReadonlyMap<string, readonly string[]>): void {
    const { print, style, verbosity } = this.#parts.context.io;
    const printed = printedReport(page, outputs, style);
    if (printed !== '') print(printed);
    const problems = version.captureProblems;
    if (page.result === 'failed' || problems.length === 0) print(pageReport(page, style, verbosity === 'verbose'));
    if (problems.length > 0) print(problemsReport(problems, style));
  }

  /** Prints what the first answer could not say yet. */
  #tellLeftovers(
    version: Runnable,
    plan: PagePlan,
    offer: EngineOffer,
    answer: Answer,
    told: PageThatRan,
  ): PageThatRan {
    const { io } = this.#parts.context;
    const page = reportOf(outcomeIn(version, plan, offer, answer));
    if (told.snippets.every(({ faults }) => faults.length === 0)) this.#print(version, page, new Map());
    else {
      const leaks = leaksReport(page, io.style);
      if (leaks !== '') io.print(leaks);
    }
    return page;
  }

  /**
   * Runs everything once more in one go. Between two snippets the lab has waited for the author, and what takes time in
   * Docker may have come out otherwise.
   */
  async #confirm(
    version: Runnable,
    plan: PagePlan,
    offer: EngineOffer,
    before: PageThatRan,
    saves: Saves,
  ): Promise<void> {
    const { warm, drafts, context } = this.#parts;
    const { io, signal } = context;
    await quiet(CONFIRM_AFTER_MS, saves, signal);
    if (saves.isSaved || signal.aborted) return;
    const answer = await warm.confirm(plan, offer);
    if (!answer || signal.aborted) return;
    const outcome = outcomeIn(version, plan, offer, answer);
    const page = reportOf(outcome);
    drafts.write(outcome, version.capture);
    if (isSameResult(page, before)) io.print(confirmedText(new Date(), io.style));
    else this.#tell(version, plan, offer, answer);
  }
}

const WAITING = 'waiting for the next save; Ctrl-C ends';
const WAITING_FOR_IMAGE = 'waiting for the next save, which looks for the missing image again; Ctrl-C ends';
const NOTHING = { page: undefined, mistakes: [] };

/** A version that can run. */
type Runnable = Version & { readonly page: NonNullable<Version['page']> };
type Outcome = Extract<PageOutcome, { kind: 'ran' }>;

function outcomeIn(version: Runnable, plan: PagePlan, { name }: EngineOffer, { recording }: Answer): Outcome {
  const { page, capture } = version;
  const captures = new Map(capture ? [[page.slug, capture]] : []);
  const durationMs = recording.snippets.reduce((sum, each) => sum + each.durationMs, 0);
  return outcomeOf(plan, recording, { engine: name, durationMs, captures, tolerated: new Set() });
}

function reportOf(outcome: Outcome): PageThatRan {
  const page = reportedPage(outcome);
  if (hasRun(page)) return page;
  throw new TypeError(`it ${hasPassed(outcome) ? 'passed' : 'failed'}, and its report does not say so`);
}

/** Waits, unless a file is saved meanwhile. */
async function quiet(ms: number, saves: Saves, signal: AbortSignal): Promise<void> {
  const until = performance.now() + ms;
  while (performance.now() < until && !saves.isSaved && !signal.aborted) await delay(50);
}

/** The progress of the run that is being waited for. A lab that is prepared meanwhile is not shown. */
class Progress {
  readonly #context: CommandContext;
  #shown: RunWatch | undefined;

  constructor(context: CommandContext) {
    this.#context = context;
  }

  async begin(plan: PagePlan): Promise<void> {
    this.end();
    this.#shown = await watchRun(this.#context.io);
    this.#shown.emit({ kind: 'planned', pages: [plan] });
  }

  emit(event: RunEvent): void {
    if (this.#shown) this.#shown.emit(event);
    else if (event.kind === 'preparing' || event.kind === 'lab-left') tellPoolEvent(event, this.#context.io);
  }

  end(): void {
    this.#shown?.[Symbol.dispose]();
    this.#shown = undefined;
  }
}

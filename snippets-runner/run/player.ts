/** Types a page's snippets into the terminals of its lab, and records the outputs. */
import { awakeNow } from '../base/awake-clock.ts';
import { COMMAND } from '../base/installation.ts';
import { Pauses } from '../base/pauses.ts';
import { SnippetsError } from '../model/error.ts';
import type { Lab } from '../model/lab.ts';
import type { PlannedSnippet, PlannedStep, Until } from '../model/plan.ts';
import type { SnippetEnding, SnippetRecording, StepRecording } from '../model/recording.ts';
import { ShellSession, type StepEnd } from '../terminal/shell-session.ts';
import { PrintedIds } from '../tutorial/markdown/printed-ids.ts';
import type { Save, Step } from '../tutorial/page.ts';
import { meetingOf, patternText, savedValue } from '../tutorial/snippet/pattern.ts';
import { fillPlaceholders, placeholdersOf } from '../tutorial/snippet/placeholder.ts';
import { nodeConditionText } from './ended-node.ts';

/** A swarm knows a service as soon as the command that makes it has ended. This is more than enough. */
const FAILS_WITHIN_MS = 5_000;
const RETRY_PAUSE = { firstMs: 100, mostMs: 500 };

/** A snippet's recording without the network, which is read afterwards. */
export type PlayedSnippet = Omit<SnippetRecording, 'topology'>;

/** Plays snippets one after the other. Has the terminals of each node, and the values of the placeholders so far. */
export class Player implements AsyncDisposable {
  readonly #lab: Lab;
  readonly #signal: AbortSignal;
  readonly #values: Map<string, string>;
  readonly #ids = new PrintedIds();
  /** The terminals of each node. A document may leave a program running in one; commands then go into another. */
  readonly #shells = new Map<string, ShellSession[]>();
  readonly #onAbort = () => void this[Symbol.asyncDispose]();

  /** @param values of placeholders to which neither the lab nor a snippet gives one, by name */
  constructor(lab: Lab, signal: AbortSignal, values: Readonly<Record<string, string>> = {}) {
    this.#lab = lab;
    this.#signal = signal;
    this.#values = new Map([...Object.entries(values), ...lab.placeholders]);
    signal.addEventListener('abort', this.#onAbort);
  }

  /** The values of the placeholders so far, by name. */
  get values(): ReadonlyMap<string, string> {
    return this.#values;
  }

  async play(planned: PlannedSnippet): Promise<PlayedSnippet> {
    const { snippet } = planned;
    const startedAt = new Date();
    const start = awakeNow();
    const timeoutMs = snippet.timeoutMs * this.#lab.slowdown;
    const deadline = start + timeoutMs;
    const pauses = new Pauses(RETRY_PAUSE);
    let unmet: PlayedSnippet | undefined;
    for (let attempts = 1; ; attempts++) {
      const { steps, ending } = await this.#playSteps(planned, { timeoutMs, deadline });
      const values = this.#valuesIn(planned);
      const recording = { id: snippet.id, startedAt, values, steps, attempts, durationMs: awakeNow() - start };
      // What the attempt before has printed says more than a part of this one.
      if (ending.kind === 'timed-out' && unmet) return { ...unmet, attempts, durationMs: recording.durationMs };
      if (ending.kind !== 'completed') return { ...recording, ending };
      const output = steps.map((step) => step.output).join('\n');
      const { retryUntil } = snippet;
      const meeting = retryUntil && meetingOf(output, retryUntil);
      if (!retryUntil || meeting?.kind === 'met') {
        return { ...recording, ending: this.#save(snippet.saves, output, planned) };
      }
      if (meeting?.kind === 'failed')
        return { ...recording, ending: stuckAtEnd(planned, `retry-until: ${meeting.reason}`) };
      if (failsForGood(steps, snippet.exit) && awakeNow() - start >= FAILS_WITHIN_MS * this.#lab.slowdown)
        return { ...recording, ending: stuckAtEnd(planned, 'retry-until: the command fails, and no retry helps') };
      const waitedFor = `the output to contain ${patternText(retryUntil)}`;
      unmet = { ...recording, ending: timedOutAtEnd(planned, timeoutMs, waitedFor) };
      if (awakeNow() + pauses.nextMs >= deadline) return unmet;
      await pauses.pause();
    }
  }

  /** Returns the terminal for commands on a node, or for input to its running program. It is opened when first needed. */
  async shell(nodeName: string, typed: Step['kind'] = 'command'): Promise<ShellSession> {
    const shells = this.#shells.get(nodeName) ?? [];
    const inProgram = shells.findLast(({ isInProgram }) => isInProgram);
    const found = typed === 'input' ? (inProgram ?? shells[0]) : shells.find(({ isInProgram }) => !isInProgram);
    const shell = found ?? (await this.#open(nodeName));
    // An abort while the terminal was being opened has not closed it. This throws, so the disposal closes it.
    this.#throwIfInterrupted();
    return shell;
  }

  /**
   * Ends what the terminals of a node run, after a snippet that got stuck. A terminal whose shell has ended is replaced by
   * one in the same folder, with the same variables.
   */
  async bringBack(nodeName: string): Promise<void> {
    const [first, ...others] = this.#shells.get(nodeName) ?? [];
    await Promise.all(others.map((shell) => shell[Symbol.asyncDispose]()));
    if (!first) return;
    this.#shells.set(nodeName, [first]);
    if (await first.bringBack()) return;
    this.#throwIfInterrupted();
    this.#shells.delete(nodeName);
    await first[Symbol.asyncDispose]();
    await this.#open(nodeName, first);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#signal.removeEventListener('abort', this.#onAbort);
    await Promise.all([...this.#shells.values()].flat().map((shell) => shell[Symbol.asyncDispose]()));
  }

  /** @param previous a shell that has ended, whose place the new one takes */
  async #open(nodeName: string, previous?: ShellSession): Promise<ShellSession> {
    const node = this.#lab.nodes.get(nodeName);
    if (!node)
      throw new SnippetsError(
        'shell-lost',
        `the lab has no node "${nodeName}"`,
        `${COMMAND} list shows which nodes a page has`,
      );
    const shell = await ShellSession.open(node, this.#lab.slowdown, previous);
    this.#shells.set(nodeName, [...(this.#shells.get(nodeName) ?? []), shell]);
    return shell;
  }

  async #playSteps(planned: PlannedSnippet, { timeoutMs, deadline }: TimeLimit) {
    const steps: StepRecording[] = [];
    for (const plannedStep of planned.steps) {
      const { step } = plannedStep;
      const start = awakeNow();
      const shell = await this.shell(planned.snippet.node, step.kind);
      const end = await this.#playStep(shell, plannedStep, planned.snippet.node, deadline);
      this.#throwIfInterrupted();
      if (plannedStep.inDocument) this.#ids.learn(plannedStep.inDocument.shown, end.output, step.text);
      const exit = 'exit' in end ? end.exit : null;
      steps.push({ step, output: end.output, exit, durationMs: awakeNow() - start });
      const ending =
        end.kind === 'closed'
          ? await this.#shellEnded(plannedStep, planned.snippet.node)
          : endingOf(end, plannedStep, timeoutMs);
      if (ending.kind !== 'completed') return { steps, ending };
    }
    return { steps, ending: { kind: 'completed' } as const };
  }

  #playStep(
    shell: ShellSession,
    { step, until, inDocument }: PlannedStep,
    nodeName: string,
    deadline: number,
  ): Promise<StepEnd> {
    const address = this.#lab.nodes.get(nodeName)?.address ?? '';
    // Values of placeholders are of this run already, or are given for it: they are typed as they are.
    const own = inDocument ? this.#ids.inCommand(step.text, address) : step.text;
    const text = fillPlaceholders(own, this.#values);
    if (step.kind === 'command') return shell.run(text, until, deadline, inDocument?.attention);
    return shell.type({ ...step, text }, until, deadline, inDocument?.attention);
  }

  async #shellEnded({ step }: PlannedStep, nodeName: string): Promise<SnippetEnding> {
    const condition = await this.#lab.nodes.get(nodeName)?.condition();
    const why = condition ? nodeConditionText(nodeName, condition) : '';
    return { kind: 'stuck', step, reason: `the node's shell has ended${why && `, because ${why}`}` };
  }

  #throwIfInterrupted(): void {
    if (this.#signal.aborted) throw new SnippetsError('interrupted', 'interrupted', 'the lab has been removed');
  }

  #valuesIn({ steps }: PlannedSnippet): Record<string, string> {
    const names = steps.flatMap(({ step }) => placeholdersOf(step.text));
    return Object.fromEntries(
      names.flatMap((name) => {
        const value = this.#values.get(name);
        return value === undefined ? [] : [[name, value]];
      }),
    );
  }

  #save(saves: readonly Save[], output: string, planned: PlannedSnippet): SnippetEnding {
    for (const { name, pattern } of saves) {
      const saved = savedValue(output, pattern);
      switch (saved.kind) {
        case 'saved':
          this.#values.set(name, saved.value);
          break;
        case 'unmet':
          return stuckAtEnd(
            planned,
            `nothing in the output matches ${patternText(pattern)}, so <${name}> has no value`,
          );
        case 'failed':
          return stuckAtEnd(planned, `save=${name}: ${saved.reason}`);
      }
    }
    return { kind: 'completed' };
  }
}

interface TimeLimit {
  readonly timeoutMs: number;
  /** On the clock of `awakeNow()`. */
  readonly deadline: number;
}

function endingOf(
  end: Exclude<StepEnd, { kind: 'closed' }>,
  { step, until, inDocument }: PlannedStep,
  timeoutMs: number,
): SnippetEnding {
  switch (end.kind) {
    case 'reached':
      return { kind: 'completed' };
    case 'timed-out':
      return { kind: 'timed-out', step, timeoutMs, waitedFor: WAITED_FOR[until.kind](until), quietMs: end.quietMs };
    case 'waits-for-input':
      if (inDocument?.attention.opensShell) return { kind: 'stuck', step, reason: SHELL_STAYS_OPEN };
      return {
        kind: 'stuck',
        step,
        reason: `a program waits for input${end.question === '' ? '' : ` at "${end.question.trim()}"`}, and the document types none into it`,
      };
    case 'runs-on':
      return { kind: 'stuck', step, reason: 'the command runs until it is stopped, and the document does not stop it' };
    case 'waits-in-vain':
      return { kind: 'stuck', step, reason: `the command waits for tasks that cannot start: ${end.reason}` };
    case 'program-ended':
      return {
        kind: 'stuck',
        step,
        reason: `the program ended with exit code ${end.exit} before the next input, so the input was not typed`,
      };
    case 'no-program':
      return { kind: 'stuck', step, reason: 'no program runs that would read this input, so it was not typed' };
    case 'incomplete':
      return {
        kind: 'stuck',
        step,
        reason: 'the command is incomplete: the shell asks for another line (is a quote open?)',
      };
    case 'complete-early':
      return {
        kind: 'stuck',
        step,
        reason: 'the command was complete before its last line, so the rest was not typed',
      };
  }
}

const SHELL_STAYS_OPEN =
  'it opens a shell, but nothing below is typed into it, and nothing leaves it: write "exit" below it, or its prompt if it stays open';

/**
 * Returns whether a command fails because something does not exist that a swarm has as soon as the command that makes it
 * has ended. Containers and networks are not such things: a swarm makes them on its nodes some time later.
 */
function failsForGood(steps: readonly StepRecording[], expected: number): boolean {
  const last = steps.findLast(({ step }) => step.kind === 'command');
  return (last?.exit ?? 0) !== expected && /\bno such (?:config|secret|service)\b/iu.test(last?.output ?? '');
}

/** The ending of a snippet whose steps have all ended, but whose output cannot be used. */
function stuckAtEnd({ steps }: PlannedSnippet, reason: string): SnippetEnding {
  const step = steps.at(-1)?.step;
  return step ? { kind: 'stuck', step, reason } : { kind: 'completed' };
}

/** The ending of a snippet whose steps have all ended, but whose output is not the one that it was run for. */
function timedOutAtEnd({ steps }: PlannedSnippet, timeoutMs: number, waitedFor: string): SnippetEnding {
  const step = steps.at(-1)?.step;
  return step ? { kind: 'timed-out', step, timeoutMs, waitedFor } : { kind: 'completed' };
}

const WAITED_FOR = {
  shell: () => 'the command to end',
  prompt: (until: Until) => `the prompt \`${until.kind === 'prompt' ? until.prompt : ''}\``,
  quiet: () => 'the program to stop printing',
  'quiet-or-busy': () => 'the program to stop printing',
} satisfies Record<Until['kind'], (until: Until) => string>;

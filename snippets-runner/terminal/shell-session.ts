/**
 * One terminal on one node for a whole page. It runs a bash, and in it the programs that the page starts and types
 * into, as in the terminal of a person.
 *
 * Invariant: text is typed only after its shell or program has shown that it waits for input. So no command can
 * consume the next one as its input.
 */

import { randomBytes } from 'node:crypto';
import type { ReadStream, WriteStream } from 'node:tty';
import { awakeNow } from '../base/awake-clock.ts';
import { SnippetsError } from '../model/error.ts';
import type { LabNode, Pty, PtySize } from '../model/lab.ts';
import { type Attention, readyFor, type Until } from '../model/plan.ts';
import type { InputStep } from '../tutorial/page.ts';
import { isInterrupt, keyBytes } from '../tutorial/snippet/keys.ts';
import { ChangeNotifier } from './change-notifier.ts';
import { markedBash, pasted, withoutTrace } from './marked-bash.ts';
import { type Chunk, MarkScanner } from './marks.ts';
import { ANSWERED, defineWords, namePlace, RequestFilter } from './requests.ts';
import { Screen } from './screen.ts';
import { isAtPrompt, printedAfter, sinceInterrupt } from './screen-text.ts';

/** Wide enough that Docker's tables do not wrap for a reader. */
export const TERMINAL_SIZE: PtySize = { columns: 120, rows: 40 };

export type StepEnd =
  | { readonly kind: 'reached'; readonly output: string; readonly exit: number | null }
  /** The shell's prompt came, although a program was expected to wait for input. */
  | { readonly kind: 'program-ended'; readonly output: string; readonly exit: number }
  /** The shell's prompt is there, and no program that an input could be typed into. */
  | { readonly kind: 'no-program'; readonly output: string }
  /** The command is incomplete: the shell asks for another line. */
  | { readonly kind: 'incomplete'; readonly output: string }
  /** The command was complete, and ran, before its last line was typed. */
  | { readonly kind: 'complete-early'; readonly output: string }
  /** `quietMs`: the time since the last output. */
  | { readonly kind: 'timed-out'; readonly output: string; readonly quietMs: number }
  /** With attention: a program waits for input that nobody types. `question`: the text before the cursor; may be empty. */
  | { readonly kind: 'waits-for-input'; readonly output: string; readonly question: string }
  /** With attention: the command ends only when it is stopped. */
  | { readonly kind: 'runs-on'; readonly output: string }
  /** With attention: the command waits for something that cannot happen. */
  | { readonly kind: 'waits-in-vain'; readonly output: string; readonly reason: string }
  | { readonly kind: 'closed'; readonly output: string };

const QUIET_MS = 500;
/** A program without any output may not have started yet: a container needs time to start. */
const MUTE_MS = 2_000;
/** Where it is known how many lines a program will print: `ping` prints one a second. */
const BETWEEN_LINES_MS = 2_500;
const LINES_WITHIN_MS = 20_000;
/** A program that has printed this long without a pause is expected to print on. */
const BUSY_MS = 5_000;
/**
 * Right after its prompt, a shell asks the terminal for the position of its cursor. If a command were typed sooner, the
 * program that the command starts could read the answer.
 */
const SETTLED_MS = 50;
/** A command that prints nothing for this long is looked at, with a slowdown of 1. */
const LOOKED_AT_AFTER_MS = 3_000;
/** An endless command that prints is stopped after this long. */
const ENDLESS_AFTER_MS = 8_000;
/** It may still look up a name, which a resolver does twice for 5 s, and fail. */
const MUTE_ENDLESS_AFTER_MS = 12_000;
/** What a command waits for counts as impossible if it has said so within this time. It may have been busy with it. */
const SAID_WITHIN_MS = 2_000;
/** In characters. */
const LATEST_LENGTH = 300;
const OPEN_WITHIN_MS = 20_000;
/** A program gets this long to end after each key that ends programs. */
const ENDS_WITHIN_MS = 1_500;

type Phase =
  | { readonly kind: 'opening' }
  | { readonly kind: 'prompt'; readonly exit: number }
  | { readonly kind: 'typed' }
  /** The shell has read the line. What it prints now is its own, such as a syntax error. */
  | { readonly kind: 'read' }
  /** The shell asks for another line of the command. */
  | { readonly kind: 'continued' }
  | { readonly kind: 'running' }
  /** The command has ended, and the shell prints its prompt. */
  | { readonly kind: 'prompting' }
  | { readonly kind: 'closed' };

/** Words that a person can type as commands in a terminal that was handed over. */
export interface AnsweredWords {
  readonly words: readonly string[];
  /**
   * Called with the word and its arguments. The signal is aborted by Ctrl-C. `leave`: the terminal is taken from the
   * person, and keeps running.
   */
  readonly answer: (request: string, signal: AbortSignal) => Promise<'stay' | 'leave'>;
  /** Stands before the prompt of a shell that has not changed it. */
  readonly place: string;
}

const CTRL_C = keyBytes('Ctrl-C');

export class ShellSession implements AsyncDisposable {
  /** Of its marks. */
  readonly id: string;
  readonly #node: LabNode;
  readonly #pty: Pty;
  readonly #scanner: MarkScanner;
  readonly #slowdown: number;
  #phase: Phase = { kind: 'opening' };
  #exit = 0;
  #screen: Screen;
  #manner: 'answers' | 'silent' = 'silent';
  #lastPrinted = awakeNow();
  #lastTyped = awakeNow();
  /** Whether anything was printed since `#lastTyped`. */
  #hasPrinted = false;
  #failure: unknown;
  /** Whether the last command in a program was stopped, and the program waits for input again. */
  #isStopped = false;
  #attention: Attention | undefined;
  /** The end of what the running command has printed. A read may end in the middle of a line. */
  #latest = '';
  /** What the running command has last printed of why it waits in vain. */
  #vain: { readonly reason: string; readonly at: number } | undefined;
  readonly #changes = new ChangeNotifier();
  readonly #closed = Promise.withResolvers<void>();
  /** Gets each piece of output as it arrives, once a person has taken over the terminal. */
  #onOutput: (bytes: Uint8Array) => void = () => undefined;
  /** Of the word of a person that is being answered. */
  #answering: AbortController | undefined;
  /** What the person has typed meanwhile. */
  #typedAhead = '';
  /** Whether a person has typed Ctrl-C, and no line since. */
  #isCancelled = false;

  /**
   * @param slowdown of the lab; every timeout is multiplied by it
   * @param previous a shell of the node that has ended: the new one gets its folder, variables and functions
   * @throws SnippetsError `shell-lost` if no prompt appears, and the errors of `openPty`
   */
  static async open(node: LabNode, slowdown = 1, previous?: ShellSession): Promise<ShellSession> {
    const id = randomBytes(6).toString('hex');
    const pty = await node.openPty(markedBash(id, node.folder, previous?.id), TERMINAL_SIZE);
    const session = new ShellSession(node, pty, id, slowdown);
    const deadline = awakeNow() + OPEN_WITHIN_MS * slowdown;
    const ready = await session.#waitFor(() => session.#phase.kind === 'prompt', deadline);
    if (!ready) {
      await pty[Symbol.asyncDispose]();
      if (session.#failure !== undefined) throw session.#failure;
      throw new SnippetsError(
        'shell-lost',
        `the shell of node "${node.name}" showed no prompt`,
        'is bash in the node image?',
      );
    }
    return session;
  }

  private constructor(node: LabNode, pty: Pty, id: string, slowdown: number) {
    this.#node = node;
    this.id = id;
    this.#pty = pty;
    this.#slowdown = slowdown;
    this.#scanner = new MarkScanner(id);
    this.#screen = this.#newScreen(this.#manner);
    void this.#read();
  }

  /** Whether a program runs that has shown that it waits for input. */
  get isInProgram(): boolean {
    return this.#phase.kind === 'running';
  }

  /**
   * Types a command line at the prompt of the shell.
   * @param deadline in the time of `awakeNow()`
   * @param attention if given, and the shell is waited for, a command that will never end is found out early
   */
  async run(command: string, until: Until, deadline: number, attention?: Attention): Promise<StepEnd> {
    const atPrompt = await this.#waitFor(() => this.#phase.kind === 'prompt', deadline);
    if (!atPrompt) return this.#unreached('');
    this.#manner = until.kind === 'shell' ? 'silent' : 'answers';
    this.#screen = this.#newScreen(this.#manner);
    this.#attention = attention;
    this.#vain = undefined;
    this.#latest = '';
    const lines = command.split('\n');
    for (const [index, line] of lines.entries()) {
      if (index > 0) {
        const isTaken = await this.#waitFor(() => !['typed', 'read'].includes(this.#phase.kind), deadline);
        if (!isTaken) return this.#unreached('');
        if (this.#phase.kind !== 'continued') return this.#completedEarly(deadline);
      }
      this.#phase = { kind: 'typed' };
      this.#write(`${pasted(line)}\r`);
    }
    const stuck = attention && until.kind === 'shell' ? await this.#attend(attention, deadline) : undefined;
    return stuck ?? this.#reach(until, deadline, '');
  }

  /**
   * Types into the running program, after its prompt has appeared.
   * @param attention as for `run`: the program may be a shell
   */
  async type(step: InputStep, until: Until, deadline: number, attention?: Attention): Promise<StepEnd> {
    const end = await this.#type(step, until, deadline, attention);
    return isInterrupt(step) ? { ...end, output: sinceInterrupt(end.output) } : end;
  }

  async #type(step: InputStep, until: Until, deadline: number, attention?: Attention): Promise<StepEnd> {
    const { text, keys } = step;
    this.#isStopped = false;
    await this.#screen.mark();
    const ready = await this.#reach(readyFor(step), deadline, undefined);
    if (ready.kind === 'program-ended') return { kind: 'no-program', output: ready.output };
    if (ready.kind !== 'reached') return ready;
    await this.#screen.mark();
    this.#write(text + (keys.length > 0 ? keys.map(keyBytes).join('') : '\r'));
    const isEndless = attention?.isEndless === true && (until.kind === 'prompt' || until.kind === 'shell');
    if (!isEndless) return this.#reach(until, deadline, text);
    const end = await this.#reach(until, Math.min(deadline, awakeNow() + MUTE_ENDLESS_AFTER_MS * this.#slowdown), text);
    if (end.kind !== 'timed-out') return end;
    this.#write(CTRL_C);
    const stopped = await this.#reach(until, awakeNow() + ENDS_WITHIN_MS * this.#slowdown, undefined);
    this.#isStopped = stopped.kind === 'reached';
    return { kind: 'runs-on', output: end.output };
  }

  /**
   * Ends what runs, so that the shell shows its prompt: by the keys that a person would try, then by a signal. A program
   * in which only a command had to be stopped goes on, for the input of later steps.
   * @returns false if it does not, and another shell is needed
   */
  async bringBack(): Promise<boolean> {
    if (this.#isStopped) return true;
    const press = async (key: string) => this.#write(keyBytes(key));
    const kill = () => this.#node.killForeground(`aid=${this.id}`);
    const atPrompt = () => this.#phase.kind === 'prompt';
    for (const end of [() => press('Ctrl-C'), () => press('Ctrl-D'), kill]) {
      if (atPrompt()) return true;
      await end();
      await this.#waitFor(atPrompt, awakeNow() + ENDS_WITHIN_MS * this.#slowdown);
    }
    return atPrompt();
  }

  /**
   * Connects the terminal to a person, with line editing. Resolves with `ended` when the shell or the person's input ends,
   * and with `left` when an answer is that.
   * @param words that the person can type as commands
   */
  async handOver(input: ReadStream, output: WriteStream, words?: AnsweredWords): Promise<'ended' | 'left'> {
    // One resize at a time, each to the current size: the daemon may handle two requests in the wrong order.
    let resized = Promise.resolve();
    const resize = () => {
      resized = resized
        .then(() => this.#pty.resize({ columns: output.columns, rows: output.rows }))
        .catch(() => undefined);
      return resized;
    };
    // A read may end within a character, as in a long text that is pasted.
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const typeKeys = (bytes: Buffer) => this.#pty.write(this.#heeded(decoder.decode(bytes, { stream: true })));
    const gone = Promise.withResolvers<void>();
    const left = Promise.withResolvers<void>();
    // The window may be resized from now on.
    output.on('resize', resize);
    try {
      await resize();
      if (this.#phase.kind === 'prompt') {
        const command = words ? `set -H; ${defineWords(words.words)}; ${namePlace(words.place)}` : 'set -H';
        await this.run(command, { kind: 'shell' }, awakeNow() + OPEN_WITHIN_MS * this.#slowdown);
      }
      this.#onOutput = words ? this.#answersOf(words, output, left) : (bytes) => output.write(bytes);
      // A closed window ends the input with an error, and causes another error with each later call.
      input.off('error', ignoreError).on('error', ignoreError);
      input.once('error', gone.resolve).once('end', gone.resolve);
      input.setRawMode(true).on('data', typeKeys).resume();
      // Prints the prompt again: the last one was printed before the person was connected.
      this.#pty.write('\r');
      const ended = Promise.race([this.#closed.promise, gone.promise]).then(() => 'ended' as const);
      return await Promise.race([ended, left.promise.then(() => 'left' as const)]);
    } finally {
      this.#onOutput = () => undefined;
      output.off('resize', resize);
      input.off('error', gone.resolve).off('end', gone.resolve);
      input.off('data', typeKeys).setRawMode(false).pause();
    }
  }

  /**
   * Returns the keys of a person that the terminal gets now. While a word is answered, its shell waits: Ctrl-C ends the
   * answer, and other keys come after it.
   */
  #heeded(keys: string): string {
    const end = keys.lastIndexOf(CTRL_C) + 1;
    this.#isCancelled = (this.#isCancelled || end > 0) && !/[\r\n]/u.test(keys.slice(end));
    if (!this.#answering) return keys;
    if (end > 0) this.#answering.abort();
    this.#typedAhead = (end > 0 ? '' : this.#typedAhead) + keys.slice(end);
    return '';
  }

  /** One answer after the other: the next word can be typed only when the shell no longer waits. */
  #answersOf({ answer }: AnsweredWords, output: WriteStream, left: PromiseWithResolvers<void>) {
    const filter = new RequestFilter();
    const reply = async (request: string) => {
      const answering = new AbortController();
      this.#answering = answering;
      // Ctrl-C may come just before the word, while the shell reads it. Then it has ended the wait.
      const then = this.#isCancelled ? 'stay' : await answer(request, answering.signal);
      this.#answering = undefined;
      this.#pty.write(ANSWERED + (then === 'leave' ? '' : this.#typedAhead));
      this.#typedAhead = '';
      if (then === 'leave') left.resolve();
    };
    return (bytes: Uint8Array) => {
      for (const { shown, request } of filter.take(bytes)) {
        output.write(shown);
        if (request !== undefined) reply(request).catch(left.reject);
      }
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pty[Symbol.asyncDispose]();
  }

  /** Whether no program runs: the shell waits for a line, or is gone. */
  get #hasEnded(): boolean {
    return ['prompt', 'continued', 'closed'].includes(this.#phase.kind);
  }

  #write(typed: string): void {
    this.#lastTyped = awakeNow();
    this.#lastPrinted = this.#lastTyped;
    this.#hasPrinted = false;
    this.#pty.write(typed);
  }

  /** @param typed the text typed at the mark; undefined if none was typed, so that a prompt at the mark counts, too */
  async #reach(until: Until, deadline: number, typed: string | undefined): Promise<StepEnd> {
    const reached = () => this.#hasEnded || this.#shows(until, typed);
    const inTime = await this.#waitFor(reached, deadline, until.kind === 'shell' ? undefined : SETTLED_MS);
    if (!inTime) return this.#unreached(typed);
    const printed = await printedAfter(this.#screen, typed, until.kind === 'prompt' && !this.#hasEnded);
    const output = this.#hasEnded ? withoutTrace(printed, this.id) : printed;
    switch (this.#phase.kind) {
      case 'prompt':
        return { kind: mayBeAtShell(until) ? 'reached' : 'program-ended', output, exit: this.#phase.exit };
      case 'continued':
        return { kind: 'incomplete', output };
      case 'closed':
        return this.#unreached(typed);
      default:
        return { kind: 'reached', output, exit: null };
    }
  }

  /**
   * Waits for the end of a command, and looks at it when it has printed nothing for a while. Answers its questions.
   * @returns how it is stuck; undefined if it has ended, or if the deadline has passed
   */
  async #attend(attention: Attention, deadline: number): Promise<StepEnd | undefined> {
    const begun = awakeNow();
    const answered = new Set<string>();
    let quietMs = LOOKED_AT_AFTER_MS * this.#slowdown;
    for (;;) {
      const endlessAt = attention.isEndless ? begun + this.#endlessMs : Number.POSITIVE_INFINITY;
      const lookAt = Math.min(this.#lastPrinted + quietMs, endlessAt, this.#vainAt(begun));
      if (await this.#waitFor(() => this.#hasEnded, Math.min(lookAt, deadline))) return undefined;
      const now = awakeNow();
      if (now >= deadline || this.#phase.kind === 'closed') return undefined;
      if (now >= endlessAt) return { kind: 'runs-on', output: await printedAfter(this.#screen, '', false) };
      if (this.#vain && now >= this.#vainAt(begun))
        return {
          kind: 'waits-in-vain',
          output: await printedAfter(this.#screen, '', false),
          reason: this.#vain.reason,
        };
      if (now - this.#lastPrinted < quietMs) continue;
      const question = this.#screen.cursorLine().before;
      const answer = await this.#answerAt(question, attention, answered, deadline);
      // While the node was asked, the command may have gone on.
      if (this.#hasEnded) return undefined;
      if (this.#lastPrinted > now) continue;
      if (answer === 'unknown')
        return { kind: 'waits-for-input', output: await printedAfter(this.#screen, '', false), question };
      if (answer !== 'none') {
        answered.add(question);
        this.#write(`${answer.typed}\r`);
      }
      quietMs = Math.max(quietMs, 2 * (awakeNow() - this.#lastPrinted));
    }
  }

  /** How long an endless command runs before it is stopped. */
  get #endlessMs(): number {
    return (this.#hasPrinted ? ENDLESS_AFTER_MS : MUTE_ENDLESS_AFTER_MS) * this.#slowdown;
  }

  /** @returns when a command that has begun then may be stopped because it waits in vain, if it has just said so */
  #vainAt(begun: number): number {
    const isSaid = this.#vain !== undefined && awakeNow() - this.#vain.at < SAID_WITHIN_MS * this.#slowdown;
    return isSaid ? begun + ENDLESS_AFTER_MS * this.#slowdown : Number.POSITIVE_INFINITY;
  }

  /** Returns what to type at a question: `none` if no program waits for input, `unknown` if nobody knows. */
  async #answerAt(
    question: string,
    attention: Attention,
    answered: ReadonlySet<string>,
    deadline: number,
  ): Promise<'none' | 'unknown' | { readonly typed: string }> {
    if (question === '' && attention.readsAlways) return 'none';
    const late = new Promise<boolean>((resolve) => {
      setTimeout(resolve, Math.max(0, deadline - awakeNow()), false).unref();
    });
    if (!(await Promise.race([this.#node.waitsForInput(`aid=${this.id}`), late]))) return 'none';
    const typed = answered.has(question) ? undefined : attention.answerTo(question);
    return typed === undefined ? 'unknown' : { typed };
  }

  /** Waits for the end of a command that already runs, because its output belongs to the fault. */
  async #completedEarly(deadline: number): Promise<StepEnd> {
    const { kind, output } = await this.#reach({ kind: 'shell' }, deadline, '');
    return kind === 'closed' ? { kind, output } : { kind: 'complete-early', output };
  }

  async #unreached(typed: string | undefined): Promise<StepEnd> {
    if (this.#failure !== undefined) throw this.#failure;
    const output = await printedAfter(this.#screen, typed, false);
    if (this.#phase.kind === 'closed') return { kind: 'closed', output };
    return { kind: 'timed-out', output, quietMs: awakeNow() - this.#lastPrinted };
  }

  /** Returns whether a program shows that it waits for input, after the text typed at the mark. */
  #shows(until: Until, typed: string | undefined): boolean {
    if (this.#phase.kind !== 'running') return false;
    const now = awakeNow();
    const quietFor = now - this.#lastPrinted;
    switch (until.kind) {
      case 'shell':
        return false;
      case 'quiet':
        return this.#isQuiet(quietFor);
      case 'quiet-or-busy': {
        const { lines } = until;
        const [quietMs, busyMs] = lines === undefined ? [QUIET_MS, BUSY_MS] : [BETWEEN_LINES_MS, LINES_WITHIN_MS];
        return (
          // What is typed into a program is shown on a line of its own.
          (lines !== undefined && this.#screen.countLines() >= lines + (typed ? 1 : 0)) ||
          this.#isQuiet(quietFor, quietMs) ||
          now - this.#lastTyped >= busyMs * this.#slowdown
        );
      }
      case 'prompt':
        return quietFor >= SETTLED_MS * this.#slowdown && isAtPrompt(this.#screen, until.prompt, typed);
    }
  }

  #isQuiet(quietFor: number, quietMs = QUIET_MS): boolean {
    return quietFor >= (this.#hasPrinted ? quietMs : Math.max(MUTE_MS, quietMs)) * this.#slowdown;
  }

  /** @returns false if the time is up first, or the terminal is closed */
  async #waitFor(condition: () => boolean, deadline: number, pollMs?: number): Promise<boolean> {
    for (;;) {
      await this.#screen.settle();
      if (condition()) return true;
      const left = deadline - awakeNow();
      if (left <= 0 || this.#phase.kind === 'closed') return false;
      await this.#changes.next(Math.min(left, pollMs ?? left));
    }
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const bytes of this.#pty.output) {
        this.#onOutput(bytes);
        for (const chunk of this.#scanner.scan(decoder.decode(bytes, { stream: true }))) await this.#take(chunk);
        this.#changes.announce();
      }
    } catch (error) {
      this.#failure = error;
    }
    this.#phase = { kind: 'closed' };
    this.#closed.resolve();
    this.#changes.announce();
  }

  async #take(chunk: Chunk): Promise<void> {
    switch (chunk.kind) {
      case 'text':
        return this.#takeText(chunk.text);
      case 'line-read':
        if (this.#phase.kind !== 'typed') return this.#takeText(chunk.text);
        this.#phase = { kind: 'read' };
        return;
      case 'output-begins':
        // Without an echo, the end of the typed line is printed after it was read.
        if (this.#hasPrinted) this.#screen = this.#newScreen(this.#manner);
        this.#hasPrinted = false;
        this.#phase = { kind: 'running' };
        this.#lastPrinted = awakeNow();
        return;
      case 'command-ended':
        this.#exit = chunk.exit;
        this.#phase = { kind: 'prompting' };
        return;
      case 'prompt-ready':
        // A command that prints a prompt prints its mark, too.
        if (chunk.continued && ['typed', 'read'].includes(this.#phase.kind)) {
          this.#phase = { kind: 'continued' };
          this.#screen = this.#newScreen(this.#manner);
        }
        if (!chunk.continued && this.#phase.kind === 'prompting') this.#phase = { kind: 'prompt', exit: this.#exit };
    }
  }

  #takeText(text: string): Promise<void> | undefined {
    this.#lastPrinted = awakeNow();
    if (this.#phase.kind !== 'running' && this.#phase.kind !== 'read') return undefined;
    this.#hasPrinted = true;
    this.#latest = (this.#latest + text).slice(-LATEST_LENGTH);
    const reason = this.#attention?.vainReason(this.#latest);
    if (reason !== undefined) this.#vain = { reason, at: this.#lastPrinted };
    return this.#screen.print(text);
  }

  /** A `silent` screen answers no questions. A log may have the question of a shell that waits for no answer now. */
  #newScreen(manner: 'answers' | 'silent'): Screen {
    return new Screen(TERMINAL_SIZE, (reply) => {
      if (manner === 'answers') this.#pty.write(reply);
    });
  }
}

/** One function, so that an input that is handed over several times gets it once. */
function ignoreError(): void {}

/** Returns whether the shell's prompt is what a step waits for. */
function mayBeAtShell(until: Until): boolean {
  return until.kind === 'shell' || (until.kind === 'prompt' && until.orShell === true);
}

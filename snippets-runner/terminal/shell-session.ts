/**
 * One terminal on one node for a whole page, as a person would have it: a bash at the outside,
 * inside it whatever the page starts and types into.
 *
 * Invariant: nothing is typed before what it is meant for has shown that it waits for input, so no
 * command can swallow the next one.
 */
import { randomBytes } from 'node:crypto';
import type { ReadStream, WriteStream } from 'node:tty';
import { SnippetsError } from '../model/error.ts';
import type { LabNode, Pty, PtySize } from '../model/lab.ts';
import { readyFor, type Until } from '../model/plan.ts';
import type { InputStep } from '../tutorial/page.ts';
import { keyBytes } from '../tutorial/snippet/keys.ts';
import { ChangeNotifier } from './change-notifier.ts';
import { type Chunk, MarkScanner, markedPrompts } from './marks.ts';
import { Screen } from './screen.ts';
import { isAtPrompt, printedBehind } from './screen-text.ts';

/** Wide enough that Docker's tables do not wrap for a reader. */
export const TERMINAL_SIZE: PtySize = { columns: 120, rows: 40 };

export type StepEnd =
  | { readonly kind: 'reached'; readonly output: string; readonly exit: number | null }
  /** The shell's prompt came where a program inside was to wait for input. */
  | { readonly kind: 'program-ended'; readonly output: string; readonly exit: number }
  /** The command is not whole: the shell asks for another line. */
  | { readonly kind: 'incomplete'; readonly output: string }
  /** The command was whole, and ran, before its last line was typed. */
  | { readonly kind: 'complete-early'; readonly output: string }
  /** `quietMs`: for how long it had printed nothing. */
  | { readonly kind: 'timed-out'; readonly output: string; readonly quietMs: number }
  | { readonly kind: 'closed'; readonly output: string };

const QUIET_MS = 500;
/** A program that has said nothing at all may not have started: a container takes its time. */
const MUTE_MS = 2_000;
/** A program that has printed for so long without a pause is not going to make one. */
const BUSY_MS = 5_000;
/**
 * A shell asks the terminal where its cursor is right after its prompt. Typing sooner, the terminal's
 * answer could reach whatever the typed keys lead to.
 */
const SETTLED_MS = 50;
const OPEN_WITHIN_MS = 20_000;

type Phase =
  | { readonly kind: 'opening' }
  | { readonly kind: 'prompt'; readonly exit: number }
  | { readonly kind: 'typed' }
  /** The shell asks for another line of the command. */
  | { readonly kind: 'continued' }
  | { readonly kind: 'running' }
  /** The command has ended, the shell's prompt is being printed. */
  | { readonly kind: 'prompting' }
  | { readonly kind: 'closed' };

export class ShellSession implements AsyncDisposable {
  readonly #pty: Pty;
  readonly #scanner: MarkScanner;
  readonly #slowdown: number;
  #phase: Phase = { kind: 'opening' };
  #exit = 0;
  #screen: Screen;
  #lastPrinted = performance.now();
  #lastTyped = performance.now();
  /** Whether anything was printed since. */
  #hasPrinted = false;
  #failure: unknown;
  readonly #changes = new ChangeNotifier();
  readonly #closed = Promise.withResolvers<void>();
  /** Who sees what is printed as it comes, once a person has taken over. */
  #audience: (bytes: Uint8Array) => void = () => undefined;

  /**
   * @param slowdown of the lab, which everything that is waited for follows
   * @throws SnippetsError `shell-lost` when no prompt comes, and what `openPty` throws
   */
  static async open(node: LabNode, slowdown = 1): Promise<ShellSession> {
    const id = randomBytes(6).toString('hex');
    const environment = { ...markedPrompts(id), TERM: 'xterm-256color', LANG: 'C.UTF-8', HISTFILE: '' };
    const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
    // Without line editing the terminal itself echoes, and no key means anything special to bash.
    const pty = await node.openPty(
      ['env', '--chdir=/root', ...variables, 'bash', '--noprofile', '--norc', '--noediting', '-i'],
      TERMINAL_SIZE,
    );
    const session = new ShellSession(pty, id, slowdown);
    const deadline = performance.now() + OPEN_WITHIN_MS * slowdown;
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
    // Programs that the page starts are not to inherit the marked prompts.
    await session.run('export -n PS0 PS1 PS2; set +H', { kind: 'shell' }, deadline);
    return session;
  }

  private constructor(pty: Pty, id: string, slowdown: number) {
    this.#pty = pty;
    this.#slowdown = slowdown;
    this.#scanner = new MarkScanner(id);
    this.#screen = this.#newScreen('silent');
    void this.#read();
  }

  /** Types a command line at the shell's prompt. @param deadline in the time of `performance.now()` */
  async run(command: string, until: Until, deadline: number): Promise<StepEnd> {
    const atPrompt = await this.#waitFor(() => this.#phase.kind === 'prompt', deadline);
    if (!atPrompt) return this.#unreached('');
    this.#screen = this.#newScreen(until.kind === 'shell' ? 'silent' : 'answers');
    const lines = command.split('\n');
    for (const [index, line] of lines.entries()) {
      if (index > 0) {
        const isTaken = await this.#waitFor(() => this.#phase.kind !== 'typed', deadline);
        if (!isTaken) return this.#unreached('');
        if (this.#phase.kind !== 'continued') return this.#completedEarly(deadline);
      }
      this.#phase = { kind: 'typed' };
      this.#write(`${line}\r`);
    }
    return this.#reach(until, deadline, '');
  }

  /** Types into the program that the shell is running, once its prompt shows. */
  async type(step: InputStep, until: Until, deadline: number): Promise<StepEnd> {
    const { text, keys } = step;
    await this.#screen.mark();
    const ready = await this.#reach(readyFor(step), deadline, undefined);
    if (ready.kind !== 'reached') return ready;
    await this.#screen.mark();
    this.#write(text + (keys.length > 0 ? keys.map(keyBytes).join('') : '\r'));
    return this.#reach(until, deadline, text);
  }

  /** Gives the terminal to a person, with line editing; resolves when the shell ends, or the person has gone. */
  async handOver(input: ReadStream, output: WriteStream): Promise<void> {
    // One after the other, each to the size of then: of two at once, the daemon may do the later one first.
    let resized = Promise.resolve();
    const resize = () => {
      resized = resized
        .then(() => this.#pty.resize({ columns: output.columns, rows: output.rows }))
        .catch(() => undefined);
      return resized;
    };
    const forward = (bytes: Buffer) => this.#pty.write(bytes.toString());
    await resize();
    if (this.#phase.kind === 'prompt') {
      await this.run(
        'set -o emacs; set -H; bind "set enable-bracketed-paste on"',
        { kind: 'shell' },
        performance.now() + OPEN_WITHIN_MS * this.#slowdown,
      );
    }
    const gone = Promise.withResolvers<void>();
    this.#audience = (bytes) => output.write(bytes);
    output.on('resize', resize);
    // A window that is closed ends the input with an error, and gives one again for each thing asked of it.
    input.on('error', gone.resolve).once('end', gone.resolve);
    input.setRawMode(true).on('data', forward).resume();
    // For the prompt that was printed while nobody was looking.
    this.#pty.write('\r');
    try {
      await Promise.race([this.#closed.promise, gone.promise]);
    } finally {
      output.off('resize', resize);
      input.off('data', forward).setRawMode(false).pause();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pty[Symbol.asyncDispose]();
  }

  #write(typed: string): void {
    this.#lastTyped = performance.now();
    this.#lastPrinted = this.#lastTyped;
    this.#hasPrinted = false;
    this.#pty.write(typed);
  }

  /** @param typed what was typed at the screen's mark; undefined when nothing was, so that a prompt there will do */
  async #reach(until: Until, deadline: number, typed: string | undefined): Promise<StepEnd> {
    const ended = () => ['prompt', 'continued', 'closed'].includes(this.#phase.kind);
    const reached = () => ended() || this.#shows(until, typed);
    const inTime = await this.#waitFor(reached, deadline, until.kind === 'shell' ? undefined : SETTLED_MS);
    if (!inTime) return this.#unreached(typed);
    const output = await printedBehind(this.#screen, typed, until.kind === 'prompt' && !ended());
    switch (this.#phase.kind) {
      case 'prompt':
        return { kind: until.kind === 'shell' ? 'reached' : 'program-ended', output, exit: this.#phase.exit };
      case 'continued':
        return { kind: 'incomplete', output };
      case 'closed':
        return this.#unreached(typed);
      default:
        return { kind: 'reached', output, exit: null };
    }
  }

  /** The command is running already: what it prints belongs to the message. */
  async #completedEarly(deadline: number): Promise<StepEnd> {
    const { kind, output } = await this.#reach({ kind: 'shell' }, deadline, '');
    return kind === 'closed' ? { kind, output } : { kind: 'complete-early', output };
  }

  async #unreached(typed: string | undefined): Promise<StepEnd> {
    if (this.#failure !== undefined) throw this.#failure;
    const output = await printedBehind(this.#screen, typed, false);
    if (this.#phase.kind === 'closed') return { kind: 'closed', output };
    return { kind: 'timed-out', output, quietMs: performance.now() - this.#lastPrinted };
  }

  /** Whether a program inside shows that it waits, after what was typed at the screen's mark. */
  #shows(until: Until, typed: string | undefined): boolean {
    if (this.#phase.kind !== 'running') return false;
    const now = performance.now();
    const quietFor = now - this.#lastPrinted;
    switch (until.kind) {
      case 'shell':
        return false;
      case 'quiet':
        return this.#isQuiet(quietFor);
      case 'quiet-or-busy':
        return this.#isQuiet(quietFor) || now - this.#lastTyped >= BUSY_MS * this.#slowdown;
      case 'prompt':
        return quietFor >= SETTLED_MS * this.#slowdown && isAtPrompt(this.#screen, until.prompt, typed);
    }
  }

  #isQuiet(quietFor: number): boolean {
    return quietFor >= (this.#hasPrinted ? QUIET_MS : MUTE_MS) * this.#slowdown;
  }

  /** @returns false when the time is up first, or nothing more can come */
  async #waitFor(condition: () => boolean, deadline: number, pollMs?: number): Promise<boolean> {
    for (;;) {
      await this.#screen.settle();
      if (condition()) return true;
      const left = deadline - performance.now();
      if (left <= 0 || this.#phase.kind === 'closed') return false;
      await this.#changes.next(Math.min(left, pollMs ?? left));
    }
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const bytes of this.#pty.output) {
        this.#audience(bytes);
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
        this.#lastPrinted = performance.now();
        if (this.#phase.kind !== 'running') return;
        this.#hasPrinted = true;
        return this.#screen.print(chunk.text);
      case 'output-begins':
        this.#phase = { kind: 'running' };
        this.#lastPrinted = performance.now();
        return;
      case 'command-ended':
        this.#exit = chunk.exit;
        this.#phase = { kind: 'prompting' };
        return;
      case 'prompt-ready':
        this.#phase = chunk.continued ? { kind: 'continued' } : { kind: 'prompt', exit: this.#exit };
    }
  }

  /** What only prints, such as the logs of a shell, may hold questions that nobody waits for an answer to. */
  #newScreen(manner: 'answers' | 'silent'): Screen {
    return new Screen(TERMINAL_SIZE, (reply) => {
      if (manner === 'answers') this.#pty.write(reply);
    });
  }
}

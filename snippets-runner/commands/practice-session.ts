/** An exercise in its lab: the network is broken, then a person mends it, and asks for the check, hints and the map. */
import type { PlannedSnippet } from '../model/plan.ts';
import { networkMap } from '../report/network-map.ts';
import { indent, wrapped } from '../report/style.ts';
import { planPage } from '../run/plan-pages.ts';
import type { EquippedLab } from '../run/prepared-lab.ts';
import type { AnsweredWords } from '../terminal/shell-session.ts';
import { meaningOf } from '../tutorial/exercise/check-messages.ts';
import { exerciseSnippetIds, solvedCheckId } from '../tutorial/exercise/play-order.ts';
import type { Exercise, Locale, SitePage } from '../tutorial/page.ts';
import { meetingOf } from '../tutorial/snippet/pattern.ts';
import { filledSnippets } from '../tutorial/snippet/placeholder.ts';
import type { CommandContext } from './command.ts';
import { replay } from './handed-lab.ts';
import { playCheck } from './practice-check.ts';
import { isPracticeCommand, PRACTICE_COMMANDS, PRACTICE_WORDS } from './practice-words.ts';
import { withStatusLine } from './status-line.ts';

/** An exercise in the language of a person, if its page is translated. */
export interface ToldExercise {
  readonly exercise: Exercise;
  readonly locale: Locale;
  /** The page in this language. */
  readonly file: string;
}

export interface Practice {
  readonly page: SitePage;
  readonly exercise: Exercise;
  readonly told: ToldExercise;
  /** Where the person begins. */
  readonly node: string;
  /** The command for the next exercise of the page. */
  readonly next: string | undefined;
}

/** Resolves when the person leaves. */
export async function practiseIn(ready: EquippedLab, practice: Practice, context: CommandContext): Promise<void> {
  const { snippets } = planPage(practice.page, []);
  await replay(
    ready.player,
    plannedBefore(snippets, practice),
    context.io,
    PRACTICE_WORDS[practice.told.locale].breaking,
  );
  const check = snippets.find(({ snippet }) => snippet.id === practice.exercise.check);
  if (!check) throw new TypeError(`exercise ${practice.exercise.id} has no check`);
  await new PracticeSession(ready, check, practice, context).run();
}

/** Returns what the page plays before a person begins: all that belongs to no other exercise, and the set-up. */
function plannedBefore(snippets: readonly PlannedSnippet[], { page, exercise }: Practice): readonly PlannedSnippet[] {
  const begin = snippets.findIndex(({ snippet }) => snippet.id === exercise.setUp[0]);
  const inExercises = new Set(page.exercises.flatMap(exerciseSnippetIds));
  const isOutside = ({ snippet: { id, repeats } }: PlannedSnippet) => !inExercises.has(repeats ?? id);
  const setUp = new Set(exercise.setUp);
  return [...snippets.slice(0, begin).filter(isOutside), ...snippets.filter(({ snippet }) => setUp.has(snippet.id))];
}

class PracticeSession {
  readonly #ready: EquippedLab;
  readonly #check: PlannedSnippet;
  readonly #practice: Practice;
  readonly #context: CommandContext;
  #node: string;
  #hints = 0;

  constructor(ready: EquippedLab, check: PlannedSnippet, practice: Practice, context: CommandContext) {
    this.#ready = ready;
    this.#check = check;
    this.#practice = practice;
    this.#context = context;
    this.#node = practice.node;
  }

  async run(): Promise<void> {
    this.#say(this.#introduction());
    for (;;) {
      this.#say(this.#style.dim(this.#words.onNode(this.#node)));
      const shell = await this.#ready.player.shell(this.#node, 'input');
      const answered: AnsweredWords = {
        words: PRACTICE_COMMANDS,
        answer: (request, signal) => this.#answer(request, signal),
        place: this.#others.length === 0 ? '' : `${this.#node} `,
      };
      if ((await shell.handOver(process.stdin, process.stdout, answered)) === 'ended') return;
    }
  }

  /** The nodes on which the person is not. */
  get #others(): readonly string[] {
    return this.#practice.page.lab.nodes.filter((node) => node !== this.#node);
  }

  get #words() {
    return PRACTICE_WORDS[this.#practice.told.locale];
  }

  get #style() {
    return this.#context.io.style;
  }

  /** The terminal is raw while a person uses it: a new line does not go back to the left by itself. */
  #say(text: string): void {
    process.stdout.write(`${this.#context.io.shown(text).replaceAll('\n', '\r\n')}\r\n`);
  }

  /** Anything in the lab can print the mark of a request, so the word may be any. */
  async #answer(request: string, signal: AbortSignal): Promise<'stay' | 'leave'> {
    const [word = '', ...others] = request.split(' ');
    if (!isPracticeCommand(word)) return 'stay';
    switch (word) {
      case 'check':
        this.#say(await this.#checked(signal));
        return 'stay';
      case 'hint':
        this.#say(this.#nextHint());
        return 'stay';
      case 'task':
        this.#say(this.#introduction());
        return 'stay';
      case 'map':
        this.#say(networkMap(await this.#ready.topology.read(), this.#words.noNetwork, this.#style));
        this.#say(this.#style.dim(this.#whereDrawn()));
        return 'stay';
      case 'solution':
        this.#say(this.#solution());
        return 'stay';
      case 'on':
        return this.#goTo(others.join(' '));
    }
  }

  #goTo(node: string): 'stay' | 'leave' {
    const { nodes } = this.#practice.page.lab;
    if (this.#others.includes(node)) {
      this.#node = node;
      return 'leave';
    }
    const isKnown = node === '' || node === this.#node;
    const where = this.#words.nodes(this.#node, nodes);
    this.#say(isKnown ? where : `${this.#words.unknownNode(node)} ${where}`);
    return 'stay';
  }

  /** The site is known if the environment says where it is, as it does for a build. */
  #whereDrawn(): string {
    const { page, exercise, told } = this.#practice;
    const { SITE_URL, BASE_PATH = '' } = this.#context.env;
    if (!SITE_URL) return this.#words.page(told.file);
    const path = [...BASE_PATH.split('/'), told.locale, page.slug].filter((part) => part !== '').join('/');
    return this.#words.drawing(new URL(`/${path}/#broken-${exercise.id}`, SITE_URL).href);
  }

  #introduction(): string {
    const { title, story, task } = this.#practice.told.exercise;
    const { commands, exit, on, task: heading } = this.#words;
    const others = this.#others.length === 0 ? [] : [['on NODE', on(this.#practice.page.lab.nodes)] as const];
    const shown = [...Object.entries(commands), ...others, ['exit', exit] as const];
    const lines = shown.map(([name, what]) => `  ${this.#style.cyan(name.padEnd(8))}  ${what}`);
    return [
      '',
      this.#style.bold(title),
      '',
      ...story.map(folded),
      '',
      this.#style.bold(heading),
      folded(task),
      '',
      ...lines,
      '',
    ].join('\n');
  }

  #nextHint(): string {
    const { hints } = this.#practice.told.exercise;
    const hint = hints[this.#hints];
    if (hint === undefined) return this.#words.noMoreHints;
    this.#hints += 1;
    return `${this.#style.bold(this.#words.hint(this.#hints, hints.length))}\n${folded(hint)}`;
  }

  async #checked(signal: AbortSignal): Promise<string> {
    const { page, exercise, next } = this.#practice;
    const played = await this.#playedCheck(signal);
    if (played === 'stopped') return this.#style.yellow(this.#words.stopped);
    const { steps, ending } = played;
    const output = steps.map((step) => step.output).join('\n');
    const shown = output === '' ? [] : output.split('\n').flatMap((line) => this.#explained(line));
    if (ending.kind !== 'completed') return [...shown, this.#style.yellow(this.#words.noAnswer)].join('\n');
    const expected = page.snippets.find(({ id }) => id === solvedCheckId(exercise))?.expect ?? [];
    const isSolved =
      steps.every(({ exit }) => exit === 0) && expected.every((pattern) => meetingOf(output, pattern).kind === 'met');
    if (!isSolved) return [...shown, this.#style.yellow(this.#words.notSolved)].join('\n');
    return [
      ...shown,
      this.#style.green(this.#words.solved),
      ...(next === undefined ? [] : [this.#words.after(next)]),
    ].join('\n');
  }

  /** Returns a line that the check has printed, and what it means in the language of the person. */
  #explained(line: string): readonly string[] {
    const meaning = meaningOf(line, this.#practice.told.exercise.messages);
    return [this.#style.dim(indent(line, '  ')), ...(meaning === undefined ? [] : [indent(meaning, '  ')])];
  }

  #playedCheck(stop: AbortSignal) {
    const { checking, stopping } = this.#words;
    const text = (seconds: number) => (stop.aborted ? stopping : checking(seconds));
    const signals = { run: this.#context.signal, stop };
    return withStatusLine(process.stdout, this.#context.io, text, () => playCheck(this.#ready, this.#check, signals));
  }

  #solution(): string {
    const { page, exercise, told } = this.#practice;
    const written = exercise.solution.flatMap((id) => page.snippets.find((snippet) => snippet.id === id) ?? []);
    // The shell would take a placeholder for a redirection.
    const parts = filledSnippets(written, this.#ready.player.values);
    const commands = parts.flatMap(({ node, steps }) =>
      steps.map(({ text }) => `  ${page.lab.nodes.length === 1 ? '' : this.#style.dim(`${node} `)}$ ${text}`),
    );
    return [this.#style.bold(this.#words.solution), ...told.exercise.explanation.map(folded), ...commands].join('\n');
  }
}

/** Lines of more characters are tiring to read. */
const WIDEST = 100;

function folded(text: string): string {
  // A terminal that does not know its size has 0 columns.
  return wrapped(text, Math.min(process.stdout.columns || WIDEST, WIDEST));
}

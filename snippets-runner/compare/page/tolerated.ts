/** What a person leaves out of a document, or does not see: it is no difference between the document and a run. */
import type { StepRecording } from '../../model/recording.ts';
import type { ShownSnippet, Snippet, Step } from '../../tutorial/page.ts';
import { isInterrupt } from '../../tutorial/snippet/keys.ts';
import type { WrongExit } from './exits.ts';

/**
 * Removes the `^C` that a terminal shows for Ctrl-C. In a document, it is the line that says that it is pressed, or
 * stands below `<Ctrl-C>`.
 */
export function withoutEcho(output: string, step: Step): string {
  return isInterrupt(step) ? output.replace(/^\^C\n?/u, '') : output;
}

/** Matches what a shell says when a job in the background has ended, which it does at one of the next prompts. */
const JOB_NOTICE = /^\[\d+\][+-]? +(?:Done|Exit \d+|Terminated|Killed|Hangup)\b.*(?:\n|$)/gmu;

/** Removes notices of jobs where the document shows none. */
export function withoutJobNotices(output: string, shown: string): string {
  return shown.search(JOB_NOTICE) >= 0 ? output : output.replace(JOB_NOTICE, '');
}

/** Begins or ends what Docker prints of images that it pulls. */
const PULLED = /^(?:\S+: Pulling from \S|Status: (?:Downloaded newer image|Image is up to date) for )/mu;
const OF_PULL =
  /^(?:Unable to find image '.*' locally|Using default tag: \S+|\S+: Pulling from \S+|[0-9a-f]{12}: (?:Pulling fs layer|Waiting|Downloading|Verifying Checksum|Download complete|Extracting|Pull complete|Already exists)\b.*|Digest: sha256:\S+|Status: (?:Downloaded newer image|Image is up to date) for .*|docker\.io\/\S+:\S+)[^\S\n]*(?:\n|$)/gmu;

/**
 * Removes what a command prints while it pulls an image. A lab has its images before, and a registry has other versions
 * of an image each week.
 */
export function withoutPull(output: string, { text }: Step): string {
  return /\b(?:docker|podman)\b/u.test(text) && PULLED.test(output) ? output.replace(OF_PULL, '') : output;
}

/**
 * Returns whether a document may leave out the whole output: the id of what was made, the progress of a service, the names
 * that Docker repeats from the command, the word with which bash ends, or what follows Ctrl-C.
 */
export function needNotBeShown(step: Step, output: string): boolean {
  const printed = withoutServiceProgress(output, step);
  if (isDetach(step) && printed === DETACHED) return true;
  if (LEAVES.test(step.text) && /^(?:exit|logout)$/u.test(printed.trim())) return true;
  return isInterrupt(step) || printed === '' || isIdOfNew({ step, output: printed }) || isRepeated(step.text, printed);
}

/** What Docker prints while it waits for the tasks of a service, and where no registry answers. */
const SERVICE_PROGRESS =
  /^(?:image \S+ could not be accessed on a registry to record\n(?:.*\n){3}\n?|overall progress: \d+ out of \d+ tasks|\d+\/\d+: running\b.*|[a-z0-9]*: running\b.*|verify: Service \w+ converged.*|\s*)(?:\n|$)/gmu;

/** Removes the progress of a service where the document shows something else, such as the id of the new service. */
export function withoutProgress(output: string, step: Step, shown: string): string {
  return shown === '' || shown.search(SERVICE_PROGRESS_LINE) >= 0 ? output : withoutServiceProgress(output, step);
}

/** Removes the question of `sudo` for a password, which labs do not have. */
export function withoutPassword(output: string): string {
  return output.replace(/^\[sudo\] password for [^:\n]*:[^\S\n]*(?:\n|$)/gmu, '');
}

const SERVICE_PROGRESS_LINE = /^(?:overall progress|verify): /mu;

function withoutServiceProgress(output: string, { text }: Step): string {
  if (!/\bdocker service (?:create|update|scale|rollback)\b/u.test(text)) return output;
  return output
    .replace(SERVICE_PROGRESS, '')
    .replace(/^(\w+) scaled to \d+\n?/gmu, '')
    .trim();
}

/** Returns whether Docker has only repeated arguments of the command, such as the names of removed containers. */
function isRepeated(command: string, printed: string): boolean {
  if (!/^\s*(?:sudo )?docker\s[^|;&]*$/u.test(command)) return false;
  const words = new Set(command.split(/[\s"'=]+/u));
  return !ERROR_NAMES.test(printed) && printed.split('\n').every((line) => words.has(line.trim()));
}

const ERROR_NAMES = /^\s*(?:docker|error)\b/iu;

/**
 * Replaces the numbers that tell how long somebody has waited before Ctrl-C: how many packets `ping` has sent, if all
 * have come back.
 */
export function withoutWaiting(output: string, step: Step): string {
  if (!isInterrupt(step)) return output;
  const counted = output.replace(
    /^(\d+) packets transmitted, \1 (?=(?:packets )?received)/gmu,
    'N packets transmitted, N ',
  );
  return counted.replace(/(?<=, )time \d+\s?ms$/gmu, 'time N ms');
}

/** A shell of busybox greets, or does not, depending on how it was built. */
export function withoutGreeting(output: string, shown: string): string {
  if (/^BusyBox v/mu.test(shown)) return output;
  return output.replace(/^\n?BusyBox v\S+ .*built-in shell.*\n(?:Enter 'help' .*(?:\n|$))?\n?/mu, '');
}

/** Returns whether a command has printed nothing but the id of what it has made. Then it has not failed. */
export function isIdOfNew({ step, output }: Pick<StepRecording, 'output' | 'step'>): boolean {
  return MAKES.test(step.text) && NEW_ID.test(output.trim());
}

const MAKES = /\bdocker\s[^|;&]*\b(?:run|create)\b/u;
/** Of a container or a network; of a service, a secret or an overlay network. */
const NEW_ID = /^(?:[0-9a-f]{64}|[0-9a-z]{25})$/u;

/**
 * Returns whether a command has the exit code that a key gives it: 128 + SIGINT for Ctrl-C, 1 for the keys with which
 * `docker attach` leaves a container. So has a shell that is left after the command.
 */
export function endsByKey({ step, actual, output }: WrongExit, { steps }: Snippet): boolean {
  const last = steps[step];
  if (last === undefined) return false;
  // A shell that is left ends with the exit code of the last command in it.
  const before = steps[step - 1];
  if (actual === 130 && before && isInterrupt(before) && LEAVES.test(last.text)) return true;
  return (isInterrupt(last) && actual === 130) || (isDetach(last) && actual === 1 && output.trim() === DETACHED);
}

/**
 * Returns whether a shell in the node's shell has ended with the exit code of the last command in it, whose output the
 * document shows. That may be in an earlier block.
 * @param earlier the block before it on its node
 */
export function leavesShell({ step }: WrongExit, block: ShownBlock, earlier: ShownBlock | undefined): boolean {
  const last = block.snippet.steps[step];
  const isFirst = step === 0;
  const within = isFirst ? earlier : block;
  const before = isFirst ? earlier?.snippet.steps.at(-1) : block.snippet.steps[step - 1];
  if (last?.kind !== 'input' || before?.kind !== 'input' || block.shown?.statesExit || !LEAVES.test(last.text))
    return false;
  return within?.shown?.steps !== undefined;
}

/** A block with what the document shows of it. */
export interface ShownBlock {
  readonly snippet: Snippet;
  readonly shown: ShownSnippet | undefined;
}

const LEAVES = /^\s*(?:exit|logout)\s*$/u;

/**
 * Returns whether the next command prints the exit code, and the document shows what it prints: `echo $?`. Then the
 * outputs are compared, and with them the exit codes.
 */
export function isToldBelow({ step }: WrongExit, { snippet, shown }: ShownBlock): boolean {
  const next = snippet.steps[step + 1];
  const output = shown?.steps?.[step + 1]?.output ?? '';
  return next?.kind === 'command' && PRINTS_EXIT.test(next.text) && /^\d+$/u.test(output.trim());
}

const PRINTS_EXIT = /^\s*echo\s+(?:\$\?|"\$\?"|\$\{\?\})\s*$/u;

/** What Docker prints, although the container was left as it was meant to be. */
const DETACHED = 'read escape sequence';

function isDetach(step: Step): boolean {
  return step.kind === 'input' && step.keys.join(' ') === 'Ctrl-P Ctrl-Q';
}

/**
 * Returns how many blank lines in a row a document has in its outputs at most, up to 2. Formatters remove all of them, or
 * all but one: then the document says nothing of them.
 */
export function mostBlankLines(shown: readonly ShownSnippet[]): number {
  const steps = shown.flatMap((snippet) => snippet.steps ?? []);
  // An output may end with what looks like comments.
  const outputs = steps.map(({ output, comments }) => [output, ...(comments?.lines ?? [])].join('\n'));
  const runs = outputs.flatMap((output) => output.match(BLANK_LINES) ?? []);
  return runs.some((run) => run.split('\n').length > 2) ? 2 : Math.min(runs.length, 1);
}

/** Removes the blank lines that the document would not have, given the most that it has in a row. */
export function withoutMoreBlankLines(output: string, most: number): string {
  return most >= 2 ? output : output.replace(BLANK_LINES, '\n'.repeat(most));
}

/** Matches the blank lines behind a line. */
const BLANK_LINES = /(?<=\n)(?:[^\S\n]*\n)+/gu;

/**
 * What every command receives and returns. A command prints with `Io`. The streams of the process are used only for a
 * terminal that a person gets, and for lines that are redrawn.
 */
import type { Style } from '../report/style.ts';
import type { ConfigChoice } from './config.ts';

export interface CommandContext {
  /** Root folder of the checkout or package. */
  readonly home: string;
  readonly contentFolder: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Engines given by `--engine`. If there are none, the command chooses. */
  readonly engines: readonly string[];
  /** Which `snippets.yaml` counts, and `--set`. Undefined: what is found, and no values. */
  readonly choice?: ConfigChoice;
  readonly io: Io;
  /** Aborted by Ctrl-C and other signals, once `holdSignals` was called. */
  readonly signal: AbortSignal;
  /** Called before something is made that has to be removed. Until then, a signal ends the process at once. */
  readonly holdSignals: () => void;
}

export interface Io {
  /** Prints a result for people to standard output, and a newline. Hidden characters are made visible. */
  readonly print: (text: string) => void;
  /** Prints a result for programs to standard output, and a newline: unchanged, unless people would see it. */
  readonly printExact: (text: string) => void;
  /** Prints commands for GitHub Actions to standard output, and a newline. All other text in them must be escaped. */
  readonly printCommands: (text: string) => void;
  /** Prints progress and notes to standard error, and a newline. Hidden characters are made visible. */
  readonly tell: (text: string) => void;
  /** Returns a text as `tell` prints it, for progress that is redrawn. */
  readonly shown: (text: string) => string;
  readonly style: Style;
  readonly verbosity: 'quiet' | 'normal' | 'verbose';
  /** Whether progress is redrawn in place, which needs a terminal. */
  readonly live: boolean;
}

/** 0: success; 1: a page failed, or documents have mistakes; 2: the tool could not do its work. */
export type ExitCode = 0 | 1 | 2;

/** What every command is given, and what it gives back. Only `cli.ts` touches the process. */
import type { Style } from '../report/style.ts';

export interface CommandContext {
  /** Folder of the checkout. */
  readonly home: string;
  readonly contentFolder: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Engines that were asked for; none leaves the choice to the command. */
  readonly engines: readonly string[];
  readonly io: Io;
  readonly signal: AbortSignal;
}

export interface Io {
  /** Results for people, to standard output. A newline is added. */
  readonly print: (text: string) => void;
  /** Results for programs, to standard output, each character as it is. A newline is added. */
  readonly printExact: (text: string) => void;
  /** Progress and what is no result, to standard error. A newline is added. */
  readonly tell: (text: string) => void;
  readonly style: Style;
  readonly verbosity: 'quiet' | 'normal' | 'verbose';
  /** Whether standard error is a terminal that can be redrawn. */
  readonly live: boolean;
}

/** 0: all good; 1: the documents are wrong; 2: the tool could not do its work. */
export type ExitCode = 0 | 1 | 2;

/**
 * All that the command line prints goes through here. Most of it contains text of others: of pages, of programs, of
 * daemons. It must not control the terminal or the log in which it is shown.
 */
import { randomBytes } from 'node:crypto';
import { visible } from '../base/visible.ts';
import { withoutLogCommands } from '../report/log-commands.ts';
import { createStyle, type Style } from '../report/style.ts';

export interface Output {
  /** Marks its colours, so that `forPeople` knows them from those of other texts. */
  readonly style: Style;
  /** Returns a text for a terminal or a log: only colours of `style` have an effect. */
  readonly forPeople: (text: string) => string;
  /** Returns a text for programs: unchanged, except in a log or on a terminal. */
  readonly forPrograms: (text: string) => string;
}

export interface OutputOptions {
  readonly colour: boolean;
  /** Whether the output is a log of GitHub Actions, which runs some lines as commands. */
  readonly isGithubLog: boolean;
  /** Whether standard output is a terminal. */
  readonly isTerminal: boolean;
}

/** What is known of a stream of this process. */
export type Terminal = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'rows'>;

/**
 * Returns whether lines can be redrawn in place. It takes a terminal that knows its size: one that a program has made,
 * such as `docker exec --tty`, may have none, and would show nothing.
 */
export function canRedraw(streams: readonly Terminal[], { CI, TERM }: NodeJS.ProcessEnv): boolean {
  const hasSize = ({ isTTY, columns, rows }: Terminal) => isTTY === true && columns > 0 && rows > 0;
  return !CI && TERM !== 'dumb' && streams.every(hasSize);
}

export function createOutput({ colour, isGithubLog, isTerminal }: OutputOptions): Output {
  // Random, so that no other text can have it.
  const mark = `\x1b${randomBytes(12).toString('hex')}`;
  const inLog = (text: string) => (isGithubLog ? withoutLogCommands(text) : text);
  const forPeople = (text: string) => inLog(text.split(mark).map(visible).join('\x1b'));
  return {
    style: createStyle(colour, mark),
    forPeople,
    forPrograms: (text) => (isTerminal ? forPeople(text) : inLog(text)),
  };
}

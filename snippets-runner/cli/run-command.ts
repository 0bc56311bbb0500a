/** How the command line calls a command. `cli.ts` provides the context. */
import type { Command } from 'commander';
import type { CommandContext, ExitCode } from '../commands/command.ts';

/** Turns a command into an action for commander. The command gets the context as its first argument. */
export type Runs = <Args extends unknown[]>(
  run: (context: CommandContext, ...args: Args) => ExitCode | Promise<ExitCode>,
) => (...given: unknown[]) => Promise<void>;

/** Adds one command to the program. */
export type AddCommand = (program: Command, runs: Runs) => void;

/** Formats the examples below a command's options. */
export function examples(...lines: readonly (readonly [command: string, what: string])[]): string {
  const width = Math.max(...lines.map(([command]) => command.length));
  return `\nExamples:\n${lines.map(([command, what]) => `  ${command.padEnd(width)}  ${what}`).join('\n')}`;
}

/** How the command line calls a command: `cli.ts`, which knows the process, gives it. */
import type { Command } from 'commander';
import type { CommandContext, ExitCode } from '../commands/command.ts';

/** Makes what commander calls of what a command does, which is given the context first. */
export type Runs = <Args extends unknown[]>(
  run: (context: CommandContext, ...args: Args) => ExitCode | Promise<ExitCode>,
) => (...given: unknown[]) => Promise<void>;

/** Adds one command to the program. */
export type AddCommand = (program: Command, runs: Runs) => void;

/** Below a command's options. */
export function examples(...lines: readonly (readonly [command: string, what: string])[]): string {
  const width = Math.max(...lines.map(([command]) => command.length));
  return `\nExamples:\n${lines.map(([command, what]) => `  ${command.padEnd(width)}  ${what}`).join('\n')}`;
}

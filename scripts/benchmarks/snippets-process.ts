/** Runs `snippets` as a person does, in a process of its own. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { HOME } from './bench-engine.ts';
import { timed } from './figures.ts';

export interface ProcessOptions {
  /** Folder of the checkout; default: this one. */
  readonly home?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Returns seconds, with the start of Node. @throws Error if the output does not match `mustPrint` */
export async function timeSnippets(
  args: readonly string[],
  mustPrint: RegExp,
  { home = HOME, env = process.env }: ProcessOptions = {},
): Promise<number> {
  return timed(async () => {
    const runner = spawn(process.execPath, [join(home, 'snippets-runner/bin.mjs'), ...args], { cwd: home, env });
    const [printed, complained] = await Promise.all([text(runner.stdout), text(runner.stderr)]);
    if (!mustPrint.test(printed)) throw new Error(`snippets ${args.join(' ')} printed:\n${printed}${complained}`);
  });
}

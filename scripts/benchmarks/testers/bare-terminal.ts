/**
 * Types the same commands into a bash in a terminal of the node, each after the prompt that follows the one before.
 * Compares nothing and reads no network, so it shows how much of this runner's time is typing and waiting alone.
 */
import { withResource } from '../../../snippets-runner/base/with-resource.ts';
import type { DockerNode } from '../../../snippets-runner/lab/node/docker-node.ts';
import { TERMINAL_SIZE } from '../../../snippets-runner/terminal/shell-session.ts';
import { timed } from '../figures.ts';
import type { Workload } from './cases.ts';
import type { TesterRun } from './in-node.ts';

export const BARE_TERMINAL = 'a bare terminal';
/** No command of a workload prints it. */
const PROMPT = '<ready> ';
const SHELL = ['env', '--chdir=/root', 'TERM=dumb', `PS1=${PROMPT}`, 'bash', '--noprofile', '--norc', '-i'];

/** @throws Error if the terminal ends before the last prompt */
export async function typeInTerminal({ cases }: Workload, node: DockerNode): Promise<TesterRun> {
  return withResource(await node.openPty(SHELL, TERMINAL_SIZE), async (pty) => {
    const output = pty.output[Symbol.asyncIterator]();
    await promptIn(output);
    const seconds = await timed(async () => {
      for (const { command } of cases) {
        pty.write(`${command}\r`);
        await promptIn(output);
      }
    });
    return { seconds, hasPassed: true, message: '' };
  });
}

/** Reads up to the next prompt: after it, bash prints nothing until something is typed. */
async function promptIn(output: AsyncIterator<Uint8Array>): Promise<void> {
  for (let text = ''; !text.endsWith(PROMPT); ) {
    const { done, value } = await output.next();
    if (done) throw new Error(`the terminal ended; it printed last: ${text}`);
    text += Buffer.from(value).toString();
  }
}

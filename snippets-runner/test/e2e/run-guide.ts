/** Runs the commands of a guide as a reader would: in one bash, in the order of the page. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Guide } from '../../tutorial/guide/parse-guide.ts';

export interface GuideRun {
  /** One for each command, in order: standard output and standard error together. */
  readonly outputs: readonly string[];
  readonly exits: readonly number[];
}

interface Options {
  /** Where the reader is. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** A folder for the texts of the commands and of what they print. */
  readonly scratch: string;
  /** Returns what is run in place of a command. */
  replace(command: string): string;
}

export async function runGuide({ document, files }: Guide, { cwd, env, scratch, replace }: Options): Promise<GuideRun> {
  mkdirSync(scratch, { recursive: true });
  const path = (name: string) => join(scratch, name);
  const commands = document.snippets.flatMap(({ steps }) => steps);
  const parts = [
    ...commands.map(({ text, position }, index) => {
      writeFileSync(path(`${index}.command`), replace(text));
      const at = `'${path(String(index))}'`;
      return { line: position.line, script: `{ eval "$(<${at}.command)"; } >${at}.printed 2>&1; echo $? >${at}.exit` };
    }),
    ...files.map(({ name, text, position }, index) => {
      writeFileSync(path(`${index}.file`), text);
      return { line: position.line, script: `cp '${path(`${index}.file`)}' '${name}'` };
    }),
  ].toSorted((a, b) => a.line - b.line);
  writeFileSync(path('script'), parts.map(({ script }) => `${script}\n`).join(''));
  const bash = spawn('bash', ['--noprofile', '--norc', path('script')], { cwd, env, stdio: ['ignore', 2, 2] });
  await once(bash, 'close');
  const results = commands.map((_, index) => index).map(String);
  return {
    outputs: results.map((name) => readFileSync(path(`${name}.printed`), 'utf8').replace(/\n$/u, '')),
    exits: results.map((name) => Number(readFileSync(path(`${name}.exit`), 'utf8'))),
  };
}

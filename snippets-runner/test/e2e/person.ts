/** A person at a terminal of this machine. `script` of util-linux makes the terminal; the `script` of macOS differs. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import { shellQuoted } from '../../base/shell-quote.ts';
import { ChangeNotifier } from '../../terminal/change-notifier.ts';
import { BIN, type SnippetsOptions } from './snippets.ts';
import { untilShown } from './until-shown.ts';

export interface Person {
  types(keys: string): void;
  /** Resolves when the terminal shows this after the text last seen. Rejects if the terminal ends, or hangs. */
  sees(text: RegExp): Promise<void>;
  /** Changes the size of the window. */
  resizes(rows: number, columns: number): void;
  /** Closes the window: its processes get SIGHUP. */
  leaves(): void;
  /** The exit code of the program in the terminal. */
  readonly ended: Promise<number | null>;
}

const IS_MAC = process.platform === 'darwin';

/** Starts snippets in a terminal of 30 rows and 100 columns. */
export function personAt(args: readonly string[], options: SnippetsOptions): Promise<Person> {
  return personRunning([process.execPath, BIN, '--content', 'content', ...args], options);
}

/** Starts a command in a terminal of 30 rows and 100 columns. */
export async function personRunning(command: readonly string[], { cwd, env }: SnippetsOptions): Promise<Person> {
  const inside = `stty rows 30 cols 100; tty; exec ${command.map(shellQuoted).join(' ')}`;
  const script = IS_MAC ? ['-q', '/dev/null', 'sh', '-c', inside] : ['-qfec', inside, '/dev/null'];
  const child = spawn('script', script, { cwd, env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'close').then(([exit]) => exit);
  const sees = watch(child);
  const [, terminal = ''] = await sees(/^(\/dev\/\S+)\n/u);
  return {
    types: (keys) => child.stdin.write(keys),
    sees: async (text) => void (await sees(text)),
    resizes: (rows, columns) => {
      execFileSync('stty', [IS_MAC ? '-f' : '-F', terminal, 'rows', String(rows), 'cols', String(columns)]);
    },
    leaves: () => child.kill('SIGKILL'),
    ended,
  };
}

/** Matches an incomplete escape sequence at the end. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CUT = /\x1b(?:\[[\d;?]*|\][^\x07]*)?$/u;

function watch(child: ChildProcess): (text: RegExp) => Promise<RegExpExecArray> {
  const changes = new ChangeNotifier();
  let shown = '';
  let held = '';
  let hasEnded = false;
  child.stdout?.setEncoding('utf8').on('data', (printed: string) => {
    const text = held + printed;
    held = CUT.exec(text)?.[0] ?? '';
    shown += stripVTControlCharacters(text.slice(0, text.length - held.length)).replaceAll('\r', '');
    changes.announce();
  });
  child.once('close', () => {
    hasEnded = true;
    changes.announce();
  });
  return async (text) => {
    const found = await untilShown(
      { changes, hasEnded: () => hasEnded },
      () => text.exec(shown),
      () => `the terminal does not show ${text}, but:\n${shown}`,
    );
    shown = shown.slice(found.index + found[0].length);
    return found;
  };
}
